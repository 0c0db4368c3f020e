/** The law library: documents, clauses, duties as resolved, comparisons and assumptions. */
import type { Reply } from '#contract';
import { meetsCondition, nation, reach, type Unit } from '#org';
import {
  assumptionsOf,
  type Clause,
  type CountOf,
  type Coverage,
  compareLaws,
  coverageOf,
  impact,
  type Law,
  type Library,
  type PackContent,
  Refusal,
} from '#regime';
import type { Handlers } from '../http/handlers.ts';
import { factSteps } from '../store/overview.ts';
import { countUnits, findUnits } from '../store/units.ts';
import { askedOf, type Context, lawFor, refOf, requireLoaded, unitAt } from './context.ts';
import { fullText, wordsFor } from './imported/imported.ts';
import { overviewOf } from './overview.ts';
import { assumptionRefs, clauseRef, clauseRefs, dutySentence, holderName } from './words.ts';

type Names = 'listDocuments' | 'getDocument' | 'getClause' | 'getDuty' | 'compareRegimes' | 'listAssumptions';

export const lawRoutes = (context: Context): Pick<Handlers, Names> => ({
  ...textRoutes(context),
  ...dutyRoutes(context),
});

/** What is not owed anywhere, and what is counted where whoever asks does not reach. */
const none = { owed: 0, due: 0, due_met: 0 };
const unseen = { owed: null, due: null, due_met: null };

const textRoutes = (context: Context): Pick<Handlers, 'listDocuments' | 'getDocument' | 'getClause'> => ({
  listDocuments: async ({ reach: within }) => {
    const packs = [...context.library.contents.values()];
    const units = await context.stores.as(within, (store) =>
      findUnits(
        store,
        packs.map((pack) => pack.regime.jurisdiction),
      ),
    );
    return { rows: packs.map((pack) => documentRow(context.library, pack, units)) };
  },

  getDocument: async ({ params, reach: within }) => {
    const { library } = context;
    const pack = library.contents.get(params.id);
    if (!pack) throw new Refusal('document_unknown', { document: params.id, documents: [...library.contents.keys()] });
    const units = await context.stores.as(within, (store) => findUnits(store, [pack.regime.jurisdiction]));
    const full = await fullText(context, params.id);
    return {
      document: documentRow(library, pack, units),
      full_text: fullTextRef(full),
      clauses: pack.clauses.map((clause) => clauseShape(library, clause, full?.words)),
      tasks: pack.tasks.map(({ id, name, from, until, target, clauses }) => ({
        id,
        name,
        from,
        until,
        target: target ? { value: target.value, unit: target.unit, of: target.of } : null,
        clauses: [...clauses],
      })),
    };
  },

  getClause: async ({ query, reach: within }) => {
    const { library } = context;
    const clause = library.clauses.get(query.id);
    if (!clause) throw new Refusal('clause_unknown', { clause: query.id });
    const asked = askedOf(context, query);
    const pack = library.contents.get(packOf(clause.id)) as PackContent;
    const place = pack.regime.jurisdiction;
    const law = lawFor(library, place, asked);
    const duties = [...law.duties.values()].filter((duty) => duty.clauses.includes(clause.id));
    const code = requireLoaded(context, place);
    const isCounted = duties.length > 0 && reach.reaches(within, 'figures', code);
    const board = isCounted ? await overviewOf(context, { code, ...asked, reach: within }) : undefined;
    const full = await fullText(context, packOf(clause.id), [withoutPack(clause.id)]);
    return {
      clause: clauseShape(library, clause, full?.words),
      full_text: fullTextRef(full),
      duties: duties.map(({ id, name, holder }) => {
        const figures = board?.duties.find((row) => row.duty === id)?.figures;
        const { owed, due, due_met } = figures ?? (isCounted ? none : unseen);
        return { duty: id, name, level: holder.level, owed, due, due_met };
      }),
      changed_by: [...library.clauses.values()].filter((other) => overrides(other, clause.id)).map(clauseRef),
      assumptions: assumptionRefs(
        law,
        duties.flatMap((duty) => duty.acting),
      ),
    };
  },
});

