/** One line that names a record in a list. */
import type { RecordKind } from '#regime';
import type { RecordState } from './record.ts';

const longestTitle = 60;

function shortened(text: string): string {
  const chars = [...text.replace(/\s+/g, ' ').trim()];
  return chars.length <= longestTitle ? chars.join('') : `${chars.slice(0, longestTitle - 1).join('')}…`;
}

const signs = {
  zh: { between: '·', places: (n: number) => `${n}个` },
  en: { between: ' · ', places: String },
} as const;

/**
 * One line: the first text the author wrote, in the author's words; else the kind with its first choice and what it
 * reached, for example `会议·常委会会议`, `走访·3个`. Stored in Chinese. Never contains household numbers.
 */
export function titleOf(kind: RecordKind, state: RecordState, language: 'zh' | 'en' = 'zh'): string {
  const text = kind.fields.find((field) => field.kind === 'text' && /title|topic|name|subject/.test(field.id));
  const written = text && state.fields[text.id];
  if (typeof written === 'string' && written.trim() !== '') return shortened(written);
  const choice = kind.fields.find((field) => field.kind === 'choice');
  const option = choice?.options?.find((o) => o.id === state.fields[choice.id]);
  const targets = kind.roles?.targets === undefined ? undefined : state.fields[kind.roles.targets];
  const { between, places } = signs[language];
  const parts = [
    kind.name[language],
    option?.name[language],
    Array.isArray(targets) ? places(targets.length) : undefined,
  ];
  return shortened(parts.filter((part) => part !== undefined).join(between));
}
