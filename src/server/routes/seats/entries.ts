/** What is registered of the bodies and seats of a unit, as its page of posts shows it. */
import type { Reply } from '#contract';
import { postEntry } from '#ledger';
import type { Day, Law, Level, RecordKind } from '#regime';
import type { VersionedEntry } from '../../store/seats/entry-rows.ts';
import { holderName, localName } from '../words.ts';

type Posts = Reply<'listPosts'>;
type Registered = Posts['bodies'][number]['registered'];

/** The record kind by which bodies, or seats, are entered. */
export const entryKind = (law: Law, of: 'body' | 'seats'): RecordKind | undefined =>
  [...law.kinds.values()].find(({ roles, fields }) =>
    fields.some((field) => field.id === roles?.entry?.post && field.kind === of),
  );

/** How far something can be set up, in the words of the pack. */
export function setupsOf(law: Law, of: 'body' | 'seats'): Posts['setups']['body'] {
  const kind = entryKind(law, of);
  return kind?.fields.find(({ id }) => id === kind.roles?.entry?.setup)?.options ?? [];
}

/** What is said of one body or seat on a day, with everything that was and will be. */
export function registeredOf(
  law: Law,
  entries: readonly VersionedEntry[],
  post: string,
  level: Level,
  day: Day,
): Registered {
  const setups = setupsOf(law, law.seats.has(post) ? 'seats' : 'body');
  const shown = ({ id, setup, name, carrier, from, to, version }: VersionedEntry) => ({
    ...{ id, setup, name, from, to, version },
    setup_name: setups.find((one) => one.id === setup)?.name ?? { zh: setup, en: setup },
    carrier: carrier === null ? null : { id: carrier, name: localName(law, entries, carrier, level, from) },
  });
  const now = postEntry.entryOn(entries, post, day);
  const absence = postEntry.absenceOn(law, entries, post, day);
  return {
    law_name: holderName(law, post, level),
    now: now?.id ?? null,
    absent: absence !== undefined,
    assumption: absence?.post === post ? postEntry.answering : null,
    entries: entries.filter((one) => one.post === post).map(shown),
  };
}