const dutyRoutes = (context: Context): Pick<Handlers, 'getDuty' | 'compareRegimes' | 'listAssumptions'> => ({
  getDuty: async ({ params, query }) => {
    const { library } = context;
    const asked = askedOf(context, query);
    const law = lawFor(library, query.place, asked);
    const duty = law.duties.get(params.id);
    if (!duty) throw new Refusal('duty_unknown', { value: params.id, place: query.place, day: asked.day });
    const { holder } = duty;
    const kinds = [...new Set(duty.fulfilled_by.map((match) => match.kind))].flatMap((id) => law.kinds.get(id) ?? []);
    return {
      id: duty.id,
      name: duty.name,
      group: duty.group,
      level: holder.level,
      holder: holderName(law, holder.seats?.join('+') ?? holder.body ?? '', holder.level),
      summary: dutySentence(duty),
      clauses: clauseRefs(law, duty.clauses),
      assumptions: assumptionRefs(law, duty.acting),
      kinds: kinds.map(({ id, name }) => ({ kind: id, name })),
      regimes: dutyByRegime(library, params.id, law),
    };
  },

  compareRegimes: async ({ query, reach: within }) => {
    const { library } = context;
    const asked = askedOf(context, query);
    const [a, b] = [query.a, query.b].map((id) => library.under(id, asked.day)) as [Law, Law];
    const place = requireLoaded(context, query.place ?? sharedPlace(library, query.a, query.b));
    const { unit, counts } = await context.stores.as(within, async (store) => ({
      unit: await unitAt(store, place),
      counts: await countsAt(store, place, asked.day),
    }));
    const { levels, seats } = impact(a, b, counts);
    const named = (id: string) => ({ id, name: library.packs.get(id)?.name ?? { zh: id, en: id } });
    return {
      a: named(query.a),
      b: named(query.b),
      rows: compareLaws(a, b).duties.map(({ duty, name, level, change, a: before, b: after }) => ({
        duty,
        name,
        level,
        change,
        a: before && { ...before, clauses: cited(library, before.clauses) },
        b: after && { ...after, clauses: cited(library, after.clauses) },
      })),
      impact: {
        place: refOf(unit),
        levels: levels.map(({ unknown: _unknown, ...row }) => row),
        seats: seats.map(({ gains, loses, changes, ...row }) => ({
          ...row,
          gains: [...gains],
          loses: [...loses],
          changes: [...changes],
        })),
      },
    };
  },

  listAssumptions: async ({ query }) => {
    const law = lawFor(context.library, query.place, askedOf(context, query));
    return {
      rows: assumptionsOf(context.library, law).map(({ actsIn, values, duties, clauses, ...row }) => ({
        ...row,
        values: values.map(({ key, from, value }) => ({
          key,
          from,
          value: Array.isArray(value) ? value.join(', ') : String(value),
        })),
        acts_in: [...actsIn],
        duties: [...duties],
        clauses: cited(context.library, clauses),
      })),
    };
  },
});

/** Clauses as they are cited; the id where the packs do not have one. */
const cited = (library: Library, ids: readonly string[]): { id: string; citation: string }[] =>
  ids.map((id) => ({ id, citation: library.clauses.get(id)?.citation ?? id }));

const packOf = (clause: string): string => clause.slice(0, clause.indexOf('/'));

/** An override names a clause, or an article with all that is below it. */
const overrides = (clause: Clause, id: string): boolean =>
  (clause.overrides ?? []).some((named) => id === named || id.startsWith(`${named}/`));

const answers = new WeakMap<Library, Map<string, Coverage['rows'][number]>>();

