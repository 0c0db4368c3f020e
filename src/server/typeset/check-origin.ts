/** A paper read again: for each figure whether it still says what is printed, was changed by hand, or has moved since. */
import { Refusal } from '#regime';
import { readOrigin } from './docx-origin.ts';
import type { Note, Origin } from './official.ts';
import { valueAt } from './path.ts';
import type { Ask } from './questions.ts';

export type Verdict = 'same' | 'changed' | 'edited' | 'gone' | 'unanswered';
export interface Checked {
  readonly note: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly printed: readonly string[];
  readonly before: unknown;
  readonly now: unknown;
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

/** A table's note has no text of its own; a figure may be printed with what it is counted over: 2/4. */
function verdictOf(note: Note, texts: readonly string[], now: unknown): Verdict {
  if (now === undefined) return 'unanswered';
  if (JSON.stringify(now) !== JSON.stringify(note.value)) return 'changed';
  if (note.id.startsWith('t')) return 'same';
  if (texts.length === 0) return 'gone';
  return texts.every((text) => text === note.text || text.startsWith(`${note.text}/`)) ? 'same' : 'edited';
}
