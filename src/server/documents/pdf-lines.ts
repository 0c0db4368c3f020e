/** Lines of a page of a .pdf: pieces of one height joined, two columns that the file writes row by row read one by one. */
export interface Piece {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
}

export interface PdfLine {
  text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  end: number;
  /** How many stretches with wide gaps between them make it up. */
  cells?: number;
}

/** A stretch of a row without a wide gap; `joins` where it goes on in the row of the one before. */
interface Stretch extends PdfLine {
  readonly joins: boolean;
}

/** Pieces of a page that run as most of its words do, turned upright, and those that run otherwise: stamps, watermarks. */
export function turned(pieces: readonly Piece[]): { readonly upright: Piece[]; readonly askew: Piece[] } {
  const words = [0, 0, 0, 0];
  for (const piece of pieces) {
    const quarter = quarterOf(piece);
    if (quarter !== null) words[quarter]! += piece.str.length;
  }
  const most = words.indexOf(Math.max(...words));
  const upright = pieces.filter((piece) => quarterOf(piece) === most);
  return {
    upright: most === 0 ? upright : upright.map((piece) => turnedBack(piece, most)),
    askew: pieces.filter((piece) => quarterOf(piece) !== most && piece.str.trim() !== ''),
  };
}

/** Quarters of a turn by which a piece is turned; null for what stands aslant. */
function quarterOf({ transform: [a = 1, b = 0] }: Piece): number | null {
  const turns = Math.atan2(b, a) / (Math.PI / 2);
  const quarter = Math.round(turns);
  return Math.abs(turns - quarter) > 0.05 ? null : (quarter + 4) % 4;
}

function turnedBack(piece: Piece, quarter: number): Piece {
  const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = piece.transform;
  const size = Math.hypot(a, b) || Math.hypot(c, d);
  const place = quarter === 1 ? [y, -x] : quarter === 2 ? [-x, -y] : [-y, x];
  return { ...piece, height: piece.height || size, transform: [size, 0, 0, size, ...place] };
}

/** A piece that stands alone, as a line. */
export const lineOf = ({ str, transform, width, height }: Piece): PdfLine => ({
  text: str,
  x: transform[4] ?? 0,
  y: transform[5] ?? 0,
  size: height || 10,
  end: (transform[4] ?? 0) + width,
});

/** Lines of a page in the order in which they are read. */
export function linesOf(pieces: readonly Piece[]): PdfLine[] {
  const stretches = stretchesOf(pieces);
  const gutter = gutterOf(stretches);
  return gutter === null ? joinedRows(stretches) : byColumn(stretches, gutter);
}

function stretchesOf(pieces: readonly Piece[]): Stretch[] {
  const found: Stretch[] = [];
  for (const { str, transform, width, height } of pieces) {
    if (str === '') continue;
    const x = transform[4] ?? 0;
    const y = transform[5] ?? 0;
    const size = height || Math.abs(transform[3] ?? 0) || 10;
    // A wide blank is a gap that the file writes out.
    if (str.trim() === '' && width > size * 1.5) continue;
    const last = found.at(-1);
    const inRow = last && Math.abs(last.y - y) < Math.max(last.size, size) * 0.5 && x >= last.end - size;
    const isApart = inRow && x - last.end > size * 0.9 && !/\s$/.test(last.text) && str.trim() !== '';
    if (inRow && !isApart) {
      last.text += str;
      last.end = x + width;
    } else if (str.trim() !== '') found.push({ text: str, x, y, size, end: x + width, joins: isApart === true });
  }
  return found;
}

/** A wide gap in a row is a blank. */
function joinedRows(stretches: readonly Stretch[]): PdfLine[] {
  const lines: PdfLine[] = [];
  for (const { joins, ...line } of stretches) {
    const last = lines.at(-1);
    if (joins && last) {
      last.text += `\u3000${line.text}`;
      last.end = line.end;
      last.cells = (last.cells ?? 1) + 1;
    } else lines.push(line);
  }
  return lines;
}

const isNumber = ({ text }: PdfLine): boolean => /^\s*\d{1,3}\s*$/.test(text);

/**
 * Lines of a table: two or more of at least three cells with nothing but cells between them, and the lines of two cells or
 * set far in that stand among and below them. What belongs to which row the page does not say: each is a line of its own.
 */
export function tableLines(lines: readonly PdfLine[], margin: number): Set<PdfLine> {
  const found = new Set<PdfLine>();
  let run: PdfLine[] = [];
  const settle = (): void => {
    // A number below a table is that of the page.
    while (run.length > 0 && isNumber(run.at(-1)!)) run.pop();
    if (run.filter(({ cells = 1 }) => cells >= 3).length >= 2) for (const line of run) found.add(line);
    run = [];
  };
  for (const line of lines) {
    const cells = line.cells ?? 1;
    const isCell = cells >= 2 || line.x - margin > line.size * 3 || isNumber(line);
    if (cells >= 3 || (run.length > 0 && isCell)) run.push(line);
    else settle();
  }
  settle();
  return found;
}

/**
 * Where the right one of two columns begins, when at least half of the rows, and eight, are two long stretches of which the
 * second begins there or two characters further in. Tables of short cells are none, and stay rows.
 */
function gutterOf(stretches: readonly Stretch[]): number | null {
  const pairs = stretches.flatMap((right, at): [Stretch, Stretch][] => {
    const left = stretches[at - 1];
    return right.joins && left && !left.joins && !stretches[at + 1]?.joins ? [[left, right]] : [];
  });
  if (pairs.length < 8 || pairs.length < stretches.filter(({ joins }) => !joins).length / 2) return null;
  const starts = pairs.map(([, { x }]) => x).sort((a, b) => a - b);
  const from = starts[Math.floor(starts.length / 10)]!;
  const good = pairs.filter(([left, { x, size }]) => x >= from - 1 && x <= from + 2.2 * size && left.end < from);
  const long = (side: 0 | 1): boolean =>
    good.reduce((sum, pair) => sum + pair[side].text.length, 0) >= good.length * 10;
  return good.length >= pairs.length * 0.9 && long(0) && long(1) ? from - 1 : null;
}

/** The left column, then the right one; a line across both ends them. */
function byColumn(stretches: readonly Stretch[], gutter: number): PdfLine[] {
  const lines: PdfLine[] = [];
  let [left, right]: [PdfLine[], PdfLine[]] = [[], []];
  for (const { joins: _joins, ...line } of stretches) {
    if (line.x >= gutter) right.push(line);
    else if (line.end <= gutter) left.push(line);
    else {
      lines.push(...left, ...right, line);
      [left, right] = [[], []];
    }
  }
  return [...lines, ...left, ...right];
}
