/** One line that names a record in a list. */
import type { RecordKind } from '#regime';
import type { RecordState } from './record.ts';

const longestTitle = 60;

function shortened(text: string): string {
  const chars = [...text.replace(/\s+/g, ' ').trim()];
  return chars.length <= longestTitle ? chars.join('') : `${chars.slice(0, longestTitle - 1).join('')}…`;
}

/**
 * A line in Chinese: the first text the author wrote; else the kind with its first choice and what it reached, for
 * example `会议·常委会会议`, `走访·3个`. Never contains household numbers.
 */
export function titleOf(kind: RecordKind, state: RecordState): string {
  const text = kind.fields.find((field) => field.kind === 'text' && /title|topic|name|subject/.test(field.id));
  const written = text && state.fields[text.id];
  if (typeof written === 'string' && written.trim() !== '') return shortened(written);
  const choice = kind.fields.find((field) => field.kind === 'choice');
  const option = choice?.options?.find((o) => o.id === state.fields[choice.id]);
  const targets = kind.roles?.targets === undefined ? undefined : state.fields[kind.roles.targets];
  const parts = [kind.name.zh, option?.name.zh, Array.isArray(targets) ? `${targets.length}个` : undefined];
  return shortened(parts.filter((part) => part !== undefined).join('·'));
}
