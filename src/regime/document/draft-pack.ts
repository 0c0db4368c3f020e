/** From a read document to a draft pack: clauses, changes of the base's duties, citations. A person confirms all of it. */
import { stringify } from 'yaml';
import type { Law, Library, ResolvedDuty } from '../law.ts';
import type { Day, Measure } from '../pack.ts';
import { Refusal } from '../refusal.ts';
import { type AlignedClause, type Alignment, alignClauses, type BaseClause } from './align.ts';
import type { SaidMeasure } from './cadence.ts';
import type { DocumentIdentity, ParsedDocument } from './tree.ts';

export interface DraftWishes {
  /** Id of the new pack: lower case words joined by hyphens. */
  readonly id: string;
  /** The pack it stands on. */
  readonly extends: string;
  /** Unit code of the ground. */
  readonly jurisdiction: string;
  /** From which day it holds; without it the day its text gives, else that of issue, else that of its base. */
  readonly inForce?: Day | undefined;
  /** The base in its own words; without it the summaries of the base pack are taken. */
  readonly base?: readonly BaseClause[] | undefined;
}

export interface DraftPack {
  /** Files of the pack folder: `<id>/regime.yaml`, `<id>/clauses/draft.yaml`, `<id>/duties/draft.yaml`. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly alignment: Alignment;
  /** Duties of the base that the draft changes or restates, and those left as they are. */
  readonly replaced: readonly string[];
  readonly kept: readonly string[];
  readonly inForce: Day;
}

/**
 * A pack in YAML that `loadRegimes` accepts beside its base. Refusals: `regime_unknown` for a base that is not there,
 * `draft_empty` for a document without a clause.
 */
export function draftPack(parsed: ParsedDocument, library: Library, wishes: DraftWishes): DraftPack {
  const basePack = library.packs.get(wishes.extends);
  if (basePack?.kind !== 'regime') {
    throw new Refusal('regime_unknown', { regime: wishes.extends, regimes: [...library.packs.keys()] });
  }
  const base = wishes.base ?? summariesOf(library, wishes.extends);
  const alignment = alignClauses(parsed, base);
  if (alignment.clauses.length === 0) throw new Refusal('draft_empty', { title: parsed.identity.title ?? '' });
  const said = wishes.inForce ?? startOf(parsed) ?? basePack.in_force;
  const inForce = said < basePack.in_force ? basePack.in_force : said;
  const law = library.under(wishes.extends, inForce);
  const changes = changesOf(alignment, law, wishes.id);
  const yaml = (value: unknown): string => draftHeader + stringify(value, { lineWidth: 0 });
  const files = [
    { path: `${wishes.id}/regime.yaml`, text: yaml(regimeOf(parsed, wishes, inForce)) },
    {
      path: `${wishes.id}/clauses/draft.yaml`,
      text: yaml({ clauses: clausesOf(alignment, changes, wishes.id, library) }),
    },
    { path: `${wishes.id}/duties/draft.yaml`, text: draftHeader + dutiesText(changes, alignment, wishes.id) },
  ];
  const replaced = changes.map(({ duty }) => duty.id);
  const kept = [...law.duties.keys()].filter((id) => !replaced.includes(id));
  return { files, alignment, replaced, kept, inForce };
}

export const draftHeader =
  '# 草案：由文件自动生成，逐条确认后方可使用。 Draft made from a document: confirm every entry before use.\n';

/** Clauses of the base pack and of its own bases, in our summaries. */
export function summariesOf(library: Library, id: string): BaseClause[] {
  const found: BaseClause[] = [];
  for (let at: string | null = id; at !== null; at = library.packs.get(at)?.extends ?? null) {
    for (const { id: clause, zh } of library.contents.get(at)?.clauses ?? []) found.push({ id: clause, text: zh });
  }
  return found;
}

/** The day the text itself sets: 自2024年1月1日起施行; else the day of issue. */
export function startOf({ nodes, identity }: ParsedDocument): Day | null {
  const said = /自(\d{4})年(\d{1,2})月(\d{1,2})日起?(?:施行|执行|生效)/.exec(JSON.stringify(nodes.slice(-3)));
  if (said) return `${said[1]}-${said[2]!.padStart(2, '0')}-${said[3]!.padStart(2, '0')}`;
  return identity.issued ?? identity.signed;
}

