/** A block: one paragraph of the text, joined from the lines it was printed on. */
import { fileOffset, type Line, placeIn } from './lines.ts';
import type { Marker } from './markers.ts';
import type { Place } from './tree.ts';

/** A seam between two lines of one block: where it lies in the block and how many empty lines the print has there. */
export interface Seam {
  readonly at: number;
  readonly gap: number;
}

export class Block {
  readonly marker: Marker | null;
  readonly lines: { readonly line: Line; readonly start: number }[] = [];
  readonly seams: Seam[] = [];
  #texts: string[] = [];
  #length = 0;
  #joined: string | null = null;

  constructor(marker: Marker | null, line: Line) {
    this.marker = marker;
    this.append(line, 0);
  }

  /** Adds a line that stands `gap` empty lines below the one before. */
  append(line: Line, gap: number): void {
    if (this.lines.length > 0) this.seams.push({ at: this.#length, gap });
    this.lines.push({ line, start: this.#length });
    this.#texts.push(line.text);
    this.#length += line.text.length;
    this.#joined = null;
  }

  get text(): string {
    this.#joined ??= this.#texts.join('');
    return this.#joined;
  }

  /** Text after the mark. */
  get words(): string {
    return this.text.slice(this.wordsAt);
  }

  get wordsAt(): number {
    return this.marker?.rest ?? 0;
  }

  get lastLine(): Line {
    return this.lines.at(-1)!.line;
  }

  get firstLine(): Line {
    return this.lines[0]!.line;
  }

  /** Line and character of a character of the block. */
  placeOf(index: number): Place {
    let low = 0;
    let high = this.lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.lines[middle]!.start <= index) low = middle;
      else high = middle - 1;
    }
    const { line, start } = this.lines[low]!;
    return placeIn(line, index - start);
  }

  /** Stretches of the block set bold, joined where they touch. */
  bold(): [number, number][] {
    const found: [number, number][] = [];
    for (const { line, start } of this.lines) {
      for (const [from, to] of line.bold) {
        const last = found.at(-1);
        if (last && last[1] === from + start) last[1] = to + start;
        else found.push([from + start, to + start]);
      }
    }
    return found;
  }

  /** Stretches of the file that the block takes up. */
  *stretches(): Generator<[number, number]> {
    for (const { line } of this.lines) {
      for (const [index, [at, from]] of line.pieces.entries()) {
        const next = line.pieces[index + 1]?.[0] ?? line.text.length;
        yield [from, from + next - at];
      }
    }
  }

  get fileStart(): number {
    return fileOffset(this.firstLine, 0);
  }
}
