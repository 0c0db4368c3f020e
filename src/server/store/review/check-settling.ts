/**
 * Whether whoever accepted or returned a record was entitled to it: held, or minded as a deputy, a seat of a post that the
 * pack names, by what was recorded when he did, and had not written the record. So an act put into the ledger under the
 * name of somebody else is found, though its hashes were made anew.
 */
import { parseUnitCode } from '#org';
import type { Law, Library } from '#regime';
import type { StoredAct } from '../act-rows.ts';
import type { Store } from '../open-store.ts';
import type { Breach } from '../proof/breach.ts';
import { holdings, type SeatHistory } from '../seats/lent.ts';
import { authoring, postsHeld, type ReviewPost, reviewAt } from './reviewers.ts';
import { dayAt, postText } from './tasks.ts';

/** An act that settles a record, with what it asked of who did it. */
interface Settling {
  readonly act: StoredAct;
  readonly law: Law;
  readonly posts: readonly ReviewPost[];
  /** The pack lets nobody settle what he wrote, and he had written it. */
  readonly isOwn: boolean;
}

const accountId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the seats of somebody were when an act came in is known to a minute: sessions remember them, and clocks differ. */
const seconds = [0, -5, -60, 60] as const;

/** The acts of one record that settled it; those of the machine's operator and of the sample are nobody's. */
function settlingsIn(library: Library, acts: readonly StoredAct[]): Settling[] {
  const { unit = '0', kind: kindId = '' } = acts[0]?.body ?? {};
  const authors = new Set<string>();
  return acts.flatMap((act): Settling[] => {
    const { verb, actor } = act;
    if (authoring.includes(verb)) authors.add(actor);
    if ((verb !== 'accept' && verb !== 'return') || !accountId.test(actor)) return [];
    const law = library.at(act.day, unit);
    const kind = law.kinds.get(kindId);
    const review = kind && reviewAt(law, kind, unit);
    return review ? [{ act, law, posts: review.posts, isOwn: !review.own && authors.has(actor) }] : [];
  });
}

/** Whether a person stood for one of the posts when an act came in. */
function stood({ asOf }: SeatHistory, person: string, { act, law, posts }: Settling): boolean {
  const wanted = new Set(posts.map(postText));
  return seconds.some((late) => {
    const instant = new Date(Date.parse(act.at) + late * 1000).toISOString();
    const day = dayAt(instant);
    const { tenures, deputies } = asOf(instant);
    const held = [...tenures, ...deputies].flatMap((one) =>
      one.person === person && one.from <= day && (one.to === null || day <= one.to)
        ? [{ unit: parseUnitCode(one.unit), seat: one.seat, acting: one.acting, via: 'tenure' as const }]
        : [],
    );
    return postsHeld(law, held).some((post) => wanted.has(post));
  });
}

/** Breaches of the acts that settled some records of a home. */
export async function verifySettling(
  store: Store,
  library: Library,
  county: string,
  histories: readonly (readonly StoredAct[])[],
): Promise<Breach[]> {
  const found = histories.flatMap((acts) => settlingsIn(library, acts));
  const accounts = found.map(({ act }) => act.actor);
  const units = found.flatMap(({ posts }) => posts.map(({ unit }) => unit));
  const history = await holdings(store, library, accounts, units);
  return found.flatMap((one): Breach[] => {
    const { id: act, seq, record, verb, actor } = one.act;
    const person = history.persons.get(actor);
    if (!one.isOwn && person !== undefined && stood(history, person, one)) return [];
    const stored = { verb, actor, person: person ?? null };
    const expected = one.isOwn ? 'somebody who did not write the record' : { posts: one.posts.map(postText) };
    return [{ what: 'settling', county, seq, act, record, stored, expected }];
  });
}
