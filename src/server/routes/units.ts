/** Units: one, its children, search, and the acts that change the tree. */
import type { UnitRef } from '#contract';
import { postEntry } from '#ledger';
import { ancestorsOf, holderOn, levelOf, parseUnitCode, type UnitCode } from '#org';
import { isDay, levels, Refusal } from '#regime';
import type { Handlers } from '../http/handlers.ts';
import type { Store } from '../store/open-store.ts';
import { changeUnits } from '../store/recount.ts';
import { entriesAt } from '../store/seats/entry-rows.ts';
import { namedTenures } from '../store/tenures.ts';
import type { SentUnitAct } from '../store/unit-acts.ts';
import {
  countUnits,
  findUnits,
  listChildren,
  listFacts,
  listPredecessors,
  listSuccessors,
  pathsOf,
  type Succession,
  searchUnits,
} from '../store/units.ts';
import { askedOf, type Context, lawFor, pageMark, readMark, refOf, requireLoaded, todayOf, unitAt } from './context.ts';
import { openAt } from './open-to.ts';
import { localName, seatsAt } from './words.ts';

type Names = 'getStatus' | 'searchUnits' | 'getUnit' | 'listChildren' | 'performUnitAct';

export const unitRoutes = (context: Context): Pick<Handlers, Names> => ({
  getStatus: async () => {
    const { state, library } = context;
    return {
      version: context.version,
      today: todayOf(context),
      ready: state.villages && state.loading === null,
      loading: state.loading,
      units: state.units,
      sample: state.sample,
      loopback_only: context.door?.isLocal ?? true,
      packs: [...library.packs.values()].map(({ id, name }) => ({ id, name })),
    };
  },

  searchUnits: async ({ query, reach }) => {
    const within = query.within === undefined ? undefined : parseUnitCode(query.within);
    return context.stores.as(reach, async (store) => {
      const units = await searchUnits(store, query.q, { limit: query.limit, within, level: query.level });
      const paths = await pathsOf(
        store,
        units.map((unit) => unit.code),
      );
      return { rows: units.map((unit) => ({ ...refOf(unit), path: paths.get(unit.code) ?? '' })) };
    });
  },

  getUnit: async ({ params, query, reach }) => {
    const code = requireLoaded(context, params.code);
    const asked = askedOf(context, query);
    const law = lawFor(context.library, code, asked);
    return context.stores.as(reach, async (store) => {
      const line = await findUnits(store, [...ancestorsOf(code), code]);
      const unit = line.find((one) => one.code === code);
      if (!unit) throw new Refusal('unit_unknown', { value: code });
      const counts = await countUnits(store, code, asked.day);
      const facts = await listFacts(store, code, asked.day);
      const turns = await succession(store, code);
      const tenures = await namedTenures(store, code);
      const entries = await entriesAt(store, [code]);
      return {
        unit: refOf(unit),
        ancestors: line.filter((one) => one.code !== code).map(refOf),
        valid_from: unit.validFrom,
        valid_to: unit.validTo,
        counts: levels.flatMap((level) => {
          const rows = counts.filter((row) => row.level === level && row.level !== unit.level);
          const sum = (of: typeof rows) => of.reduce((total, row) => total + row.units, 0);
          return rows.length === 0
            ? []
            : [{ level, units: sum(rows), farming: sum(rows.filter((row) => row.farming)) }];
        }),
        facts,
        ...turns,
        regime: { id: law.regime.id, name: law.regime.name },
        seats: seatsAt(law, unit)
          .filter((seat) => seat.isSeat)
          .map(({ id }) => {
            const held = holderOn(
              tenures.filter((tenure) => tenure.seat === id),
              asked.day,
            );
            const named = tenures.find((tenure) => tenure === held);
            const name = localName(law, entries, id, unit.level, asked.day);
            const absent = postEntry.absenceOn(law, entries, id, asked.day) !== undefined;
            return { seat: id, name, holder: named?.name ?? null, absent };
          }),
        can: openAt(reach, code),
      };
    });
  },

  listChildren: async ({ params, query, reach }) => {
    const code = requireLoaded(
      context,
      params.code,
      levelOf(parseUnitCode(params.code)) === 'township' ? 'villages' : 'upper',
    );
    const { day } = askedOf(context, query);
    const after = query.after === undefined ? {} : { after: String(readMark(query.after, 1)[0]) };
    return context.stores.as(reach, async (store) => {
      await unitAt(store, code);
      const units = await listChildren(store, code, { day, limit: query.limit + 1, ...after });
      const rows = units.slice(0, query.limit);
      return { rows: rows.map(refOf), next: units.length > rows.length ? pageMark([rows.at(-1)?.code]) : null };
    });
  },

  performUnitAct: async ({ body }) => {
    requireLoaded(context, '0', 'villages');
    if (!isDay(body.day)) throw new Refusal('day_invalid', { day: body.day });
    const { units, repeated } = await changeUnits(context.stores, context.library, body as SentUnitAct);
    return { units: units.map(refOf), repeated };
  },
});

/** What a unit followed and what followed it, with the units' names. */
async function succession(store: Store, code: UnitCode) {
  const later = await listSuccessors(store, code);
  const earlier = await listPredecessors(store, code);
  const units = await findUnits(
    store,
    [...later, ...earlier].map((one) => one.code),
  );
  const refs = new Map<string, UnitRef>(units.map((unit) => [unit.code, refOf(unit)]));
  const named = (turns: readonly Succession[]) =>
    turns.flatMap(({ code: other, day, verb }) => {
      const unit = refs.get(other);
      return unit ? [{ unit, day, verb }] : [];
    });
  return { successors: named(later), predecessors: named(earlier) };
}
