/** Records that are looked at again: my queue, one record's review, many settled at once, and the draw of a month. */
import type { Reply } from '#contract';
import { type FieldValue, openActs, type RecordState, stateOf } from '#ledger';
import { type Law, type RecordKind, Refusal } from '#regime';
import type { Handlers, Input } from '../../http/handlers.ts';
import type { StoredAct } from '../../store/act-rows.ts';
import type { Store } from '../../store/open-store.ts';
import { accountNames } from '../../store/review/account-names.ts';
import { checkDraw } from '../../store/review/draw.ts';
import { reviewAt } from '../../store/review/reviewers.ts';
import { countTasks, findTask, listTasks, postText, type ReviewTask } from '../../store/review/tasks.ts';
import { type Context, pageMark, readDayMark, requireLoaded, todayOf } from '../context.ts';
import { performMany } from '../many-acts.ts';
import { type PlaceNames, placeNames, type UnitNames, unitNames } from '../names.ts';
import { tellLook } from '../personal.ts';
import { recordRow } from '../record-row.ts';
import { labelsOf, unitsIn } from '../records.ts';
import { deputiesIn, type StandsFor } from '../seats/stands-for.ts';
import type { Words } from '../words.ts';
import { openRecord, postsOf } from './reaching.ts';

type Names = 'listReviews' | 'performReviews' | 'getReview' | 'getDraw';

export const reviewRoutes = (context: Context): Pick<Handlers, Names> => ({
  listReviews: async ({ query, by, reach: within }) => {
    const posts = postsOf(context, by);
    const mark = query.after === undefined ? undefined : readDayMark(query.after);
    const after = mark && { due: mark.day, record: mark.id };
    const today = todayOf(context);
    const { tasks, ...page } = await context.stores.as(within, async (store) => {
      const found = await listTasks(store, posts, { after, limit: query.limit + 1, kind: query.kind });
      const tasks = found.slice(0, query.limit);
      const called = await accountNames(
        store,
        tasks.map(({ sent }) => sent.actor),
      );
      const names = await unitNames(
        store,
        tasks.map(({ state }) => state.unit),
      );
      const last = tasks.at(-1);
      return {
        tasks,
        rows: tasks.map((task) => reviewRow(context, task, { names, called, today })),
        next: last && found.length > tasks.length ? pageMark([last.due, last.state.id]) : null,
        ...(await countTasks(store, posts, today)),
      };
    });
    const deeds = tasks.map(({ state: { unit, fields }, sent }) => ({ unit, fields, acts: [sent] }));
    const marks = await deputiesIn(context, within, deeds);
    const rows = page.rows.map((row, at) => ({ ...row, sent: { ...row.sent, stands_for: marks[at]?.[0] ?? null } }));
    return { ...page, rows };
  },

  performReviews: ({ body, by, reach }) => performMany(context, body.acts, { by, reach }),

  getReview: async ({ params, by, from, reach: within }) => {
    const county = requireLoaded(context, params.county);
    const { opened, places, told } = await context.stores.as(within, async (store) => {
      const found = await openRecord(context, store, { county, id: params.id });
      return { opened: found, ...(await reviewOf(context, store, found, county, by)) };
    });
    // Who reviews sits above the reader; what a seat is called there is no secret.
    const review = told(await context.stores.forFigures(within, (store) => placeNames(store, places)));
    const { returned, changes } = review;
    const { unit, fields } = opened.record.state;
    if (changes.length > 0) await tellLook(context, { kind: opened.kind, record: params.id, unit, by, from });
    if (!returned) return review;
    const acts = opened.acts.filter(({ verb, at }) => verb === 'return' && at === returned.at);
    const [marks] = await deputiesIn(context, within, [{ unit, fields, acts }]);
    return { ...review, returned: { ...returned, stands_for: marks?.at(-1) ?? null } };
  },

  getDraw: async ({ params, reach }) => {
    const home = requireLoaded(context, params.code);
    const found = await context.stores.forFigures(reach, (store) =>
      checkDraw(store, context.library, home, params.month),
    );
    if (!found) throw new Refusal('draw_unknown', { unit: home, month: params.month });
    const { draw, root, same } = found;
    const { month, seed, rootDay, shares, pool, drawn } = draw;
    return { month, seed, root_day: rootDay, root, shares: { ...shares }, pool, drawn: [...drawn], same };
  },
});

