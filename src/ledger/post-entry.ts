/**
 * What a unit really has of the bodies and seats that the law names. Each unit of a level has the same ones by the law; an
 * entry says what one of them is there: its own name, or that it is not set up. It takes no duty away (z-24).
 */
import { type Entry, type OrgView, spansOf } from '#org';
import { addDays, type Day, type Law, type Level, type RecordKind, type Setup, type Words } from '#regime';
import { assumedOr } from './counted.ts';
import { listOf, readSeat } from './credit.ts';
import type { Fault } from './fault.ts';
import type { RecordState } from './record.ts';

/** The assumption that knows who answers for what a body or seat owes that is not set up. */
const answering = 'z-24';

/** A body or seat as a field names it: a body by its id, a seat with its unit. */
const postIn = (record: RecordState, field: string): string => {
  const text = listOf(record.fields[field])[0] ?? '';
  return text.includes(':') ? readSeat(text).seat : text;
};

/** The entry that a record is; undefined for other records and for those that do not count. */
function entryOf(law: Law, record: RecordState): Entry | undefined {
  const kind = law.kinds.get(record.kind);
  const fields = kind?.roles?.entry;
  if (!fields || !kind.states.find((state) => state.id === record.state)?.counts) return undefined;
  const text = (field: string): string | null => {
    const value = record.fields[field];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
  };
  return {
    id: record.id,
    unit: record.unit,
    post: postIn(record, fields.post),
    setup: (text(fields.setup) ?? 'set-up') as Setup,
    name: text(fields.name),
    carrier: postIn(record, fields.carrier) || null,
    from: text(fields.from) ?? '',
    to: text(fields.until),
  };
}

/** The entry of a body or seat that holds on a day: of those that do the one begun last. */
function entryOn(entries: readonly Entry[], post: string, day: Day): Entry | undefined {
  return entries
    .filter((one) => one.post === post && one.from <= day && (one.to === null || day <= one.to))
    .reduce<Entry | undefined>((last, one) => (last === undefined || one.from >= last.from ? one : last), undefined);
}

const isAbsent = (entry: Entry | undefined): entry is Entry =>
  entry?.setup === 'not-set-up' || entry?.setup === 'carried';

/** The entry by which a body or seat is not set up on a day: its own, or that of its body. */
function absenceOn(law: Pick<Law, 'seats'>, entries: readonly Entry[], post: string, day: Day): Entry | undefined {
  if (entries.length === 0) return undefined;
  const body = law.seats.get(post)?.body;
  const found = [post, ...(body === undefined ? [] : [body])].map((one) => entryOn(entries, one, day));
  return found.find(isAbsent);
}

/** The first day of an interval on which a body or seat is not set up, with the entry that says so. */
function absenceWithin(law: Law, entries: readonly Entry[], post: string, from: Day, to: Day | null) {
  const body = law.seats.get(post)?.body;
  const own = entries.filter((one) => one.post === post || one.post === body);
  const days = own.flatMap((one) => [one.from, ...(one.to === null ? [] : [addDays(one.to, 1)])]);
  const within = [from, ...days.filter((day) => day > from && (to === null || day <= to)).sort()];
  for (const day of within) {
    const entry = absenceOn(law, own, post, day);
    if (entry) return { day, entry };
  }
  return undefined;
}

/** Who answers for what a body or seat owes: itself, or, where it is not set up and z-24 says so, who does its work. */
function answersFor(law: Law, entries: readonly Entry[], post: string, day: Day): string {
  const absence = absenceOn(law, entries, post, day);
  if (!absence) return post;
  const stays = assumedOr(law, answering, 'stays', true) === true;
  return stays ? post : (absence.carrier ?? post);
}

const inLaw = (law: Pick<Law, 'seats' | 'bodies'>, post: string, level: Level): Words => {
  const seat = law.seats.get(post);
  return seat ? (seat.titles?.[level] ?? seat.name) : (law.bodies.get(post)?.name ?? { zh: post, en: post });
};

/** A local name is a proper name: the page in English shows it beside the words of the law. */
const beside = (words: Words, local: string): Words => ({ zh: local, en: `${words.en} (${local})` });

/** What a body or seat is called at its unit on a day; a seat without a title of its own is named after its body. */
function nameOn(law: Pick<Law, 'seats' | 'bodies'>, entries: readonly Entry[], post: string, level: Level, day: Day) {
  const words = inLaw(law, post, level);
  if (entries.length === 0) return words;
  const own = entryOn(entries, post, day)?.name;
  if (own) return beside(words, own);
  const body = law.seats.get(post)?.body;
  const local = body === undefined ? undefined : entryOn(entries, body, day)?.name;
  const after = local && afterBody(law, post, words.zh, local);
  return after ? beside(words, after) : words;
}

/** A seat's name with the local name of its body in it; undefined where it is not named after its body. */
function afterBody(law: Pick<Law, 'seats' | 'bodies'>, post: string, words: string, local: string): string | undefined {
  const body = law.bodies.get(law.seats.get(post)?.body ?? '')?.name.zh;
  return body !== undefined && words.startsWith(body) ? `${local}${words.slice(body.length)}` : undefined;
}

