/** Numbers of clauses that are missing, doubled or out of order, and text that begins or ends in the middle. */
import type { Draft, Growth } from '../assemble.ts';
import { numeralOf } from '../numerals.ts';
import type { Place } from '../tree.ts';
import type { FaultList } from './fault-list.ts';

const words: Partial<Record<Draft['kind'], [zh: (n: string) => string, en: string]>> = {
  part: [(n) => `第${n}编`, 'part'],
  chapter: [(n) => `第${n}章`, 'chapter'],
  division: [(n) => `第${n}节`, 'division'],
  article: [(n) => `第${n}条`, 'article'],
  section: [(n) => `“${n}、”`, 'section'],
  subsection: [(n) => `“（${n}）”`, 'subsection'],
  item: [(n) => `第${n}项`, 'item'],
  point: [(n) => `第${n}目`, 'point'],
  subpoint: [(n) => `第${n}小目`, 'subpoint'],
};

/** Checks every run of numbers: chapters and items among their siblings, articles through the whole document. */
export function numberFaults({ root, articles, implied }: Growth, faults: FaultList): void {
  checkRun(articles, faults, implied !== null || (articles[0]?.number ?? 1) > 1);
  const walk = (draft: Draft): void => {
    const byKind = Map.groupBy(draft.children, ({ kind }) => kind);
    for (const [kind, siblings] of byKind) {
      if (kind !== 'article') checkRun(siblings, faults, draft === implied || draft === root);
    }
    draft.children.forEach(walk);
  };
  walk(root);
  const first = implied?.children[0] ?? articles[0] ?? root.children[0];
  const begins = first ? (implied ?? first) : undefined;
  if (first && begins && (begins.number ?? 1) > 1) {
    const [zh, en] = nameOf(begins, first.number!);
    const [from, fromEn] = implied
      ? [
          `${nameOf(implied, implied.number!)[0]}${zh === '' ? '' : nameOf(first, first.number!)[0]}`,
          `${nameOf(implied, implied.number!)[1]}, ${nameOf(first, first.number!)[1]}`,
        ]
      : [zh, en];
    faults.add(
      'begins_in_middle',
      placeOf(first),
      [`文本从${from}开始，前面缺失`, `the text begins at ${fromEn}; what stood before is missing`],
      ['请补上缺失的开头，或换用完整文本', 'supply the beginning or use a whole print'],
    );
  }
}

const nameOf = ({ kind }: Draft, number: number): [string, string] => {
  const [zh, en] = words[kind]!;
  return [zh(numeralOf(Math.min(number, 9999))), `${en} ${number}`];
};

const placeOf = (draft: Draft): Place => draft.block?.placeOf(0) ?? { line: 1, char: 1 };

function checkRun(all: readonly Draft[], faults: FaultList, mayBegin: boolean): void {
  // 第二条之一 was put in later: it stands outside of the count, and follows its own.
  checkInserts(all, faults);
  checkCount(
    all.filter(({ insert }) => insert === 0),
    faults,
    mayBegin,
  );
}

function checkInserts(drafts: readonly Draft[], faults: FaultList): void {
  drafts.forEach((draft, index) => {
    const { number, insert, label } = draft;
    const before = drafts[index - 1];
    if (insert === 0 || (before?.number === number && before.insert === insert - 1)) return;
    faults.add(
      'number_misordered',
      placeOf(draft),
      [`${label}的序号与前后不连`, `the number of ${label} does not follow the one before`],
      ['请核对序号或条文位置', 'check the number or where the clause belongs'],
    );
  });
}

function checkCount(drafts: readonly Draft[], faults: FaultList, mayBegin: boolean): void {
  const all = new Set(drafts.map(({ number }) => number));
  const seen = new Set<number>();
  let last = mayBegin ? (drafts[0]?.number ?? 1) - 1 : 0;
  const gaps: { from: number; to: number; at: Draft; before: Draft | undefined }[] = [];
  const doubles: Double[] = [];
  drafts.forEach((draft, index) => {
    const number = draft.number!;
    const next = drafts[index + 1]?.number;
    const wanted = last + 1;
    const slipped = number !== wanted && next === wanted + 1;
    if (seen.has(number)) {
      doubles.push({ draft, wanted: slipped ? wanted : null });
      if (slipped) last = wanted;
    } else if (slipped && !(number > wanted && all.has(wanted))) {
      misordered(draft, wanted, faults);
      last = wanted;
    } else if (number > wanted) {
      const missing = rangeOf(wanted, Math.min(number, wanted + 200)).filter((one) => !all.has(one));
      if (missing.length > 0)
        gaps.push({ from: missing[0]!, to: missing.at(-1)!, at: draft, before: drafts[index - 1] });
      last = number;
    } else if (number < wanted) misordered(draft, null, faults);
    else last = number;
    seen.add(number);
  });
  report(gaps, doubles, faults);
}

