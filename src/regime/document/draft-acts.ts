/**
 * A pack on its way into force as a fold of its acts: drafted, revised, checked with its impact, signed by different
 * persons, in force from its day; taken back before that. Content is named by digests, which the acts bind.
 */
import { isDay } from '../days/calendar.ts';
import type { Day, Words } from '../pack.ts';
import { Refusal } from '../refusal.ts';

const draftVerbs = [
  'regime-draft',
  'regime-revise',
  'regime-check',
  'regime-sign',
  'regime-withdraw',
  'regime-enter',
] as const;
export type DraftVerb = (typeof draftVerbs)[number];

const verbWords: Readonly<Record<DraftVerb, Words>> = {
  'regime-draft': { zh: '起草', en: 'draft' },
  'regime-revise': { zh: '修改', en: 'revise' },
  'regime-check': { zh: '检查', en: 'check' },
  'regime-sign': { zh: '签发', en: 'sign' },
  'regime-withdraw': { zh: '撤回', en: 'withdraw' },
  'regime-enter': { zh: '施行', en: 'enter into force' },
};

export interface DraftBody {
  /** Version that the author saw. */
  readonly version?: number;
  readonly pack?: string;
  readonly base?: string;
  readonly title?: string;
  readonly in_force?: Day;
  /** SHA-256 of the files and choices. */
  readonly text?: string;
  /** The imported document it was made of. */
  readonly document?: string;
  /** SHA-256 of the impact that the check reckoned. */
  readonly impact?: string;
  /** How many persons must sign, as the law of the day has it. */
  readonly signers?: number;
  readonly person?: string;
  readonly name?: string;
  readonly reason?: string;
}

export interface DraftAct {
  readonly id: string;
  readonly record: string;
  readonly verb: DraftVerb;
  readonly actor: string;
  readonly at: string;
  readonly day: Day;
  readonly body: DraftBody;
}

export interface Signature {
  readonly account: string;
  readonly person: string;
  readonly name: string;
  readonly day: Day;
}
export type DraftStage = 'draft' | 'checked' | 'signed' | 'in_force' | 'withdrawn';

const stageWords: Readonly<Record<DraftStage, Words>> = {
  draft: { zh: '起草中', en: 'being drafted' },
  checked: { zh: '已检查', en: 'checked' },
  signed: { zh: '已签发，待施行', en: 'signed, waiting for its day' },
  in_force: { zh: '已施行', en: 'in force' },
  withdrawn: { zh: '已撤回', en: 'taken back' },
};

export interface DraftState {
  readonly id: string;
  readonly pack: string;
  readonly base: string;
  readonly title: string;
  readonly inForce: Day;
  readonly text: string;
  readonly document: string | null;
  readonly impact: string | null;
  readonly stage: DraftStage;
  readonly version: number;
  /** How many must sign; set by the check. */
  readonly signers: number;
  readonly signatures: readonly Signature[];
}

/** From which stages a verb leads on. */
const steps: Readonly<Record<DraftVerb, readonly (DraftStage | '')[]>> = {
  'regime-draft': [''],
  'regime-revise': ['draft', 'checked'],
  'regime-check': ['draft', 'checked'],
  'regime-sign': ['checked'],
  'regime-withdraw': ['draft', 'checked', 'signed'],
  'regime-enter': ['signed'],
};

/** What may come next; the entry into force is nobody's act but the day's. */
const openDraftActs = (state: DraftState | undefined): DraftVerb[] =>
  draftVerbs.filter((verb) => verb !== 'regime-enter' && steps[verb].includes(state?.stage ?? ''));

/** The fold: the draft after one more act that was accepted. */
function applyDraftAct(state: DraftState | undefined, { record, verb, actor, day, body }: DraftAct): DraftState {
  if (!state) {
    return {
      id: record,
      pack: body.pack ?? '',
      base: body.base ?? '',
      title: body.title ?? '',
      inForce: body.in_force ?? day,
      text: body.text ?? '',
      document: body.document ?? null,
      impact: null,
      stage: 'draft',
      version: 1,
      signers: 0,
      signatures: [],
    };
  }
  const next = { ...state, version: state.version + 1 };
  if (verb === 'regime-revise') {
    const { text = state.text, title = state.title, in_force: inForce = state.inForce } = body;
    // What was checked was another text: check and signatures fall.
    return { ...next, text, title, inForce, stage: 'draft', impact: null, signatures: [] };
  }
  if (verb === 'regime-check')
    return { ...next, stage: 'checked', impact: body.impact ?? null, signers: body.signers ?? 2, signatures: [] };
  if (verb === 'regime-sign') {
    const signature = { account: actor, person: body.person ?? actor, name: body.name ?? '', day };
    const signatures = [...state.signatures, signature];
    return { ...next, signatures, stage: signatures.length >= state.signers ? 'signed' : 'checked' };
  }
  return { ...next, stage: verb === 'regime-enter' ? 'in_force' : 'withdrawn' };
}

/** The draft of its acts; undefined without any. */
const draftOf = (acts: readonly DraftAct[]): DraftState | undefined =>
  acts.reduce<DraftState | undefined>(applyDraftAct, undefined);

/**
 * The draft after an act, or a Refusal: `draft_unknown`, `draft_exists`, `version_conflict`, `draft_act_not_open`,
 * `reason_required`, `draft_signed_twice`, `draft_day_passed`, `draft_not_yet`, `day_invalid`. Signing by somebody who signed already,
 * under whatever account, is refused; so is what would take back a law that holds.
 */
function performDraft(state: DraftState | undefined, act: DraftAct, today: Day): DraftState {
  const { verb, body } = act;
  if (!state && verb !== 'regime-draft') throw new Refusal('draft_unknown', { draft: act.record });
  if (state && verb === 'regime-draft') throw new Refusal('draft_exists', { draft: act.record });
  if (state && body.version !== undefined && body.version !== state.version)
    throw new Refusal('version_conflict', { field: 'version', given: body.version, version: state.version });
  if (!steps[verb].includes(state?.stage ?? ''))
    throw new Refusal('draft_act_not_open', {
      verb,
      state: state ? stageWords[state.stage] : '',
      open: openDraftActs(state).map((one) => verbWords[one]),
    });
  if (body.in_force !== undefined && !isDay(body.in_force)) throw new Refusal('day_invalid', { day: body.in_force });
  if (verb === 'regime-withdraw') refuseWithdrawal(state as DraftState, body, today);
  if (verb === 'regime-enter' && (state as DraftState).inForce > today)
    throw new Refusal('draft_not_yet', { day: (state as DraftState).inForce, today });
  if (verb === 'regime-sign') refuseSignature(state as DraftState, act);
  return applyDraftAct(state, act);
}

function refuseWithdrawal(state: DraftState, { reason = '' }: DraftBody, today: Day): void {
  if (reason.trim() === '') throw new Refusal('reason_required', { field: 'reason', verb: 'regime-withdraw' });
  if (state.stage === 'signed' && state.inForce <= today)
    throw new Refusal('draft_day_passed', { day: state.inForce, today });
}

function refuseSignature({ signatures }: DraftState, { actor, body }: DraftAct): void {
  const before = signatures.find((one) => one.account === actor || one.person === (body.person ?? actor));
  if (before) throw new Refusal('draft_signed_twice', { name: before.name, day: before.day });
}

/** Drafts of packs, through one door. */
export const draftActs = {
  verbs: draftVerbs,
  open: openDraftActs,
  of: draftOf,
  perform: performDraft,
  isVerb: (verb: string): boolean => (draftVerbs as readonly string[]).includes(verb),
} as const;