/** Everything that a body or seat is or was called at its unit by its entries: an import knows it by each of them. */
function everCalled(
  law: Pick<Law, 'seats' | 'bodies'>,
  entries: readonly Entry[],
  post: string,
  level: Level,
): string[] {
  const words = inLaw(law, post, level).zh;
  const body = law.seats.get(post)?.body;
  return entries.flatMap(({ post: of, name }) => {
    if (name === null) return [];
    if (of === post) return [name];
    return of === body ? (afterBody(law, post, words, name) ?? []) : [];
  });
}

/** The same, and beside it that it is not set up, and who does its work. */
function labelOn(law: Pick<Law, 'seats' | 'bodies'>, entries: readonly Entry[], post: string, level: Level, day: Day) {
  const words = nameOn(law, entries, post, level, day);
  const absence = absenceOn(law, entries, post, day);
  if (!absence) return words;
  const by = absence.carrier === null ? undefined : nameOn(law, entries, absence.carrier, level, day);
  return {
    zh: `${words.zh}（未设${by ? `，由${by.zh}承担` : ''}）`,
    en: `${words.en} (not set up${by ? `; its work is done by ${by.en}` : ''})`,
  };
}

/** What is wrong with a record that seats somebody where nothing is set up. */
function faultsOfSeated(law: Law, org: OrgView, kind: RecordKind, record: RecordState): Fault[] {
  const fields = kind.roles?.tenure ?? kind.roles?.deputy;
  const [from, until] = [record.fields[fields?.from ?? ''], record.fields[fields?.until ?? '']];
  if (!fields || typeof from !== 'string') return [];
  const { seat } = readSeat(listOf(record.fields[fields.seat])[0] ?? '');
  const found = absenceWithin(law, org.entries(record.unit), seat, from, typeof until === 'string' ? until : null);
  if (!found) return [];
  const { day, entry } = found;
  const { zh, en } = inLaw(law, entry.post, org.find(record.unit)?.level ?? 'county');
  const about = { value: `${record.unit}:${seat}`, name_zh: zh, name_en: en, from: entry.from, day, entry: entry.id };
  return [{ code: 'post_not_set_up', field: fields.seat, ...about }];
}

/** What is wrong with an entry: a post of another unit, no or a needless carrier, the same day twice, somebody sitting there. */
function faultsOfEntry(law: Law, org: OrgView, kind: RecordKind, record: RecordState): Fault[] {
  const fields = kind.roles?.entry;
  const entry = fields && entryOf(law, record);
  if (!fields || !entry) return [];
  for (const field of [fields.post, fields.carrier]) {
    const text = listOf(record.fields[field])[0] ?? '';
    const { unit } = readSeat(text);
    if (text.includes(':') && unit !== record.unit)
      return [{ code: 'entry_elsewhere', field, value: text, unit: record.unit }];
  }
  const { post, setup, carrier, from, to } = entry;
  if (to !== null && to < from) return [{ code: 'until_before_from', field: fields.until, from, until: to }];
  const needs = setup === 'joint' || setup === 'carried';
  if (needs && carrier === null) return [{ code: 'entry_carrier_missing', field: fields.carrier, setup }];
  if (!needs && carrier !== null) return [{ code: 'entry_carrier_needless', field: fields.carrier, value: carrier }];
  if (carrier === post) return [{ code: 'entry_carrier_itself', field: fields.carrier, value: carrier }];
  const others = org.entries(record.unit).filter((one) => one.id !== entry.id);
  const twin = others.find((one) => one.post === post && one.from === from);
  if (twin) return [{ code: 'entry_twice', field: fields.from, value: post, from, entry: twin.id }];
  return isAbsent(entry) ? faultsOfHeld(law, org, entry, [...others, entry], fields.setup) : [];
}

/** Somebody in a seat that is said not to be set up: he leaves it first. */
function faultsOfHeld(law: Law, org: OrgView, entry: Entry, entries: readonly Entry[], field: string): Fault[] {
  const seats = law.seats.has(entry.post)
    ? [entry.post]
    : [...law.seats.values()].flatMap((seat) => (seat.body === entry.post ? [seat.id] : []));
  for (const seat of seats)
    for (const { tenure, from, to } of spansOf(org.tenures(entry.unit, seat), entry.from, entry.to ?? '9999-12-31')) {
      const day = tenure && absenceWithin(law, entries, seat, from, to)?.day;
      if (tenure && day !== undefined) {
        const { zh, en } = inLaw(law, seat, org.find(entry.unit)?.level ?? 'county');
        const about = { value: `${entry.unit}:${seat}`, name_zh: zh, name_en: en, day, since: tenure.from };
        return [{ code: 'post_held', field, ...about }];
      }
    }
  return [];
}

/** What is wrong with a record in view of what is set up. */
export const faultsOfPosts = (law: Law, org: OrgView, kind: RecordKind, record: RecordState): Fault[] => [
  ...faultsOfSeated(law, org, kind, record),
  ...faultsOfEntry(law, org, kind, record),
];

export const postEntry = { answering, entryOf, entryOn, absenceOn, answersFor, everCalled, nameOn, labelOn };