const rangeOf = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

function misordered(draft: Draft, wanted: number | null, faults: FaultList): void {
  const [zh, en] = nameOf(draft, draft.number!);
  const should = wanted === null ? null : nameOf(draft, wanted);
  faults.add(
    'number_misordered',
    placeOf(draft),
    [`${zh}的序号与前后不连`, `${en} is out of order`],
    should
      ? [`疑为${should[0]}，请核对`, `it is probably ${should[1]}; check it`]
      : ['请核对序号或条文位置', 'check the number or where the clause belongs'],
  );
}

interface Gap {
  readonly from: number;
  readonly to: number;
  readonly at: Draft;
  readonly before: Draft | undefined;
}

/** A clause that bears the number of another, and the number it should bear where the next one tells. */
interface Double {
  readonly draft: Draft;
  readonly wanted: number | null;
}

function report(allGaps: readonly Gap[], allDoubles: readonly Double[], faults: FaultList): void {
  // More than the list of faults holds need not be paired.
  const [gaps, doubles] = [allGaps.slice(0, 300), allDoubles.slice(0, 300)];
  for (const { from, to, at, before } of gaps) {
    const [first, last] = [nameOf(at, from), nameOf(at, to)];
    const [zh, en] = from === to ? first : [`${first[0]}至${last[0]}`, `${first[1]} to ${to}`];
    const double = doubles.find(({ draft: { number } }) => number! >= to)?.draft;
    const stray = paragraphWithoutNumber(before);
    const repairs = repairsOf(at, from, double, stray !== null);
    faults.add('number_missing', placeOf(at), [`缺${zh}`, `${en} is missing`], repairs);
    if (stray && before) {
      faults.add(
        'paragraph_unnumbered',
        stray.block.placeOf(stray.from),
        [
          `${nameOf(before, before.number!)[0]}后的这一段没有序号，而其后缺${zh}`,
          `this paragraph has no number, and ${en} is missing behind it`,
        ],
        [`核对它是否就是${first[0]}`, `check whether it is ${first[1]}`],
      );
    }
  }
  for (const { draft, wanted } of doubles) {
    const [zh, en] = nameOf(draft, draft.number!);
    const gap = gaps.find(({ to }) => to <= draft.number!);
    faults.add(
      'number_doubled',
      placeOf(draft),
      [`${zh}出现两次`, `${en} stands twice`],
      gap
        ? repairsOf(draft, gap.from, draft, paragraphWithoutNumber(gap.before) !== null)
        : doubledRepair(draft, wanted),
    );
  }
}

function doubledRepair(draft: Draft, wanted: number | null): [string, string] {
  if (wanted === null)
    return ['引用时区分为前一个和后一个（a、b），请核对原件', 'the two are cited apart as a and b; check the original'];
  const [zh, en] = nameOf(draft, wanted);
  return [
    `后一个疑为${zh}，请核对原件；引用时区分为a、b`,
    `the second is probably ${en}; check the original. They are cited apart as a and b`,
  ];
}

/** A paragraph behind the last numbered part of the draft, which may have lost its number. */
function paragraphWithoutNumber(draft: Draft | undefined): Draft['paragraphs'][number] | null {
  if (draft?.kind !== 'article') return null;
  const own = [...draft.paragraphs, ...draft.after];
  return own.length > 1 ? own.at(-1)! : null;
}

function repairsOf(at: Draft, missing: number, double: Draft | undefined, stray: boolean): [string, string] {
  const [zh, en] = nameOf(at, missing);
  const ways: [string, string][] = [];
  if (double && double.number! > missing) {
    const [twice, twiceEn] = nameOf(double, double.number!);
    ways.push([`自缺号起至前一个${twice}依次减一`, `count down by one from the gap to the first ${twiceEn}`]);
  }
  if (stray) ways.push([`把前面未编号的一段作为${zh}`, `take the unnumbered paragraph before it as ${en}`]);
  if (ways.length === 0) return [`请核对原件是否漏印${zh}`, `check whether the print left out ${en}`];
  const list = (side: 0 | 1): string => ways.map((way, index) => `${index + 1}) ${way[side]}`).join(side ? '; ' : '；');
  return [`可行的改法：${list(0)}。标识暂从印本`, `possible repairs: ${list(1)}. The ids follow the print`];
}
