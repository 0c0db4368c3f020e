/** What needs somebody today, over all his seats, in due order; the same few statements however many seats there are. */
import type { Reply } from '#contract';
import { type Obligation, obligations, postEntry } from '#ledger';
import { type Actor, type HeldSeat, holderOn, parseUnitCode, type Reach, reach, type UnitCode } from '#org';
import type { Day, Law, ResolvedDuty } from '#regime';
import type { Handlers } from '../../http/handlers.ts';
import type { Store } from '../../store/open-store.ts';
import { orgAround, type StoredOrg } from '../../store/org-view.ts';
import type { ServedCredit } from '../../store/records.ts';
import { listTasks } from '../../store/review/tasks.ts';
import { creditsAt, ownInStates } from '../../store/seats/home.ts';
import { type PersonSeat, seatsAround } from '../../store/seats/people.ts';
import { keyText } from '../../store/settle.ts';
import { type Context, todayOf } from '../context.ts';
import { nameHolders, placeNames } from '../names.ts';
import { kindsFor } from '../obligations.ts';
import { obligationKey, obligationRow, type Standing } from '../owed.ts';
import { awaiting } from '../people/approvals.ts';
import { recordRow } from '../record-row.ts';
import { standingOf } from '../what-if.ts';
import { localName } from '../words.ts';
import { mayOn, reachFor } from './guard.ts';
import { endedOf, handoverRow } from './handover.ts';

type Home = Reply<'getHome'>;
type Item = Home['items'][number];
type ObligationItem = Extract<Item, { type: 'obligation' }>;

/** So many items are listed; whoever has more sees first what is late longest. */
const most = 100;

export const homeRoutes = (context: Context): Pick<Handlers, 'getHome'> => ({
  getHome: async ({ by }) => {
    const day = todayOf(context);
    const within = reachFor(context, by);
    const units = [...new Set(by.seats.map(({ unit }) => unit))];
    return context.stores.forFigures(within, async (store) => {
      const org = await orgAround(store, [], units);
      const credits = Map.groupBy(await creditsAt(store, units, yearsOf(day)), keyText);
      const desk: Desk = { context, by, within, day, org, credits };
      const owed = units.flatMap((unit) => standingsAt(desk, unit));
      const urgent = owed.filter(({ standing: { status } }) => status === 'overdue' || status === 'due_soon');
      const others = await otherItems(store, desk, units);
      const items = [...urgent.map((one) => obligationItem(desk, one)), ...others].sort(byUrgency);
      return {
        day,
        name: by.name,
        ...(await seatRows(store, desk)),
        items: items.slice(0, most),
        more: Math.max(0, items.length - most),
        later: owed.filter(({ standing: { status } }) => status === 'open').length,
        approvals: await awaiting(context, store, { by, within }),
        can_appoint: units.some((unit) => mayOn(within, 'appoint', unit)),
      };
    });
  },
});

interface Desk {
  readonly context: Context;
  readonly by: Actor;
  readonly within: Reach;
  readonly day: Day;
  readonly org: StoredOrg;
  readonly credits: ReadonlyMap<string, readonly ServedCredit[]>;
}

const yearsOf = (day: Day): number[] => {
  const year = Number(day.slice(0, 4));
  return [0, year - 1, year];
};

/** Late first, then by due day; what has no day comes last. */
function byUrgency(a: Item, b: Item): number {
  if (a.late !== b.late) return a.late ? -1 : 1;
  return (a.due ?? '9999') < (b.due ?? '9999') ? -1 : (a.due ?? '9999') > (b.due ?? '9999') ? 1 : 0;
}

interface OwnStanding {
  readonly seat: HeldSeat;
  readonly standing: Standing;
  readonly law: Law;
}

/** What somebody's seats owe at one unit: their own, their bodies', and what he enters for others there. */
function standingsAt(desk: Desk, unit: UnitCode): OwnStanding[] {
  const { context, by, day, org, credits } = desk;
  const law = context.library.at(day, unit);
  const year = Number(day.slice(0, 4));
  const seats = by.seats.filter((held) => held.unit === unit);
  const now = obligations(law, org, unit, day, { year });
  const before = obligations(law, org, unit, day, { year: year - 1 }).filter(
    (one) => one.period.year === year - 1 && (one.due ?? '') >= `${year}-01-01`,
  );
  return [...before, ...now].flatMap((one) => {
    const seat =
      seats.find((held) => isOwn(law, org, held, one, day)) ?? (entersFor(desk, law, unit, one) ? seats[0] : undefined);
    if (!seat || one.period.from > day) return [];
    const given = (credits.get(keyText(obligationKey(one))) ?? []).map((credit) => ({
      ...credit,
      year: one.period.year,
    }));
    return [{ seat, law, standing: standingOf(law, one, given, day) }];
  });
}

/** Whether a seat, or a body it belongs to, owes something, or answers for it where the body that owes it is not set up. */
function isOwn(law: Law, org: StoredOrg, { unit, seat }: HeldSeat, { holder }: Obligation, day: Day): boolean {
  const words = new Set([seat]);
  for (let id = law.seats.get(seat)?.body; id !== undefined && !words.has(id); id = law.bodies.get(id)?.parent)
    words.add(id);
  return holder.split('+').some((word) => words.has(postEntry.answersFor(law, org.entries(unit), word, day)));
}

/** Whether somebody may enter the records of what the unit owes together; what each does himself is left to him. */
function entersFor({ by, within, day }: Desk, law: Law, unit: UnitCode, { duty: id }: Obligation): boolean {
  const duty = law.duties.get(id);
  if (duty?.holder.mode !== 'joint') return false;
  return duty.fulfilled_by.some(({ kind }) =>
    reach.may(within, 'create', { unit, kind, state: '', day, seats: [], author: by.account }),
  );
}

