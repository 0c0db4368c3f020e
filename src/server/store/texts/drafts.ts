/** Drafts of packs: their acts on the chain of the unit whose law they are, their texts, and where they stand. */
import { hash } from 'node:crypto';
import { sql } from 'kysely';
import { chain } from '#ledger';
import type { UnitCode } from '#org';
import {
  type Day,
  type DraftAct,
  type DraftBody,
  type DraftState,
  type DraftVerb,
  documents,
  Refusal,
  type Signature,
} from '#regime';
import { makeHead } from '../act-rows.ts';
import type { Store, Stores } from '../open-store.ts';
import { linkHash } from '../proof/merkle.ts';

export interface PackFile {
  readonly path: string;
  readonly text: string;
}
/** What a draft says: the files, and the choices they follow from where a person chose clause by clause. */
export interface DraftText {
  readonly files: readonly PackFile[];
  readonly choices: readonly unknown[] | null;
}
export interface StoredDraft {
  readonly home: string;
  readonly state: DraftState;
  readonly changedAt: string;
}

/** The digest under which an act names a text. */
export const textDigest = ({ files, choices }: DraftText): string =>
  hash('sha256', chain.canonical({ files, choices }), 'hex');

export interface DraftRequest {
  readonly home: UnitCode;
  readonly draft: string;
  readonly id: string;
  readonly verb: DraftVerb;
  readonly body: DraftBody;
  readonly actor: string;
  readonly at: string;
  readonly today: Day;
  /** The text that the body names, where it is a new one. */
  readonly text?: DraftText;
  /** What the check reckoned. */
  readonly impact?: object;
}

/** Does one act on a draft; the same act again changes nothing. Refusals: those of the fold, `duplicate_act`. */
export function actOnDraft(stores: Stores, request: DraftRequest): Promise<StoredDraft> {
  const { home, draft, id, verb, body, actor, at, today } = request;
  return stores.chaining(home, undefined, async (store, locked) => {
    const head = (await locked) ?? (await makeHead(store, home));
    const acts = await draftActs(store, home, draft);
    const known = acts.find((one) => one.id === id);
    const act: DraftAct = { id, record: draft, verb, actor, at, day: today, body };
    if (known) {
      const sent = { ...act, at: known.at, day: known.day, actor: known.actor };
      if (chain.canonical(sent) !== chain.canonical(known))
        throw new Refusal('duplicate_act', { act: id, record: draft });
      return (await findDraft(store, home, draft)) as StoredDraft;
    }
    const state = documents.acts.perform(documents.acts.of(acts), act, today);
    const seq = head.seq + 1;
    const link = linkHash(home, seq, head.hash, act as never);
    await writeDraftAct(store, request, { act, state, seq, previous: head.hash, link });
    return { home, state, changedAt: at };
  });
}

interface Written {
  readonly act: DraftAct;
  readonly state: DraftState;
  readonly seq: number;
  readonly previous: string;
  readonly link: string;
}

async function writeDraftAct(store: Store, request: DraftRequest, written: Written): Promise<void> {
  const { home, text, impact } = request;
  const { act, state, seq, previous, link } = written;
  await store.rows(sql`update act_chain set seq = ${seq}, hash = ${link} where county_code = ${home}`);
  await store.rows(sql`
    insert into act (county_code, id, seq, record_id, verb, actor, at, day, body, prev_hash, hash, unit_code)
    values (${home}, ${act.id}, ${seq}, ${act.record}, ${act.verb}, ${act.actor}, ${act.at}, ${act.day},
      ${JSON.stringify(act.body)}, ${previous}, ${link}, ${home})`);
  if (text) {
    await store.rows(sql`
      insert into regime_text (county_code, digest, files, choices)
      values (${home}, ${textDigest(text)}, ${JSON.stringify(text.files)}, ${JSON.stringify(text.choices)})
      on conflict do nothing`);
  }
  const kept = impact === undefined ? null : JSON.stringify(impact);
  await store.rows(sql`
    insert into regime_draft (county_code, id, pack, base, title, state, version, in_force, text_digest, document_id,
      signatures, impact, changed_at)
    values (${home}, ${state.id}, ${state.pack}, ${state.base}, ${state.title}, ${state.stage}, ${state.version},
      ${state.inForce}, ${state.text}, ${state.document}, ${JSON.stringify(state.signatures)}, ${kept}, ${act.at})
    on conflict on constraint regime_draft_pkey do update set title = excluded.title, state = excluded.state,
      version = excluded.version, in_force = excluded.in_force, text_digest = excluded.text_digest,
      signatures = excluded.signatures, changed_at = excluded.changed_at,
      impact = case when ${state.impact}::text is null then null else coalesce(excluded.impact, regime_draft.impact) end`);
  if (state.stage === 'in_force') await bindText(store, home, state);
}