const verbName = (kind: RecordKind, verb: string): Words =>
  kind.acts.find((act) => act.verb === verb)?.name ?? { zh: verb, en: verb };

function reviewRow(
  { library }: Context,
  task: ReviewTask,
  { names, called, today }: { names: UnitNames; called: ReadonlyMap<string, string>; today: string },
) {
  const { state, sent } = task;
  const kind = library.at(state.day, state.unit).kinds.get(state.kind);
  const open = kind ? openActs(kind, state).filter((verb) => verb === 'accept' || verb === 'return') : [];
  return {
    record: recordRow(library, { ...task, fulfils: 0 }, names),
    version: state.version,
    mode: task.mode,
    since: task.since,
    due: task.due,
    late: task.due < today,
    sent: { ...sent, name: called.get(sent.actor) ?? sent.actor, stands_for: null as StandsFor },
    can: open.map((verb) => ({
      verb,
      name: verbName(kind as RecordKind, verb),
      reason: (kind as RecordKind).acts.some((act) => act.verb === verb && act.reason === true),
    })),
  };
}

type Opened = Awaited<ReturnType<typeof openRecord>>;

/** A review, told once its seats have names; and the units at which they are. */
async function reviewOf(
  context: Context,
  store: Store,
  { record, acts, law, kind }: Opened,
  county: string,
  by: Input<'getReview'>['by'],
): Promise<{ places: string[]; told: (names: PlaceNames) => Reply<'getReview'> }> {
  const { state } = record;
  const review = reviewAt(law, kind, state.unit);
  const task = await findTask(store, county, state.id);
  const posts = review?.posts ?? [];
  const { since, from } = sinceWhen(acts);
  const changes = since === null ? [] : changesOf(kind, before(acts, from, law), state);
  const values = changes.flatMap(({ before, after }) => [before, after]).flat();
  const places = [...posts.map(({ unit }) => unit), ...unitsIn(values)];
  const last = acts[from];
  const returned = since === 'returned' && last ? await returnOf(store, kind, last) : null;
  const told = (names: PlaceNames): Reply<'getReview'> => ({
    mode: review?.mode ?? 'none',
    share: review?.share ?? null,
    days: review?.days ?? null,
    reviewers: posts.map(({ unit, post }) => {
      const ref = names.ref(unit);
      return { unit: ref, post, name: names.post(law, ref, post) };
    }),
    due: task?.due ?? null,
    mine: posts.map(postText).some((post) => postsOf(context, by).includes(post)),
    returned,
    since,
    changes,
    labels: labelsOf(law, values, names, names.post),
  });
  return { places, told };
}

/** The last return or acceptance, from which changes are counted. */
function sinceWhen(acts: readonly StoredAct[]): { since: 'returned' | 'accepted' | null; from: number } {
  const from = acts.findLastIndex(({ verb }) => verb === 'return' || verb === 'accept');
  const verb = acts[from]?.verb;
  return { since: verb === 'return' ? 'returned' : verb === 'accept' ? 'accepted' : null, from };
}

const before = (acts: readonly StoredAct[], upTo: number, law: Law): RecordState | undefined =>
  stateOf(acts.slice(0, upTo + 1), law);

/** Fields that differ between two states of a record, and its day. */
function changesOf(kind: RecordKind, was: RecordState | undefined, is: RecordState): Reply<'getReview'>['changes'] {
  const plain = (value: FieldValue | undefined) => (Array.isArray(value) ? [...value] : ((value as string) ?? null));
  const day = { field: 'day', name: { zh: '日期', en: 'Day' }, before: was?.day ?? null, after: is.day };
  const fields = kind.fields.map(({ id, name }) => ({
    field: id,
    name,
    before: plain(was?.fields[id]),
    after: plain(is.fields[id]),
  }));
  return [day, ...fields].filter((one) => JSON.stringify(one.before) !== JSON.stringify(one.after));
}

async function returnOf(store: Store, kind: RecordKind, act: StoredAct): Promise<Reply<'getReview'>['returned']> {
  const names = await accountNames(store, [act.actor]);
  const nameOf = (field: string): Words =>
    kind.fields.find((one) => one.id === field)?.name ?? { zh: '日期', en: 'Day' };
  return {
    by_name: names.get(act.actor) ?? act.actor,
    stands_for: null,
    at: act.at,
    reason: act.body.reason ?? '',
    mend: Object.entries(act.body.mend ?? {}).map(([field, text]) => ({ field, name: nameOf(field), text })),
  };
}