export function regimeOf(
  {
    identity,
  }: { readonly identity: Pick<DocumentIdentity, 'title' | 'number' | 'issuers' | 'approved' | 'issued' | 'signed'> },
  wishes: Pick<DraftWishes, 'id' | 'extends' | 'jurisdiction'>,
  inForce: Day,
): object {
  const title = identity.title ?? '未命名文件';
  const { approved, issued, signed } = identity;
  const day = issued ?? signed;
  return {
    id: wishes.id,
    kind: 'regime',
    name: { zh: title, en: englishOf('', title) },
    document: {
      title,
      number: identity.number,
      issuers: [...identity.issuers],
      ...(approved && day && approved <= day ? { approved } : {}),
      ...(day ? { issued: day } : {}),
    },
    extends: wishes.extends,
    jurisdiction: wishes.jurisdiction,
    in_force: inForce,
    until: null,
  };
}

interface Change {
  readonly duty: ResolvedDuty;
  readonly clause: AlignedClause;
  readonly measure: Measure | null;
  readonly looser: boolean;
}

const withoutNorm = (id: string): string => id.replace(/\/(?:c\d+|def)$/, '');

/** For each duty of the base the local clause that stands on it best, with the measure it says. */
export function changesOf({ clauses }: Alignment, law: Law, pack: string): Change[] {
  const byClause = new Map<string, ResolvedDuty[]>();
  for (const duty of law.duties.values()) {
    for (const id of duty.clauses) {
      const key = withoutNorm(id);
      byClause.set(key, [...(byClause.get(key) ?? []), duty]);
    }
  }
  const best = new Map<string, { clause: AlignedClause; score: number; duty: ResolvedDuty; home: boolean }>();
  for (const clause of clauses) {
    if (clause.relation === 'new') continue;
    const article = articleOf(clause.base[0]!.id);
    for (const { id, score } of clause.base) {
      if (score < 0.3) continue;
      // Articles of other levels often say the same words: they are cited, but only the nearest one lends its number.
      const home = articleOf(id) === article;
      for (const duty of byClause.get(withoutNorm(id)) ?? []) {
        if ((best.get(duty.id)?.score ?? 0) < score && duty.regime !== pack)
          best.set(duty.id, { clause, score, duty, home });
      }
    }
  }
  return [...best.values()].map(({ clause, duty, home }) => ({
    duty,
    clause,
    ...(home ? measureOf(duty, clause.measures) : { measure: null, looser: false }),
  }));
}

const articleOf = (id: string): string => id.split('/').slice(0, 2).join('/');

const perYear: Record<string, number> = { annual: 1, semiannual: 2, quarterly: 4, monthly: 12 };

/** The measure of the duty as the local words have it, where they give another; looser where they ask less. */
function measureOf(
  { measure, figures }: ResolvedDuty,
  said: readonly SaidMeasure[],
): { measure: Measure | null; looser: boolean } {
  const none = { measure: null, looser: false };
  if (measure.type === 'holding') {
    const need = said.find(({ type }) => type === 'holding')?.need ?? null;
    if (need === null || need < 1 || need === figures.need) return none;
    return { measure: { type: 'holding', need }, looser: need < (figures.need ?? 1) };
  }
  if (measure.type !== 'count') return none;
  const base = perYear[measure.cadence];
  const own = said.find(
    ({ type, cadence, need }) =>
      type === 'count' && cadence !== null && perYear[cadence] !== undefined && need !== null,
  );
  if (base === undefined || !own) return none;
  const cadence = own.cadence as 'annual' | 'semiannual' | 'quarterly' | 'monthly';
  const need = Math.min(own.need!, 10_000);
  if (need < 1 || (cadence === measure.cadence && need === figures.need)) return none;
  // Tighter is a period no longer than the base's, whose acts fill it; everything else is said to be looser.
  const tighter = perYear[cadence]! >= base && perYear[cadence]! * need >= base * (figures.need ?? 0);
  return { measure: { type: 'count', cadence, need }, looser: !tighter };
}

function clausesOf({ clauses }: Alignment, changes: readonly Change[], pack: string, library: Library): object[] {
  const carried = new Map<string, string[]>();
  for (const { duty, clause } of changes) carried.set(clause.id, [...(carried.get(clause.id) ?? []), duty.id]);
  return clauses.map((clause) => {
    const duties = carried.get(clause.id);
    const { cadence, need } = rhythmOf(clause);
    const overrides =
      clause.relation === 'new' ? [] : clause.base.filter(({ id, score }) => score >= 0.3 && library.clauses.has(id));
    return {
      id: `${pack}/${clause.id}`,
      citation: clause.citation || clause.id,
      force: forceOf(clause.text),
      zh: shortened(clause.text),
      en: englishOf('', shortened(clause.text)),
      holder_level: levelsIn(clause.text),
      holder_role: rolesIn(clause.text),
      cadence,
      ...(need === null ? {} : { min_count: need }),
      ...(overrides.length > 0 ? { overrides: overrides.map(({ id }) => id) } : {}),
      answer: duties ? [{ duty: duties }] : [{ planned: '待逐条确认 / to be confirmed clause by clause' }],
    };
  });
}