/** The text that a pack was made of is its full text from the day it holds; one that is another pack's already stays so. */
async function bindText(store: Store, home: string, { document, pack }: DraftState): Promise<void> {
  await store.rows(sql`
    update document set pack = ${pack} where county_code = ${home} and id = ${document} and pack is null`);
}

/** Every act on a draft, in order. */
export async function draftActs(store: Store, home: string, draft: string): Promise<DraftAct[]> {
  const rows = await store.rows<Omit<DraftAct, 'at'> & { at: string | Date }>(sql`
    select id, record_id record, verb, actor, at, day, body from act
    where county_code = ${home} and record_id = ${draft} and starts_with(verb, 'regime-') order by seq`);
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
}

interface DraftColumns {
  readonly home: string;
  readonly id: string;
  readonly pack: string;
  readonly base: string;
  readonly title: string;
  readonly state: DraftState['stage'];
  readonly version: number;
  readonly in_force: Day;
  readonly text_digest: string;
  readonly document_id: string | null;
  readonly signatures: readonly Signature[];
  readonly changed_at: string | Date;
}

const columns = sql`county_code home, id, pack, base, title, state, version, in_force, text_digest, document_id,
  signatures, changed_at`;

const stored = (row: DraftColumns): StoredDraft => ({
  home: row.home,
  changedAt: new Date(row.changed_at).toISOString(),
  state: {
    id: row.id,
    pack: row.pack,
    base: row.base,
    title: row.title,
    inForce: row.in_force,
    text: row.text_digest,
    document: row.document_id,
    impact: null,
    stage: row.state,
    version: row.version,
    signers: 0,
    signatures: row.signatures,
  },
});

/** Drafts that the scope reaches, latest first. */
export async function listDrafts(store: Store): Promise<StoredDraft[]> {
  const rows = await store.rows<DraftColumns>(sql`
    select ${columns} from regime_draft order by changed_at desc, id limit 500`);
  return rows.map(stored);
}

export async function findDraft(store: Store, home: string, id: string): Promise<StoredDraft | undefined> {
  const [row] = await store.rows<DraftColumns>(sql`
    select ${columns} from regime_draft where county_code = ${home} and id = ${id}`);
  return row && stored(row);
}

/** The draft of a pack id, where one is under way. */
export async function draftOfPack(store: Store, pack: string): Promise<StoredDraft | undefined> {
  const [row] = await store.rows<DraftColumns>(sql`
    select ${columns} from regime_draft where pack = ${pack} and state <> 'withdrawn' order by changed_at desc limit 1`);
  return row && stored(row);
}

export async function textOf(store: Store, home: string, digest: string): Promise<DraftText | undefined> {
  const [row] = await store.rows<DraftText>(sql`
    select files, choices from regime_text where county_code = ${home} and digest = ${digest}`);
  return row;
}

export async function impactOf(store: Store, home: string, id: string): Promise<unknown> {
  const [row] = await store.rows<{ impact: unknown }>(sql`
    select impact from regime_draft where county_code = ${home} and id = ${id}`);
  return row?.impact ?? null;
}

export interface DuePack {
  readonly home: UnitCode;
  readonly draft: string;
  readonly id: string;
  readonly inForce: Day;
  readonly version: number;
  readonly files: readonly PackFile[];
  /** It holds already; else its day has come and it is to enter. */
  readonly isIn: boolean;
}

/** Packs that hold on a day: in force, or signed and their day has come; oldest first. */
export async function packsDue(store: Store, today: Day): Promise<DuePack[]> {
  const rows = await store.rows<Omit<DuePack, 'isIn'> & { state: string }>(sql`
    select d.county_code home, d.id draft, d.pack id, d.in_force "inForce", d.version, d.state, t.files
    from regime_draft d join regime_text t on t.county_code = d.county_code and t.digest = d.text_digest
    where d.state = 'in_force' or (d.state = 'signed' and d.in_force <= ${today}::date) order by d.in_force, d.pack`);
  return rows.map(({ state, ...row }) => ({ ...row, isIn: state === 'in_force' }));
}
