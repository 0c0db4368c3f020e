/** Faults of the make-up: paragraphs cut by pages and lines, torn heads, uneven marks, broken items. */
import type { Draft, Growth } from '../assemble.ts';
import type { Block } from '../block.ts';
import { visibleLength } from '../body.ts';
import { type Line, placeIn } from '../lines.ts';
import type { RunIn } from '../nodes.ts';
import type { FaultList } from './fault-list.ts';

/** Pairs that are often doubled in good writing, so that a doubled sign at a page break means nothing. */
const doubledWell = new Set(
  '层人天年个家户处时常往等件事村步代好慢多种样条项县乡方面日月岁点滴重星渐久深清明'.replace(/[乡]/g, ''),
);

/** Cuts inside paragraphs. In a text cut at the width of the page one fault stands for all, and page gaps are named. */
export function cutFaults(
  blocks: readonly Block[],
  lines: readonly Line[],
  width: number | null,
  torn: readonly RunIn[],
  faults: FaultList,
): void {
  let wrapped = 0;
  let first: Block | null = null;
  for (const block of blocks) {
    for (const { at } of block.seams) {
      const [left, right] = [block.text[at - 1]!, block.text[at]!];
      doubledAt(block, at, left, right, faults);
      if (width !== null) {
        wrapped += 1;
        first ??= block;
        continue;
      }
      if (
        torn.length > 0 &&
        torn.slice(0, 300).some((one) => one.block === block && Math.abs(one.at - at) <= 24 && one.at < at)
      )
        continue;
      const context = `${block.text.slice(Math.max(0, at - 4), at)}|${block.text.slice(at, at + 4)}`;
      faults.add(
        'cut_by_page',
        block.placeOf(at - 1),
        [`段落在此被分页切断：${context}`, `the paragraph is cut here by a page break: ${context}`],
        ['前后相连，已并为一段', 'the halves belong together and are read as one'],
      );
    }
  }
  if (wrapped > 0 && first) {
    faults.add(
      'wrapped_lines',
      first.placeOf(0),
      [
        `全文按版面宽度（约${width}字）断行，共${wrapped}处`,
        `lines are cut at the width of the page (about ${width} characters), ${wrapped} times`,
      ],
      ['已按文意并为段落', 'they are joined to paragraphs by sense'],
    );
  }
  gapFaults(lines, faults);
}

function doubledAt(block: Block, at: number, left: string, right: string, faults: FaultList): void {
  if (left !== right || !/[\u4e00-\u9fff]/.test(left) || doubledWell.has(left)) return;
  faults.add(
    'character_doubled',
    block.placeOf(at),
    [`断页处“${left}”字重出`, `the character ${left} stands on both sides of the break`],
    [`疑多一个“${left}”，请核对后删去一个`, `one ${left} is probably too many; check and remove it`],
  );
}

/** Gaps between lines that are wider than the usual ones by two empty lines or more. */
function gapFaults(lines: readonly Line[], faults: FaultList): void {
  const gaps = lines
    .slice(1)
    .map(({ gap }) => gap)
    .sort((a, b) => a - b);
  const usual = gaps[gaps.length >> 1] ?? 0;
  for (const line of lines.slice(1)) {
    if (line.gap < usual + 2) continue;
    faults.add(
      'page_gap',
      placeIn(line, 0),
      [`此行之前有${line.gap}个空行，疑为分页`, `${line.gap} empty lines stand before this one, probably a page break`],
      ['只影响版面，已忽略', 'layout only; ignored'],
    );
  }
}

/** Items that go on after a paragraph break, where that is the exception in the document. */
export function brokenItemFaults({ broken, articles }: Growth, width: number | null, faults: FaultList): void {
  const items = articles.reduce((sum, { children }) => sum + children.length, 0);
  const found = broken.flatMap(({ paragraphs }) =>
    paragraphs.slice(1).filter(({ block: { firstLine } }, index) => {
      if (firstLine.row) return false;
      const before = paragraphs[index]!.block.lastLine;
      return width === null || visibleLength(before.text) < width - 2;
    }),
  );
  if (found.length > Math.max(1, items / 10)) return;
  for (const { block, from } of found) {
    faults.add(
      'break_in_item',
      block.placeOf(from),
      ['同一项中间另起了一段', 'a new paragraph begins inside an item'],
      ['按同一项读；请核对是否漏印序号', 'read as one item; check whether a number was left out'],
    );
  }
}

/** Run-in heads set unlike the others: plain among bold, or torn by a page. */
export function runInFaults(runIns: readonly RunIn[], faults: FaultList): void {
  for (const { block, at, head, set } of runIns) {
    if (set === 'plain') {
      faults.add(
        'run_in_plain',
        block.placeOf(at),
        [`段首标题“${head}”未加粗，同级标题加粗`, `the run-in head "${head}" is set plain among bold ones`],
        ['按标题读，请核对', 'read as a head; check it'],
      );
    }
    if (set === 'torn') {
      faults.add(
        'bold_head_torn',
        block.placeOf(at),
        [`段首标题“${head}”被分页切断，只有前半加粗`, `the run-in head "${head}" is torn: only its beginning is bold`],
        ['按完整标题读', 'read as one head'],
      );
    }
  }
  const bold = runIns.filter(({ set }) => set === 'bold');
  const odd = bold.filter(({ head }) => /[，,]$/.test(head));
  const even = bold.length - odd.length;
  if (odd.length > 0 && even > 0) {
    const minority = odd.length <= even ? odd[0]! : bold.find(({ head }) => !/[，,]$/.test(head))!;
    faults.add(
      'run_in_ending_mixed',
      minority.block.placeOf(minority.at),
      [
        `加粗的段首标题有${odd.length}处止于逗号，${even}处止于句号`,
        `${odd.length} bold run-in heads end on a comma, ${even} on a full stop`,
      ],
      ['只影响版面', 'layout only'],
    );
  }
}

/** Marks of one rank that are set in different ways: heading depth, bold over the mark or the whole line. */
export function headingFaults(root: Draft, faults: FaultList): void {
  const byType = new Map<string, Draft[]>();
  const collect = (draft: Draft): void => {
    if (draft.type && draft.block) {
      const list = byType.get(draft.type) ?? [];
      list.push(draft);
      byType.set(draft.type, list);
    }
    draft.children.forEach(collect);
  };
  collect(root);
  for (const drafts of byType.values()) {
    if (drafts.length < 3) continue;
    const styles = Map.groupBy(drafts, ({ block }) => styleOf(block!));
    const [usual] = [...styles].sort((a, b) => b[1].length - a[1].length)[0]!;
    for (const [style, group] of styles) {
      if (style === usual || group.length > drafts.length / 3) continue;
      for (const { block, label } of group) {
        faults.add(
          'heading_uneven',
          block!.placeOf(0),
          [`${label}的标题样式与同级不同`, `${label} is set unlike the others of its rank`],
          ['只影响版面', 'layout only'],
        );
      }
    }
  }
}

function styleOf(block: Block): string {
  const { depth, bold, text } = block.firstLine;
  const whole = bold.some(([from, to]) => from === 0 && to === text.length && text.length > block.wordsAt);
  return `${depth}${whole ? 'whole' : ''}`;
}
