/** Tables for a terminal in which a Chinese character takes two columns. */

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** Columns that a text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const sign of text) width += wide.test(sign) ? 2 : 1;
  return width;
}

/** A text cut to so many columns, with `…` where something is missing. */
export function cut(text: string, most: number): string {
  if (widthOf(text) <= most) return text;
  let kept = '';
  for (const sign of text) {
    if (widthOf(kept + sign) > most - 1) break;
    kept += sign;
  }
  return `${kept}…`;
}

export type Cell = string | number | null | undefined;

/** Rows under their heads, columns apart by two blanks; numbers stand right, long texts are cut. */
export function tableOf(heads: readonly string[], rows: readonly (readonly Cell[])[], most = 60): string {
  const texts = rows.map((row) => heads.map((_, at) => cut(shown(row[at]), most)));
  const isNumber = heads.map((_, at) => rows.every((row) => typeof row[at] !== 'string'));
  const widths = heads.map((head, at) => Math.max(widthOf(head), ...texts.map((row) => widthOf(row[at] ?? ''))));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => padded(cell, widths[at] ?? 0, isNumber[at] === true))
      .join('  ')
      .trimEnd();
  return [line(heads), widths.map((width) => '─'.repeat(width)).join('  '), ...texts.map(line)].join('\n');
}

const shown = (cell: Cell): string => (cell === null || cell === undefined ? '–' : String(cell).replace(/\s+/g, ' '));

function padded(text: string, width: number, isRight: boolean): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)));
  return isRight ? blanks + text : text + blanks;
}

/** A share as per cent; `–` where there is none. */
export const percent = (share: number | null): string => (share === null ? '–' : `${(share * 100).toFixed(1)}%`);