function answerOf(library: Library, clause: string): Coverage['rows'][number] | undefined {
  const known = answers.get(library) ?? new Map(coverageOf(library).rows.map((row) => [row.clause, row]));
  answers.set(library, known);
  return known.get(clause);
}

type ClauseShape = Reply<'getClause'>['clause'];
type DocumentRow = Reply<'listDocuments'>['rows'][number];

type Words = NonNullable<Awaited<ReturnType<typeof fullText>>>['words'];

const withoutPack = (clause: string): string => clause.slice(clause.indexOf('/') + 1);

const fullTextRef = (full: Awaited<ReturnType<typeof fullText>>): Reply<'getClause'>['full_text'] =>
  full === undefined
    ? null
    : {
        home: full.document.home,
        id: full.document.id,
        file: full.document.file,
        imported_at: full.document.at,
      };

function clauseShape(library: Library, clause: Clause, words?: Words): ClauseShape {
  const row = answerOf(library, clause.id);
  return {
    ...clauseRef(clause),
    force: clause.force,
    holder_level: clause.holder_level,
    holder_role: clause.holder_role,
    cadence: clause.cadence,
    min_count: clause.min_count ?? null,
    measurable: clause.measurable ?? null,
    conditions: clause.conditions ?? null,
    answers: (row?.answers ?? []).flatMap(({ kind, text, ids, names }) =>
      (ids.length === 0 ? [null] : ids).map((target, index) => ({ kind, text: names[index] ?? text, target })),
    ),
    wording: words ? wordsFor(words, withoutPack(clause.id)) : null,
  };
}

function documentRow(library: Library, pack: PackContent, units: readonly Unit[]): DocumentRow {
  const { regime, clauses, duties } = pack;
  const place = units.find((unit) => unit.code === regime.jurisdiction);
  return {
    id: regime.id,
    kind: regime.kind,
    name: regime.name,
    title: regime.document.title,
    number: regime.document.number,
    issuers: regime.document.issuers,
    in_force: regime.in_force,
    extends: regime.extends,
    jurisdiction: place ? refOf(place) : null,
    clauses: clauses.length,
    answered: clauses.filter((clause) => answerOf(library, clause.id)?.answered).length,
    duties: duties.length,
  };
}

/** How every regime in force on the day states a duty; one that takes it over unchanged is left out. */
function dutyByRegime(library: Library, id: string, law: Law): Reply<'getDuty'>['regimes'] {
  return [...library.packs.values()].flatMap((pack) => {
    if (pack.kind !== 'regime' || pack.in_force > law.day) return [];
    const duty = library.under(pack.id, law.day).duties.get(id);
    if (!duty || duty.regime !== pack.id) return [];
    return [{ id: pack.id, name: pack.name, summary: dutySentence(duty), clauses: cited(library, duty.clauses) }];
  });
}

/** Where a comparison is counted unless told: the ground of the more local of the two. */
function sharedPlace(library: Library, a: string, b: string): string {
  const places = [a, b].map((id) => library.packs.get(id)?.jurisdiction ?? nation);
  return places.filter((place) => place !== nation).sort((one, other) => other.length - one.length)[0] ?? nation;
}

/** Units of a part of the real tree by level and profile; registers where they are filled. */
async function countsAt(store: Parameters<typeof countUnits>[0], place: Unit['code'], day: string): Promise<CountOf> {
  const rows = await countUnits(store, place, day);
  const facts = (await factSteps(store, place)).filter((row) => row.day <= day);
  const registered = (fact: string): number | null => {
    const found = facts.filter((row) => row.fact === fact);
    return found.length === 0 ? null : found.reduce((sum, row) => sum + row.value, 0);
  };
  return (of, where = {}) => {
    if (of === 'households') return registered(of);
    if (of === 'village_groups') return registered('natural_villages');
    return rows
      .filter((row) => row.level === of && meetsCondition(row as unknown as Unit, where))
      .reduce((sum, row) => sum + row.units, 0);
  };
}
