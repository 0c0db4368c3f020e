/** The part of a handover that is made of records: groups by what is to be done about them, the kinds of the pack among them. */
import type { RecordRow } from '#contract';
import { parseUnitCode } from '#org';
import type { Day, Law } from '#regime';
import type { Store } from '../../store/open-store.ts';
import { postsHeld } from '../../store/review/reviewers.ts';
import { type Carried, carriedParts, carriedRecords } from '../../store/seats/carried.ts';
import type { Context } from '../context.ts';
import { type UnitNames, unitNames } from '../names.ts';
import { recordRow } from '../record-row.ts';
import type { Words } from '../words.ts';

export interface CarriedGroup {
  readonly id: string;
  readonly name: Words;
  readonly rows: { readonly group: Words; readonly record: RecordRow; readonly due: Day | null }[];
  /** How many more there are that are not listed: too many, or out of the reader's reach. */
  readonly more: number;
}

/** So many of a group are listed; the list must fit into the record that keeps it. */
const most = 60;

const partNames: Readonly<Record<Exclude<Carried['part'], 'open'>, Words>> = {
  returned: { zh: '被退回、待改正的记录', en: 'Records sent back, to be mended' },
  accept: { zh: '待本职务审定的记录', en: 'Records that wait for this seat to accept them' },
  'second-look': { zh: '抽中待复核的记录', en: 'Records drawn for a second look by this seat' },
};

const statesOf = (law: Law, wanted: (kind: Kind) => readonly string[]): string[] =>
  [...law.kinds.values()].flatMap((kind) => wanted(kind).map((state) => `${kind.id}:${state}`));
type Kind = Law['kinds'] extends ReadonlyMap<string, infer K> ? K : never;

const openIn = (kind: Kind): string[] => kind.states.filter(({ open }) => open).map(({ id }) => id);

/** Every group that a handover of a seat has, empty ones too: both sign that there is nothing. */
export async function carriedBy(
  context: Context,
  store: Store,
  law: Law,
  { unit_code, seat, person }: { unit_code: string; seat: string; person: string },
  known: UnitNames,
): Promise<CarriedGroup[]> {
  const unit = parseUnitCode(unit_code);
  const found = await carriedRecords(store, {
    ...{ unit, seat, person, most },
    posts: postsHeld(law, [{ unit, seat, acting: false, via: 'tenure' }]),
    returned: statesOf(law, ({ acts }) => acts.filter(({ verb }) => verb === 'submit').flatMap(({ from }) => from)),
    open: statesOf(law, openIn),
  });
  const units = new Set(found.flatMap(({ rows }) => rows.map(({ state }) => state.unit)));
  const isKnown = [...units].every((code) => known.find(code));
  const names = isKnown ? known : await unitNames(store, [...units]);
  const groups = carriedParts.flatMap((part): { id: string; name: Words; of: Carried | undefined }[] => {
    if (part !== 'open') return [{ id: part, name: partNames[part], of: found.find((one) => one.part === part) }];
    return [...law.kinds.values()]
      .filter((kind) => openIn(kind).length > 0)
      .map(({ id, name }) => ({
        id: `open-${id}`,
        name,
        of: found.find((one) => one.part === part && one.kind === id),
      }));
  });
  return groups.map(({ id, name, of }) => ({
    ...{ id, name },
    rows: (of?.rows ?? []).map((row) => ({
      ...{ group: name, record: recordRow(context.library, row, names), due: row.due },
    })),
    more: (of?.total ?? 0) - (of?.rows.length ?? 0),
  }));
}

const numerals = ['三', '四', '五', '六', '七', '八', '九', '十'];

/** The groups in words, as they are signed. */
export const carriedText = (groups: readonly CarriedGroup[]): { text: string; record: RecordRow | null }[] =>
  groups.flatMap(({ name, rows, more }, at) => {
    const lines = rows.map(({ record, due }, n) => {
      const what = record.title === '' ? record.kind_name.zh : record.title;
      const until = due === null ? '' : `，${due} 前看完`;
      return { text: `${n + 1}. ${what}（${record.unit.name}，${record.day}${until}）`, record };
    });
    const bare = (text: string) => ({ text, record: null });
    const all = [...lines, ...(more > 0 ? [bare(`另有 ${more} 件，未逐件列出。`)] : [])];
    const number = numerals[at] ?? String(at + 3);
    return [bare(`${number}、${name.zh}（${rows.length + more} 件）`), ...(all.length > 0 ? all : [bare('无。')])];
  });
