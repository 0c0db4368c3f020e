/**
 * From a read document to a pack, clause by clause: what the document proposes, what a person chose, and the files that
 * follow from the choices. A proposal becomes nothing until it is chosen.
 */
import { stringify } from 'yaml';
import { z } from 'zod';
import type { Library } from '../law.ts';
import { Clause, cadences, type Day, DutyGroup, Level, type Measure, Words } from '../pack.ts';
import { alignClauses, type BaseClause } from './align.ts';
import {
  changesOf,
  type DraftWishes,
  draftHeader,
  englishOf,
  forceOf,
  levelsIn,
  regimeOf,
  rhythmOf,
  rolesIn,
  shortened,
  startOf,
  summariesOf,
} from './draft-pack.ts';
import type { DocumentIdentity, ParsedDocument } from './tree.ts';

const id = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
/** How often and how much, as a person sets it; null leaves the measure of the base as it is. */
export const ChosenMeasure = z.union([
  z.strictObject({ cadence: z.enum(cadences), need: z.int().min(1).max(10_000) }),
  z.strictObject({ holding: z.int().min(1).max(10_000) }),
]);
export type ChosenMeasure = z.infer<typeof ChosenMeasure>;

export const ChosenDuty = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('replace'),
    duty: id,
    measure: ChosenMeasure.nullable(),
    why_looser: z.string().max(500).optional(),
  }),
  z.strictObject({ do: z.literal('remove'), duty: id, why_looser: z.string().max(500) }),
  z.strictObject({
    do: z.literal('add'),
    duty: id,
    name: Words,
    group: DutyGroup,
    level: Level,
    mode: z.enum(['joint', 'each']),
    seats: z.array(id).max(20),
    body: id.nullable(),
    measure: ChosenMeasure,
    kind: id,
  }),
]);
export type ChosenDuty = z.infer<typeof ChosenDuty>;

export const answersOfChoice = ['duties', 'rule', 'policy_text', 'planned'] as const;
/** One clause of the document and what becomes of it. */
export const ClauseChoice = z.strictObject({
  clause: z.string().max(120),
  citation: z.string().max(200),
  text: z.string().max(20_000),
  /** Proposals, never taken by themselves. */
  relation: z.enum(['restates', 'adds_to', 'tightens', 'loosens', 'new']),
  base: z.array(z.strictObject({ id: z.string(), score: z.number() })).max(8),
  said: z.array(z.strictObject({ phrase: z.string(), cadence: z.string().nullable(), need: z.number().nullable() })),
  /** A person has decided this clause. */
  decided: z.boolean(),
  /** false: the clause does not go into the pack. */
  keep: z.boolean(),
  force: Clause.shape.force,
  zh: z.string().min(1).max(2000),
  /** Empty until a person writes it; English pages show the Chinese words meanwhile, marked so. */
  en: z.string().max(2000),
  cadence: z.string().max(40),
  min_count: z.number().nullable(),
  holder_level: z.array(z.string()).max(10),
  holder_role: z.array(z.string()).max(10),
  answer: z.enum(answersOfChoice),
  rule: z.string().max(500),
  duties: z.array(ChosenDuty).max(40),
  overrides: z.array(z.string()).max(40),
});
export type ClauseChoice = z.infer<typeof ClauseChoice>;

/** What the document proposes for every clause; nothing of it is decided. */
export function proposeChoices(
  parsed: Pick<ParsedDocument, 'nodes'> & { identity: DocumentIdentity },
  library: Library,
  wishes: Pick<DraftWishes, 'id' | 'extends' | 'inForce'> & { readonly base?: readonly BaseClause[] | undefined },
): ClauseChoice[] {
  const whole = { ...parsed, furniture: [], faults: [], more: [] } as unknown as ParsedDocument;
  const alignment = alignClauses(whole, wishes.base ?? summariesOf(library, wishes.extends));
  const law = library.under(wishes.extends, wishes.inForce ?? startOf(whole) ?? '2024-01-01');
  const byClause = Map.groupBy(changesOf(alignment, law, wishes.id), ({ clause }) => clause.id);
  return alignment.clauses.map((clause): ClauseChoice => {
    const { cadence, need } = rhythmOf(clause);
    const duties = (byClause.get(clause.id) ?? []).map(
      ({ duty, measure, looser }): ChosenDuty => ({
        do: 'replace',
        duty: duty.id,
        measure: measure && chosen(measure),
        ...(looser ? { why_looser: '' } : {}),
      }),
    );
    const stands = clause.base.filter(({ id: base, score }) => score >= 0.3 && library.clauses.has(base));
    return {
      clause: clause.id,
      citation: clause.citation || clause.id,
      text: clause.text,
      relation: clause.relation,
      base: clause.base.map((one) => ({ ...one })),
      said: clause.measures.map(({ phrase, cadence: often, need: least }) => ({ phrase, cadence: often, need: least })),
      decided: false,
      keep: true,
      force: forceOf(clause.text),
      zh: shortened(clause.text),
      en: '',
      cadence,
      min_count: need,
      holder_level: levelsIn(clause.text),
      holder_role: rolesIn(clause.text),
      answer: duties.length > 0 ? 'duties' : 'planned',
      rule: '',
      duties,
      overrides: clause.relation === 'new' ? [] : stands.map((one) => one.id),
    };
  });
}

