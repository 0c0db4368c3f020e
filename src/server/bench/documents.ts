/** Official documents: reading them in the worker with its limits, and setting them out. A page is 22 lines of 28 characters. */
import { Refusal } from '#regime';
import { limits } from '../documents/limits.ts';
import { readDocument } from '../documents/read-document.ts';
import { area } from '../typeset/measures.ts';
import type { Block, OfficialDocument } from '../typeset/official.ts';
import { type Line, seconds } from './line.ts';

const pageOf = area.lines * area.characters;
const numerals = '零一二三四五六七八九';

/** 1 to 9999 as articles count. */
function numeral(value: number): string {
  const places: [number, string][] = [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ];
  let text = '';
  for (const [place, sign] of places) {
    const digit = Math.floor(value / place) % 10;
    if (digit > 0) text += `${numerals[digit]}${sign}`;
    else if (text !== '' && !text.endsWith('零') && value % place > 0) text += '零';
  }
  return text;
}

/** A rule of so many clauses: articles of four items each, every one with a cadence. */
function ruleOf(clauses: number): string {
  const lines = ['大风市放飞责任办法（示例）'];
  for (let article = 1; lines.length <= clauses; article += 1) {
    lines.push(`第${numeral(article)}条　放风人的责任主要包括：`);
    for (const item of ['一', '二', '三', '四'])
      lines.push(
        `（${item}）清点第${article}号线轴和彩色尾带，每季度至少${(article % 4) + 1}次，登记风向、风力和天气；`,
      );
  }
  return `${lines.slice(0, clauses + 1).join('\n')}\n`;
}

/** Seconds and megabytes of a piece of work; memory is what the process grew by at most, looked at every 10 ms. */
async function costOf(work: () => Promise<unknown>): Promise<{ took: number; grew: number }> {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 10);
  const start = performance.now();
  try {
    await work();
  } finally {
    clearInterval(look);
  }
  most = Math.max(most, process.memoryUsage.rss());
  return { took: (performance.now() - start) / 1000, grew: (most - before) / 1024 / 1024 };
}

async function readingLine(clauses: number): Promise<Line> {
  const text = ruleOf(clauses);
  const bytes = Buffer.from(text);
  let found = 0;
  let refused = '';
  const { took, grew } = await costOf(async () => {
    try {
      const { parsed } = await readDocument(bytes);
      found = parsed.nodes.reduce((sum, node) => sum + 1 + node.children.length, 0);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused = error.code;
    }
  });
  const raw = performance.now();
  new TextDecoder('utf-8', { fatal: true }).decode(bytes).split('\n');
  const bare = (performance.now() - raw) / 1000;
  const pages = text.length / pageOf;
  const count = clauses.toLocaleString('en-US');
  return {
    what: `reading a rule of ${count} clauses, ${Math.round(pages)} pages (worker started, text, tree, faults)`,
    measured: refused || `${seconds(took)}, ${Math.round(pages / took)} pages a second, ${Math.round(grew)} MB`,
    raw: `decoding and splitting its lines: ${(bare * 1000).toFixed(1)} ms`,
    ratio: `${Math.round(took / bare)} ×`,
    target: `≤ ${limits.time / 1000} s, ≤ ${limits.memory / 1024 / 1024} MB`,
    reached: refused === '' && found >= clauses && took <= limits.time / 1000 && grew <= limits.memory / 1024 / 1024,
  };
}

/** A notice of so many pages of body. */
function noticeOf(pages: number): OfficialDocument {
  // Each another one: a typesetter may remember what it set before.
  const paragraph = (at: number): Block => ({
    kind: 'paragraph',
    runs: [{ text: `第${at + 1000}段，${'放风人应当清点线轴登记风向看护尾带'.repeat(18)}` }],
  });
  const length = 17 * 18 + 5;
  return {
    form: 'notice',
    mark: '示例市风筝会文件',
    number: '示风〔2026〕　号',
    title: '示例市风筝会关于放飞的通知',
    addressees: ['各县风筝会'],
    body: Array.from({ length: Math.ceil((pages * pageOf) / length) }, (_, at) => paragraph(at)),
    attachments: [],
    signature: { issuers: ['示例市风筝会'], day: '2026-05-01', sealed: true },
    origin: {
      template: 'bench',
      pack: 'bench',
      law: '',
      day: '2026-05-01',
      made: '2026-05-01T00:00:00Z',
      version: '',
      parameters: {},
      notes: [],
    },
  };
}

async function settingLine(format: 'docx' | 'pdf', pages: number): Promise<Line> {
  const { setPaper } = await import('../typeset/render.ts');
  await setPaper(noticeOf(1), format);
  const document = noticeOf(pages);
  let bytes = 0;
  const { took, grew } = await costOf(async () => {
    bytes = (await setPaper(document, format)).length;
  });
  return {
    what: `setting out ${pages} pages as ${format === 'pdf' ? 'PDF/A with embedded fonts' : '.docx'}`,
    measured: `${seconds(took)}, ${Math.round(pages / took)} pages a second, ${Math.round(grew)} MB, ${Math.round(bytes / 1024)} kB`,
    raw: '–',
    ratio: '–',
    target: '–',
    reached: null,
  };
}

export async function documentLines(): Promise<Line[]> {
  return [
    await readingLine(200),
    await readingLine(10_000),
    await settingLine('docx', 100),
    await settingLine('pdf', 100),
  ];
}