/** The English summary, or the Chinese one marked as such: English pages never pass a placeholder for law. */
export const englishOf = (en: string, zh: string): string => en.trim() || `(Chinese only) ${zh}`;

export function shortened(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}

export function rhythmOf({ measures }: AlignedClause): { cadence: string; need: number | null } {
  const first = measures.find(({ cadence }) => cadence !== null);
  if (first) return { cadence: first.cadence!, need: first.need };
  const other = measures[0];
  if (!other) return { cadence: 'continuous', need: null };
  return other.type === 'holding'
    ? { cadence: 'continuous', need: other.need }
    : { cadence: other.type === 'often' ? 'regular' : 'adhoc', need: null };
}

export function forceOf(text: string): 'duty' | 'power' | 'rule' | 'definition' | 'prohibition' {
  if (/不得|禁止|严禁/.test(text)) return 'prohibition';
  if (/施行|负责解释|解释工作/.test(text) && text.length < 60) return 'rule';
  if (/本(?:办法|细则|规定|条例)所称|是指|第一责任人。$/.test(text)) return 'definition';
  if (/可以/.test(text) && !/应当|必须/.test(text)) return 'power';
  return 'duty';
}

const levelWords: readonly (readonly [RegExp, string])[] = [
  [/省(?:级|委|政府)|自治区/, 'province'],
  [/市(?:级|州|委|政府)/, 'city'],
  [/县(?:级|委|市区|政府)|区(?:级|委|政府)|农业县|涉农区/, 'county'],
  [/乡镇|街道/, 'township'],
  [/村党组织|村民委员会|村级|村“两委”/, 'village'],
];
const roleWords: readonly (readonly [RegExp, string])[] = [
  [/村党组织书记/, 'village_party_secretary'],
  [/主要负责人/, 'first_responsible_person'],
  [/党委和政府/, 'party_committee_and_government'],
  [/领导小组办公室|农办/, 'rural_work_office'],
  [/领导小组/, 'rural_work_leading_group'],
  [/村党组织/, 'village_party_organization'],
  [/部门/, 'department:all'],
];

export const levelsIn = (text: string): string[] => {
  const found = levelWords.flatMap(([pattern, level]) => (pattern.test(text) ? [level] : []));
  return found.length > 0 ? found : ['any'];
};
export const rolesIn = (text: string): string[] => {
  const found = roleWords.find(([pattern]) => pattern.test(text));
  return [found ? found[1] : 'none'];
};

/** Duties as YAML, each change behind a comment that says what it rests on; new measures as comments for a person. */
function dutiesText(changes: readonly Change[], { clauses }: Alignment, pack: string): string {
  const lines: string[] = [];
  for (const { duty, clause, measure, looser } of changes) {
    const why = { zh: '待说明：按文件原文次数少于上位规定', en: 'To be explained: the text asks less than its base' };
    const entry = {
      replace: duty.id,
      clause: `${pack}/${clause.id}`,
      ...(looser ? { why_looser: why } : {}),
      with: measure ? { measure } : {},
    };
    const phrases = clause.measures.map(({ phrase }) => phrase).join('、');
    lines.push(
      `  # ${clause.citation || clause.id} ← ${clause.base[0]!.id} (${clause.base[0]!.score}, ${clause.relation})${phrases ? `: ${phrases}` : ''}`,
    );
    lines.push(indented(stringify([entry], { lineWidth: 0, flowCollectionPadding: true })));
  }
  const used = new Set(changes.map(({ clause }) => clause.id));
  for (const { id, citation, measures } of clauses) {
    if (used.has(id) || measures.length === 0) continue;
    lines.push(`  # 待定 to be decided: ${citation || id} (${pack}/${id}): ${measures.map(measureWords).join('; ')}`);
  }
  return changes.length === 0 ? `${lines.join('\n')}\nduties: []\n` : `duties:\n${lines.join('\n')}\n`;
}

const indented = (text: string): string =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');

const measureWords = ({ phrase, type, cadence, need, of }: SaidMeasure): string =>
  [phrase, '→', type, cadence, need, of].filter((part) => part !== null).join(' ');
