/** Rows of tables: a row of several cells is one line of the text; cells that only lay out a page stay paragraphs. */

const lineEnds = /\r\n|[\n\r\f\u2028\u2029]/g;
/** Two prints of a rule side by side: their clauses are clauses, and no cells. */
const article = /^\s*第[〇零一二三四五六七八九十百千\d]{1,7}条(?:\s|之)/;

/** What a row gives: one line of its cells, or its paragraphs. */
export type RowWords = { readonly row: string } | { readonly paragraphs: readonly string[] };

/** Follows tables from front to back, tables inside cells too. */
export class TableRows {
  /** Rows that are open, the innermost last: the paragraphs of each cell. */
  readonly #open: string[][][] = [];

  open(name: string): void {
    if (name === 'w:tr') this.#open.push([]);
    else if (name === 'w:tc') this.#open.at(-1)?.push([]);
  }

  /** Keeps a paragraph of a cell; false where no cell is open. */
  take(words: string): boolean {
    const cell = this.#open.at(-1)?.at(-1);
    cell?.push(words);
    return cell !== undefined;
  }

  /** Ends a row. Null where it goes on as words of the cell around it. */
  closeRow(): RowWords | null {
    const cells = this.#open.pop() ?? [];
    const paragraphs = cells.flat();
    const said = cells.map((cell) => joined(cell, ' ')).filter((words) => words !== '');
    const words = joined(said, '\u3000');
    if (this.take(words)) return null;
    return said.length < 2 || paragraphs.some((one) => article.test(one)) ? { paragraphs } : { row: words };
  }
}

const joined = (words: readonly string[], between: string): string =>
  words
    .map((one) => one.replace(lineEnds, ' ').trim())
    .filter((one) => one !== '')
    .join(between);