function chosen(measure: Measure): ChosenMeasure | null {
  if (measure.type === 'holding' && typeof measure.need === 'number') return { holding: measure.need };
  if (measure.type !== 'count' || typeof measure.need !== 'number') return null;
  const cadence = cadences.find((one) => one === measure.cadence);
  return cadence ? { cadence, need: measure.need } : null;
}

const measureOf = (choice: ChosenMeasure): Measure =>
  'holding' in choice
    ? { type: 'holding', need: choice.holding }
    : { type: 'count', cadence: choice.cadence, need: choice.need };

export interface PackIdentity {
  readonly id: string;
  readonly extends: string;
  readonly jurisdiction: string;
  readonly inForce: Day;
  readonly identity: Pick<DocumentIdentity, 'title' | 'number' | 'issuers' | 'approved' | 'issued' | 'signed'>;
}

/** The files of the pack that follow from what was chosen. Clauses that nobody decided stand in it as planned only. */
export function packOfChoices(pack: PackIdentity, choices: readonly ClauseChoice[]): { path: string; text: string }[] {
  const kept = choices.filter(({ keep }) => keep);
  const yaml = (value: unknown): string => draftHeader + stringify(value, { lineWidth: 0 });
  return [
    { path: `${pack.id}/regime.yaml`, text: yaml(regimeOf({ identity: pack.identity }, pack, pack.inForce)) },
    { path: `${pack.id}/clauses/draft.yaml`, text: yaml({ clauses: kept.map((one) => clauseOf(one, pack.id)) }) },
    {
      path: `${pack.id}/duties/draft.yaml`,
      text: yaml({
        duties: kept.filter(decidedDuties).flatMap((one) => one.duties.map((duty) => dutyOf(duty, one, pack))),
      }),
    },
  ];
}

const decidedDuties = ({ decided, answer }: ClauseChoice): boolean => decided && answer === 'duties';

function clauseOf(choice: ClauseChoice, pack: string): object {
  const { cadence, min_count, overrides } = choice;
  return {
    id: `${pack}/${choice.clause}`,
    citation: choice.citation,
    force: choice.force,
    zh: choice.zh,
    en: englishOf(choice.en, choice.zh),
    holder_level: choice.holder_level,
    holder_role: choice.holder_role,
    cadence,
    ...(min_count === null ? {} : { min_count }),
    ...(choice.decided && overrides.length > 0 ? { overrides } : {}),
    answer: [answerOf(choice)],
  };
}

function answerOf({ decided, answer, rule, duties }: ClauseChoice): object {
  if (!decided) return { planned: '待逐条确认 / to be confirmed clause by clause' };
  if (answer === 'duties' && duties.length > 0) return { duty: duties.map(({ duty }) => duty) };
  if (answer === 'rule' && rule.trim() !== '') return { rule: rule.trim() };
  if (answer === 'policy_text') return { policy_text: true };
  return { planned: rule.trim() || '以后实现 / planned' };
}

const both = (zh: string): Words => ({ zh, en: zh });

function dutyOf(duty: ChosenDuty, { clause }: ClauseChoice, pack: PackIdentity): object {
  const cited = `${pack.id}/${clause}`;
  const why = duty.do !== 'add' && duty.why_looser?.trim() ? { why_looser: both(duty.why_looser.trim()) } : {};
  if (duty.do === 'remove') return { remove: duty.duty, clause: cited, ...why };
  if (duty.do === 'replace')
    return {
      replace: duty.duty,
      clause: cited,
      ...why,
      with: duty.measure ? { measure: measureOf(duty.measure) } : {},
    };
  return {
    id: duty.duty,
    name: duty.name,
    group: duty.group,
    clauses: [cited],
    holder: {
      level: duty.level,
      ...(duty.body === null ? { seats: duty.seats } : { body: duty.body }),
      mode: duty.mode,
    },
    from: pack.inForce,
    measure: measureOf(duty.measure),
    fulfilled_by: [{ kind: duty.kind }],
  };
}

/** Clauses that nobody decided yet: while there are any the draft is not ready to be checked. */
export const undecided = (choices: readonly ClauseChoice[]): string[] =>
  choices.filter(({ decided }) => !decided).map(({ clause }) => clause);
