/**
 * Fuzzing of the document reader: `node scripts/fuzz-documents.ts [SECONDS] [SEED]` (10 s). Spoils documents of the
 * generator, and the files that carry them, at random; every one must be read or refused within its limits.
 */
import { documents, Refusal } from '#regime';
import { readDocument } from '../src/server/documents/read-document.ts';
import { docxOf, pdfOf } from '../test/support/office-files.ts';
import { printed, randomOf, writeDocument } from '../test/support/random-document.ts';

export interface FuzzResult {
  readonly seed: number;
  readonly texts: number;
  readonly files: number;
  readonly refused: Readonly<Record<string, number>>;
  /** Longest reading of a text in milliseconds per 10,000 characters, of texts above 1,000. */
  readonly slowest: number;
}

const scraps = [
  '第',
  '条',
  '一',
  '十百千',
  '（',
  '）',
  '(',
  '《',
  '“',
  '**',
  '####',
  '\n\n\n',
  '\r',
  '\u3000',
  '\u202e',
  '\ufffd',
  '\u0000',
  '𠮷',
  '第一条',
  '第—条 ',
  '一、',
  '（一）',
  '1.',
  '①',
  '目录\n',
  '。',
  '；',
  '关于',
  '印发《',
  '2024年3月5日\n',
  '附件：1.',
  '\n附件1\n',
  '\n— 3 —\n',
  '第一条之一　',
  '⑴',
  '1）',
  '上接第一版',
  '电话：',
  '既',
  '又',
  '每季度至少',
  '\ud800',
];

/** A text with pieces cut out, doubled, moved and strewn in. */
function spoilt(text: string, random: () => number): string {
  let out = text;
  const place = (): number => Math.floor(random() * out.length);
  for (let times = 1 + Math.floor(random() * 12); times > 0; times -= 1) {
    const [a, b] = [place(), place()].sort((x, y) => x - y) as [number, number];
    const kind = random();
    if (kind < 0.5)
      out =
        out.slice(0, a) +
        scraps[Math.floor(random() * scraps.length)]!.repeat(random() < 0.05 ? 500 : 1) +
        out.slice(a);
    else if (kind < 0.7) out = out.slice(0, a) + out.slice(Math.min(b, a + 50));
    else if (kind < 0.85) out = out.slice(0, b) + out.slice(a, Math.min(b, a + 400)) + out.slice(b);
    else
      out =
        out.slice(0, a) + [...out.slice(a, Math.min(b, a + 200))].reverse().join('') + out.slice(Math.min(b, a + 200));
  }
  return out;
}

function spoiltBytes(file: Buffer, random: () => number): Buffer {
  const bytes = Buffer.from(file);
  for (let times = 1 + Math.floor(random() * 20); times > 0; times -= 1)
    bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
  return random() < 0.2 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes;
}

/** Runs until the time is over and so many texts are read; throws at the first text or file that is neither read nor refused. */
export async function fuzzDocuments(seconds: number, seed: number, atLeast = 0): Promise<FuzzResult> {
  const end = performance.now() + seconds * 1000;
  const refused: Record<string, number> = {};
  let [round, texts, files, slowest] = [0, 0, 0, 0];
  while (performance.now() < end || texts < atLeast) {
    const random = randomOf(seed + round);
    round += 1;
    const text = spoilt(printed(writeDocument(random), random() < 0.3 ? 40 : undefined), random);
    try {
      const started = performance.now();
      const parsed = documents.parse(text);
      const took = performance.now() - started;
      if (text.length > 1000) slowest = Math.max(slowest, (took / text.length) * 10_000);
      const all = [parsed, ...parsed.more];
      const sum = all.reduce((total, { account }) => total + account.clause + account.identity + account.furniture, 0);
      if (sum !== text.length) throw new Error(`${sum} of ${text.length} characters are accounted for`);
      documents.compare(parsed, parsed);
      texts += 1;
      if (round % 20 === 0) {
        files += 1;
        await readSpoilt(text, random, refused);
      }
    } catch (error) {
      throw new Error(`seed ${seed + round - 1}`, { cause: error });
    }
  }
  return { seed, texts, files, refused, slowest: Math.round(slowest * 10) / 10 };
}

async function readSpoilt(text: string, random: () => number, refused: Record<string, number>): Promise<void> {
  const lines = text.replace(/(?!\n)[\p{Cc}\p{Cs}]/gu, '').split('\n');
  const file = random() < 0.5 ? docxOf(lines) : pdfOf([lines.slice(0, 36), lines.slice(36, 72)]);
  try {
    await readDocument(spoiltBytes(file, random));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refused[error.code] = (refused[error.code] ?? 0) + 1;
  }
}

if (import.meta.main) {
  const [seconds = '10', seed = String(Math.floor(Math.random() * 1e9))] = process.argv.slice(2);
  console.log(`seed ${seed}, ${seconds} s`);
  console.log(JSON.stringify(await fuzzDocuments(Number(seconds), Number(seed))));
}
