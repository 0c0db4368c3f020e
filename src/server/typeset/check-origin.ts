/** A paper read again: for each figure whether it still says what is printed, was changed by hand, or has moved since. */
import { Refusal } from '#regime';
import { readOrigin } from './docx-origin.ts';
import type { Note, Origin } from './official.ts';
import { valueAt } from './path.ts';
import type { Ask } from './questions.ts';
import { written } from './writings.ts';

export type Verdict = 'same' | 'changed' | 'edited' | 'gone' | 'unanswered';
export interface Checked {
  readonly note: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly printed: readonly string[];
  readonly before: unknown;
  readonly now: unknown;
  /** Both as the paper writes them: 85.8% and not 0.8582317. */
  readonly said: { readonly before: string; readonly now: string };
  /** `changed`: answered differently now; `edited`: the text is not what was written; `gone`: no longer in the text. */
  readonly verdict: Verdict;
  readonly ask: Note['ask'];
  readonly at: string;
}

/** Every note of a .docx against what its question answers now; with `day` as of that day instead of the paper's own. */
export async function checkPaper(
  bytes: Uint8Array,
  ask: Ask,
  day?: string,
): Promise<{ origin: Origin; rows: Checked[] }> {
  const { origin, printed } = readOrigin(bytes);
  const rows: Checked[] = [];
  for (const note of origin.notes) {
    const answer = await answerTo(day === undefined ? note.ask : { ...note.ask, with: { ...note.ask.with, day } }, ask);
    const now = answer === undefined ? undefined : (valueAt(answer.value, note.at) ?? null);
    const texts = printed.get(note.id) ?? [];
    const { id, name, ask: asked, at, value } = note;
    rows.push({
      note: id,
      name,
      printed: texts,
      before: value,
      now: now ?? null,
      said: { before: saidAs(note, value), now: saidAs(note, now) },
      verdict: verdictOf(note, texts, now),
      ask: asked,
      at,
    });
  }
  return { origin, rows };
}

async function answerTo(question: Note['ask'], ask: Ask): Promise<{ value: unknown } | undefined> {
  try {
    return { value: await ask(question) };
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

const manners = [undefined, 'percent', 'decimal', 'day', 'term'] as const;

/** A value in the manner in which its note was printed, told by what was printed for its own value. */
function saidAs({ text, value: own }: Note, value: unknown): string {
  const whole = typeof value !== 'number' || Number.isInteger(value);
  const manner = manners.find((one) => written(own, one) === text);
  return written(value, manner ?? (whole ? undefined : 'decimal'));
}

/** A table's note has no text of its own; a figure may be printed with what it is counted over: 2/4. */
function verdictOf(note: Note, texts: readonly string[], now: unknown): Verdict {
  if (now === undefined) return 'unanswered';
  const bothNumbers = typeof now === 'number' && typeof note.value === 'number';
  const moved = bothNumbers
    ? saidAs(note, now) !== saidAs(note, note.value)
    : JSON.stringify(now) !== JSON.stringify(note.value);
  if (moved) return 'changed';
  if (note.id.startsWith('t')) return 'same';
  if (texts.length === 0) return 'gone';
  return texts.every((text) => text === note.text || text.startsWith(`${note.text}/`)) ? 'same' : 'edited';
}
