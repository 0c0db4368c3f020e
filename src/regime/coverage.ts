/** Every clause and what answers it in the system: nothing in the law may be left without an answer. */
import type { Library, PackContent } from './law.ts';
import type { Answer, Clause, Words } from './pack.ts';
import { chainOf } from './resolve.ts';

/** What a later capability will carry. A closed list: a new word is a decision, not a slip of the pen. */
export const plannedWords: Readonly<Record<string, Words>> = {
  accountability: { zh: '问责追责', en: 'accountability' },
  assessment: { zh: '实绩考核', en: 'assessment' },
  burden: { zh: '减负', en: 'load rules' },
  commendation: { zh: '表彰激励', en: 'commendation' },
  disclosure: { zh: '公开通报', en: 'disclosure' },
  documents: { zh: '公文', en: 'official documents' },
  finding: { zh: '督查问题与整改', en: 'findings and rectification' },
  fund: { zh: '资金', en: 'money' },
  governance: { zh: '乡村治理工具', en: 'governance tools' },
  indicators: { zh: '监测指标', en: 'indicators' },
  inspection: { zh: '督查', en: 'inspection' },
  interview: { zh: '约谈', en: 'interview' },
  mobilization: { zh: '社会动员', en: 'social mobilization' },
  monitoring: { zh: '防返贫监测帮扶', en: 'monitoring and help' },
  people: { zh: '人员与权限', en: 'people and reach' },
  petition: { zh: '信访', en: 'petitions' },
  project: { zh: '项目资产', en: 'projects and assets' },
  registry: { zh: '台账名册', en: 'registers' },
  task: { zh: '任务分解与调度', en: 'task breakdown and dispatch' },
  training: { zh: '培训', en: 'training' },
  'village-decision': { zh: '村级议事', en: 'village decision' },
};

export type AnswerKind =
  | 'duty'
  | 'record'
  | 'rule'
  | 'indicator'
  | 'workflow'
  | 'body'
  | 'task'
  | 'policy_text'
  | 'planned';

/** One answer of a clause. `missing`: ids or words it points to that do not exist. */
export interface AnswerRow {
  readonly kind: AnswerKind;
  readonly text: Words;
  readonly ids: readonly string[];
  /** What each of the ids is called, in their order. */
  readonly names: readonly Words[];
  readonly missing: readonly string[];
}
export interface CoverageRow {
  readonly clause: string;
  readonly regime: string;
  readonly citation: string;
  readonly force: Clause['force'];
  readonly answers: readonly AnswerRow[];
  /** Has an answer, and none of its answers points nowhere. */
  readonly answered: boolean;
}
export interface Coverage {
  readonly rows: readonly CoverageRow[];
  readonly totals: {
    readonly clauses: number;
    readonly answered: number;
    /** Clauses per pack, and of them answered. */
    readonly regimes: Readonly<Record<string, { readonly clauses: number; readonly answered: number }>>;
    /** Clauses that name an answer of the kind; one clause may name several. */
    readonly kinds: Readonly<Partial<Record<AnswerKind, number>>>;
  };
  /** Ids of clauses without an answer, or with one that points nowhere. */
  readonly unanswered: readonly string[];
}

interface Names {
  readonly duty: ReadonlyMap<string, Words>;
  readonly record: ReadonlyMap<string, Words>;
  readonly body: ReadonlyMap<string, Words>;
  readonly task: ReadonlyMap<string, Words>;
}

/** Everything that clauses of a pack may point to: of the pack, its bases, and for a year plan the law of its ground. */
function namesFor(library: Library, id: string): Names {
  const chain = chainOf(library.contents, id);
  const own = chain[0]!.regime;
  const ground = [...library.contents.values()].filter(
    ({ regime }) => own.kind === 'year_plan' && regime.kind === 'regime' && regime.jurisdiction === own.jurisdiction,
  );
  const packs = [...chain, ...ground];
  const named = (pick: (pack: PackContent) => readonly { id: string; name: Words }[]): Map<string, Words> =>
    new Map(packs.flatMap(pick).map((one) => [one.id, one.name]));
  return {
    duty: named((pack) => pack.duties.flatMap((entry) => ('id' in entry ? [entry] : []))),
    record: named((pack) => pack.kinds),
    body: named((pack) => pack.regime.bodies ?? []),
    task: named((pack) => pack.tasks),
  };
}

function answerRow(answer: Answer, places: Names): AnswerRow {
  if ('policy_text' in answer) {
    return { kind: 'policy_text', text: { zh: '政策文本', en: 'policy text' }, ids: [], names: [], missing: [] };
  }
  if ('rule' in answer) {
    const text = typeof answer.rule === 'string' ? { zh: answer.rule, en: answer.rule } : answer.rule;
    return { kind: 'rule', text, ids: [], names: [], missing: [] };
  }
  if ('planned' in answer) {
    const word = plannedWords[answer.planned];
    const text = { zh: `后续：${word?.zh ?? answer.planned}`, en: `planned: ${word?.en ?? answer.planned}` };
    return { kind: 'planned', text, ids: [answer.planned], names: [text], missing: word ? [] : [answer.planned] };
  }
  const [kind, ids] = Object.entries(answer)[0] as [AnswerKind, string[]];
  const known: ReadonlyMap<string, Words> = kind in places ? places[kind as keyof Names] : new Map();
  const names = ids.map((id) => known.get(id) ?? { zh: id, en: id });
  const text = { zh: names.map((one) => one.zh).join('、'), en: names.map((one) => one.en).join('; ') };
  return { kind, text, ids, names, missing: ids.filter((id) => !known.has(id)) };
}

/**
 * The answers of all clauses of all packs, in the packs' order. Duties, record kinds, bodies and tasks must exist in
 * the pack or below it, planned words in the list above. Indicators and workflows have no place in a pack yet, so an
 * answer by them points nowhere: say `planned`.
 */
export function coverageOf(library: Library): Coverage {
  const rows: CoverageRow[] = [];
  const regimes: Record<string, { clauses: number; answered: number }> = {};
  const kinds: Partial<Record<AnswerKind, number>> = {};
  for (const [regime, pack] of library.contents) {
    const names = namesFor(library, regime);
    regimes[regime] = { clauses: pack.clauses.length, answered: 0 };
    for (const { id: clause, citation, force, answer } of pack.clauses) {
      const answers = answer.map((one) => answerRow(one, names));
      const answered = answers.length > 0 && answers.every((one) => one.missing.length === 0);
      if (answered) regimes[regime].answered += 1;
      for (const kind of new Set(answers.map((one) => one.kind))) kinds[kind] = (kinds[kind] ?? 0) + 1;
      rows.push({ clause, regime, citation, force, answers, answered });
    }
  }
  const unanswered = rows.filter((row) => !row.answered).map((row) => row.clause);
  const totals = { clauses: rows.length, answered: rows.length - unanswered.length, regimes, kinds };
  return { rows, totals, unanswered };
}
