/** Reads law cases and runs them against a library of packs: what was expected, what was found, under which clause. */

import { LineCounter, parseDocument } from 'yaml';
import {
  attentionOn,
  type Credit,
  creditsOf,
  entered,
  holdersOf,
  isHolder,
  keyOf,
  needOf,
  type Obligation,
  obligations,
  oftenOn,
  periods,
  postEntry,
  progressOf,
  type RecordState,
  statusOn,
} from '#ledger';
import type { Entry, OrgView } from '#org';
import { findPeriod, type Law, type Library, practice, Refusal } from '#regime';
import { reviewAt } from '../store/review/reviewers.ts';
import { CasesFile, type Expected, LawCase } from './case-shape.ts';
import { orgOf, recordOf } from './case-world.ts';
import { formLines } from './form-lines.ts';
import { reachProblems } from './reach-case.ts';

export interface ReadCase {
  readonly pack: string;
  /** `regimes/<pack>/cases/<file>:<line>` */
  readonly place: string;
  readonly case: LawCase;
}

/** The cases of one file. Throws with file, line and field where one has not the right form. */
export function readCases(pack: string, file: string, text: string): ReadCase[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: true });
  const [broken] = document.errors;
  if (broken) throw new Error(`${file}: ${broken.message}`);
  const shape = CasesFile.safeParse(document.toJS());
  if (!shape.success) throw new Error(`${file}: ${shape.error.message}`);
  return shape.data.cases.map((raw, n) => {
    const node = document.getIn(['cases', n], true) as { range?: [number, number, number] } | undefined;
    const place = `${file}:${lines.linePos(node?.range?.[0] ?? 0).line}`;
    const read = LawCase.safeParse(raw);
    if (read.success) return { pack, place, case: read.data };
    const issue = read.error.issues[0];
    throw new Error(`${place}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a case'}`);
  });
}

const lawOf = (library: Library, one: LawCase): Law =>
  one.regime === undefined ? library.at(one.day, one.place ?? '0') : library.under(one.regime, one.day);

/** Words of a case that the packs do not know. */
function unknownWords(library: Library, law: Law, one: LawCase): string[] {
  const problems: string[] = [];
  for (const clause of [one.clause].flat())
    if (!library.clauses.has(clause)) problems.push(`clause: unknown ${clause}`);
  const everywhere = new Set(
    [...library.contents.values()].flatMap(({ duties }) => duties.flatMap((d) => ('id' in d ? d.id : []))),
  );
  for (const [n, { duty }] of one.expect.entries())
    if (!law.duties.has(duty)) problems.push(`expect.${n}.duty: not in force or unknown: ${duty}`);
  for (const [n, { duty }] of one.absent.entries())
    if (!everywhere.has(duty)) problems.push(`absent.${n}.duty: unknown ${duty}`);
  for (const [n, { seat }] of one.tenures.entries())
    if (!law.seats.has(seat.split(':')[1] ?? '')) problems.push(`tenures.${n}.seat: unknown ${seat}`);
  for (const [n, { kind, fields }] of one.records.entries()) {
    const known = law.kinds.get(kind);
    if (!known) problems.push(`records.${n}.kind: unknown ${kind}`);
    for (const id of Object.keys(fields))
      if (known && !known.fields.some((field) => field.id === id)) problems.push(`records.${n}.fields.${id}: unknown`);
  }
  return problems;
}

/** Records by the case's law; those that are refused as the case says are left out, others that are refused are problems. */
function recordsOf(law: Law, org: OrgView, one: LawCase, problems: string[]): RecordState[] {
  const done: RecordState[] = [];
  // A record is received in view of the bodies and seats that those before it say there are.
  const seen: OrgView = { ...org, entries: (unit) => entriesOf(law, done).filter((entry) => entry.unit === unit) };
  for (const record of one.records) {
    const wanted = one.refused.find((refused) => refused.record === record.id);
    try {
      const made = recordOf(law, seen, record);
      if (wanted) problems.push(`record ${record.id}: expected refusal ${wanted.code}, was accepted`);
      if (record.becomes !== undefined && made.state !== record.becomes)
        problems.push(`record ${record.id}: expected state ${record.becomes}, found ${made.state}`);
      if (!wanted) done.push(made);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const isWanted =
        wanted?.code === error.code && (wanted.field === undefined || wanted.field === error.facts.field);
      if (!isWanted) problems.push(`record ${record.id}: refused ${error.message}`);
    }
  }
  return done;
}