function obligationItem({ org, day }: Desk, { seat, standing, law }: OwnStanding): ObligationItem {
  const names = nameHolders(org);
  const duty = law.duties.get(standing.obligation.duty) as ResolvedDuty;
  const row = obligationRow(law, org, names, standing, day);
  const unit = names.ref(seat.unit);
  const isEach = duty.holder.mode === 'each' && law.seats.has(row.holder);
  return {
    type: 'obligation',
    due: row.due,
    late: row.status === 'overdue',
    seat: { unit, seat: seat.seat, name: localName(law, org.entries(seat.unit), seat.seat, unit.level, day) },
    row,
    kinds: kindsFor(law, duty).map((one) => {
      const field = law.kinds.get(one.kind)?.roles?.seats;
      const named = isEach && field !== undefined ? { [field]: [`${seat.unit}:${row.holder}`] } : {};
      return { ...one, preset: { ...one.preset, ...named } };
    }),
  };
}

/** Records that came back, records to be looked at, handovers to be begun or signed. */
async function otherItems(store: Store, desk: Desk, units: readonly UnitCode[]): Promise<Item[]> {
  const { context, by, within, day } = desk;
  const law = context.library.at(day, units[0] ?? '0');
  const states = [...law.kinds.values()].flatMap((kind) =>
    kind.acts.filter((act) => act.verb === 'submit').flatMap((act) => act.from.map((state) => `${kind.id}:${state}`)),
  );
  const returned = await ownInStates(store, units, by.account, states);
  const posts = [...new Set(by.seats.flatMap((held) => postsOf(context, held, day)))];
  const tasks = await listTasks(store, posts, { limit: most });
  const mine = units.filter((unit) => by.seats.some((held) => held.unit === unit));
  const ended = mine.length > 0 || by.person !== null ? await endedOf(context, store, mine, by.person) : [];
  const codes = [...returned, ...tasks].map(({ state }) => state.unit);
  const names = await placeNames(store, [...codes, ...ended.map((row) => row.unit_code)]);
  const handovers = ended
    .map((row) => handoverRow(context, names, row, by, within))
    .filter(({ can, taker }) => can.some((verb) => verb !== 'withdraw') && (can[0] !== 'begin' || taker !== null));
  return [
    ...returned.map(
      (one): Item => ({
        type: 'returned',
        due: null,
        late: false,
        row: recordRow(context.library, one, names),
      }),
    ),
    ...tasks.map(
      (task): Item => ({
        type: 'review',
        due: task.due,
        late: task.due < day,
        row: recordRow(context.library, { ...task, fulfils: 0 }, names),
      }),
    ),
    ...handovers.map((row): Item => ({ type: 'handover', due: row.due, late: row.due < day, row })),
  ];
}

/** The posts that a seat sits on: itself, and its bodies, at its unit. */
function postsOf(context: Context, { unit, seat }: HeldSeat, day: Day): string[] {
  const law = context.library.at(day, unit);
  const posts = [seat];
  for (let id = law.seats.get(seat)?.body; id !== undefined && !posts.includes(id); id = law.bodies.get(id)?.parent)
    posts.push(id);
  return posts.map((post) => `${unit}:${post}`);
}

/** The seats themselves, a deputy's with whose work it is and until when; and who does whose work for some days. */
async function seatRows(store: Store, desk: Desk): Promise<Pick<Home, 'seats' | 'delegations'>> {
  const { context, by, day, org } = desk;
  const posts = by.seats.filter(({ via }) => via === 'tenure').map(({ unit, seat }) => `${unit}:${seat}`);
  const around: PersonSeat[] = by.person === null ? [] : await seatsAround(store, by.person, posts);
  const mine = around.filter((one) => one.person === by.person && isOn(one, day));
  const names = nameHolders(org);
  const refOf = (unit: UnitCode, seat: string) => {
    const ref = names.ref(unit);
    const law = context.library.at(day, unit);
    return { unit: ref, seat, name: localName(law, org.entries(unit), seat, ref.level, day) };
  };
  const holderAt = (unit: UnitCode, seat: string): string | null => {
    const named = org.named(unit, seat);
    return named.find((one) => one === holderOn(named, day))?.name ?? null;
  };
  const seats = by.seats.map(({ unit, seat, acting, via }) => {
    const row = mine.find((one) => one.unit_code === unit && one.seat === seat && one.table === via);
    const holder = via === 'deputy' ? holderAt(unit, seat) : null;
    return { ...refOf(unit, seat), acting, via, holder, until: row?.to_day ?? null };
  });
  const lent = around.filter((one) => one.table === 'deputy' && (one.to_day ?? day) >= day);
  const delegations = lent.flatMap((row): Home['delegations'] => {
    const unit = parseUnitCode(row.unit_code);
    const isMine = row.person === by.person;
    if (isMine && row.from_day > day) return [];
    const name = isMine ? holderAt(unit, row.seat) : row.person_name;
    return [
      {
        ...{ way: isMine ? 'to_me' : 'from_me', county: row.county_code, id: row.id, version: row.version },
        ...{ seat: refOf(unit, row.seat), name, from: row.from_day, until: row.to_day ?? day },
      },
    ];
  });
  return { seats, delegations };
}

const isOn = (row: PersonSeat, day: Day): boolean => row.from_day <= day && (row.to_day ?? day) >= day;