/** Everything one duty makes of a unit: obligations, or, where it is never counted, one line per holder. */
function owedBy(
  law: Law,
  org: OrgView,
  one: LawCase,
  asked: { duty: string; unit: string; period?: string | undefined },
  ended: boolean,
): Obligation[] {
  const duty = law.duties.get(asked.duty);
  const unit = org.find(asked.unit);
  if (!duty || !unit) return [];
  const year = asked.period?.includes('/')
    ? Number(asked.period.split('/')[1]?.slice(0, 4))
    : findPeriod(asked.period ?? '')?.year;
  const scope = { duty: duty.id, ended, ...(year ? { year } : {}) };
  if (['count', 'coverage', 'holding'].includes(duty.measure.type))
    return obligations(law, org, unit.code, one.day, scope);
  if (!isHolder(law, duty, unit)) return [];
  const period = { key: 'standing', year: 0, from: duty.from, to: null };
  const line = { duty: duty.id, unit: unit.code, period, due: null, need: null, goal: null, targets: null };
  return holdersOf(duty).map((holder) => ({ ...line, holder }));
}

interface Served {
  readonly record: string;
  readonly credit: Credit;
}

/** Entries that some records make of the bodies and seats of their units. */
const entriesOf = (law: Law, records: readonly RecordState[]): Entry[] =>
  records.flatMap((record) => postEntry.entryOf(law, record) ?? []);

function found(
  law: Law,
  org: OrgView,
  obligation: Obligation,
  served: readonly Served[],
  { day, event }: { day: string; event: string | undefined },
): Record<keyof Expected, unknown> {
  const own = served.filter(({ credit }) => keyOf(credit) === keyOf(obligation));
  const need = needOf(law, obligation);
  const progress = progressOf(
    need,
    own.map(({ credit }) => credit),
    day,
  );
  const duty = law.duties.get(obligation.duty);
  const often = duty?.measure.type === 'often';
  const { unit, holder } = obligation;
  const entries = org.entries(unit);
  const level = org.find(unit)?.level ?? 'county';
  return {
    duty: obligation.duty,
    unit: obligation.unit,
    holder: obligation.holder,
    period: obligation.period.key,
    from: obligation.period.from,
    to: obligation.period.to,
    due: obligation.due,
    need: obligation.need,
    goal: obligation.goal,
    targets: obligation.targets,
    done: progress.done,
    met_day: progress.metDay,
    last_day: progress.lastDay,
    status: statusOn(law, obligation, progress, day),
    attention: often
      ? oftenOn(law, obligation.duty, progress.lastDay, day)
      : attentionOn(law, obligation, progress, day),
    answers: postEntry.answersFor(law, entries, holder, day),
    label: postEntry.labelOn(law, entries, holder, level, day).zh,
    event_day: event,
    event_due: duty && event ? periods.dueOfEvent(law, duty, event) : null,
    records: [...new Set(own.filter(({ credit }) => credit.day <= day).map(({ record }) => record))].sort(),
  };
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const told = (e: { duty: string; unit: string; holder?: string | undefined; period?: string | undefined }): string =>
  [e.duty, e.unit, e.holder ?? '*', e.period ?? '*'].join('|');

/** What is wrong with who looks again, and with when messages leave. */
function practiceProblems(law: Law, one: LawCase): string[] {
  const problems: string[] = [];
  for (const [n, { kind: id, unit, by, ...wanted }] of one.reviews.entries()) {
    const kind = law.kinds.get(id);
    const review = kind && reviewAt(law, kind, unit);
    const posts = (review?.posts ?? []).map((post) => `${post.unit}:${post.post}`);
    const actual = { mode: 'none', ...review };
    if (!kind) problems.push(`reviews.${n}.kind: unknown ${id}`);
    else if (!same(by, posts)) problems.push(`reviews.${n}.by: expected ${by}, found ${posts}`);
    for (const [key, value] of Object.entries(wanted))
      if (kind && !same(value, actual[key as keyof typeof actual]))
        problems.push(`reviews.${n}.${key}: expected ${value}, found ${actual[key as keyof typeof actual]}`);
  }
  for (const [n, { event, at, leaves }] of one.messages.entries()) {
    const found = practice.sendAt(law, event, at);
    if (found !== leaves) problems.push(`messages.${n}: expected ${leaves}, found ${found}`);
  }
  return problems;
}

/** What is wrong with forms and key tasks. */
function formProblems(law: Law, one: LawCase): string[] {
  const problems: string[] = [];
  for (const { kind: id, lines } of one.forms) {
    const kind = law.kinds.get(id);
    const found = kind ? formLines(kind) : [];
    const differing = [...new Set([...lines, ...found])].filter(
      (line) => lines.includes(line) !== found.includes(line),
    );
    if (!same(lines, found))
      problems.push(`form ${id}: differs in ${differing.join('; ') || 'the order of its lines'}`);
  }
  for (const { task: id, target: wanted, ...rest } of one.tasks) {
    const task = law.tasks.find((each) => each.id === id);
    const { value, unit, soft, assume } = task?.target ?? {};
    const target = task?.target && `${soft ? 'towards ' : ''}${value} ${unit}${assume ? ` ${assume}` : ''}`;
    const found = task && { levels: task.levels, from: task.from, until: task.until, target };
    if (!same({ ...rest, target: wanted }, found)) problems.push(`task ${id}: found ${JSON.stringify(found)}`);
  }
  return problems;
}

/** What is wrong with the duties that the records serve. */
function servingProblems(one: LawCase, served: readonly Served[]): string[] {
  const duties = Map.groupBy(served, ({ record }) => record);
  return one.records.flatMap(({ id, serves }) => {
    const found = [...new Set((duties.get(id) ?? []).map(({ credit }) => credit.duty))].sort();
    const isRight = serves === undefined || same([...serves].sort(), found);
    return isRight ? [] : [`record ${id}: serves: expected ${serves?.join(', ')}, found ${found.join(', ') || 'none'}`];
  });
}

/** What is wrong with a case under these packs; empty when it holds. */
export function runCase(library: Library, one: LawCase): string[] {
  const law = lawOf(library, one);
  const problems = unknownWords(library, law, one);
  if (problems.length > 0) return problems;
  const bare = orgOf(one);
  const records = recordsOf(law, bare, one, problems);
  const there = Map.groupBy(entriesOf(law, records), ({ unit }) => unit);
  const org: OrgView = { ...bare, entries: (unit) => there.get(unit) ?? [] };
  const hints = records.flatMap(({ id, kind, fields }) =>
    entered.hints(law, { kind, fields }).map(({ assumption, field, expected }) => ({
      record: id,
      assumption,
      field,
      expected,
    })),
  );
  if (!same(hints, one.hints))
    problems.push(`hints: expected ${JSON.stringify(one.hints)}, found ${JSON.stringify(hints)}`);
  problems.push(...practiceProblems(law, one));
  problems.push(...reachProblems(one, law, (unit) => (one.regime === undefined ? library.at(one.day, unit) : law)));
  const served = records.flatMap((record) =>
    creditsOf(law, record, org).map((credit) => ({ record: record.id, credit })),
  );
  problems.push(...servingProblems(one, served), ...formProblems(law, one));
  const isMeant = (o: Obligation, e: { holder?: string | undefined; period?: string | undefined }): boolean =>
    (e.holder === undefined || e.holder === o.holder) && (e.period === undefined || e.period === o.period.key);
  for (const expected of one.expect) {
    const owed = owedBy(law, org, one, expected, expected.period?.startsWith('T') === true);
    const meant = owed.filter((o) => isMeant(o, expected));
    const [only] = meant;
    if (meant.length !== 1 || !only) {
      const others = owed.map((o) => `${o.holder}|${o.period.key}`).join(', ') || 'none';
      problems.push(`${told(expected)}: expected one obligation, found ${meant.length} (owed: ${others})`);
      continue;
    }
    const actual = found(law, org, only, served, { day: one.day, event: expected.event_day });
    for (const [key, wanted] of Object.entries(expected) as [keyof Expected, unknown][]) {
      const value = key === 'records' ? [...(wanted as string[])].sort() : wanted;
      if (!same(value, actual[key]))
        problems.push(
          `${told(expected)}: ${key}: expected ${JSON.stringify(value)}, found ${JSON.stringify(actual[key])}`,
        );
    }
  }
  for (const absent of one.absent) {
    const owed = owedBy(law, org, one, absent, false).filter((o) => isMeant(o, absent));
    if (owed.length > 0)
      problems.push(`${told(absent)}: must not be owed, found ${owed.map((o) => o.period.key).join(', ')}`);
  }
  return problems;
}
