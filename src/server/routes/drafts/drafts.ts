/** Drafts of packs: made of a document, chosen clause by clause or written by hand, checked, signed, taken back. */
import { hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { zipSync } from 'fflate';
import type { Reply } from '#contract';
import { chain } from '#ledger';
import { type Actor, parseUnitCode, type Reach, reach, type UnitCode } from '#org';
import { type ClauseChoice, type Day, type DraftBody, documents, isDay, Refusal } from '#regime';
import { Download, type Handlers, type Input } from '../../http/handlers.ts';
import { type AddedPack, headOf, type Lawbook } from '../../lawbook.ts';
import { auditAlone } from '../../store/people/audit.ts';
import { refuseNotAllowed } from '../../store/reach/check-act.ts';
import {
  actOnDraft,
  type DraftText,
  draftActs,
  draftOfPack,
  findDraft,
  impactOf,
  listDrafts,
  type StoredDraft,
  textDigest,
  textOf,
} from '../../store/texts/drafts.ts';
import { findUnits } from '../../store/units.ts';
import { type Context, refOf, requireLoaded, todayOf } from '../context.ts';
import { baseOf, needKept } from '../imported/imported.ts';
import { lawRoutes } from '../law.ts';
import { bypassedBy, passingOf } from './passing.ts';
import { signersAt, vocabularyOf } from './vocabulary.ts';

type Names = 'listDrafts' | 'createDraft' | 'getDraft' | 'actOnDraft' | 'getDraftFile';
type Row = Reply<'createDraft'>['draft'];

export const draftRoutes = (context: Context): Pick<Handlers, Names> => ({
  listDrafts: async ({ reach: within }) => {
    const rows = await context.stores.as('0', listDrafts);
    return {
      rows: await rowsOf(
        context,
        rows.filter(({ home }) => maySee(within, home)),
      ),
    };
  },

  createDraft: async ({ body, by }) => ({ draft: await create(context, body, by) }),

  getDraft: async (input) => {
    const { stored, text } = await needDraft(context, input);
    return wholeOf(context, stored, text, input.reach);
  },

  actOnDraft: async (input) => ({ draft: await act(context, input) }),

  getDraftFile: async (input) => {
    const { stored, text } = await needDraft(context, input);
    const files = Object.fromEntries(text.files.map((file) => [file.path, Buffer.from(file.text)]));
    const { by, from, params } = input;
    const facts = { pack: stored.state.pack, files: text.files.length };
    const entry = { kind: 'download-draft', by, subject: params.id, unit: params.home, address: from.address, facts };
    await auditAlone(context.stores, entry, context.now());
    return new Download('application/zip', `${stored.state.pack}.zip`, Readable.from([Buffer.from(zipSync(files))]));
  },
});

/** The lawbook of a context that has one. */
function bookOf({ lawbook }: Context): Lawbook {
  if (!lawbook) throw new Error('drafts need a lawbook');
  return lawbook;
}

const maySee = (within: Reach, home: string): boolean =>
  reach.may(within, 'draft-regime', { unit: home }) || reach.may(within, 'sign-regime', { unit: home });

/** The draft with its text, for those who may draft or sign there. Refusals: `not_allowed`, `draft_unknown`. */
async function needDraft(
  context: Context,
  { params: { home, id }, reach: within }: { params: { home: string; id: string }; reach: Reach },
): Promise<{ stored: StoredDraft; text: DraftText }> {
  if (!maySee(within, home))
    refuseNotAllowed(context.library, within, todayOf(context), 'draft-regime', { unit: home });
  return context.stores.as(home, async (store) => {
    const stored = await findDraft(store, home, id);
    const text = stored && (await textOf(store, home, stored.state.text));
    if (!stored || !text) throw new Refusal('draft_unknown', { draft: id });
    return { stored, text };
  });
}

async function rowsOf(context: Context, drafts: readonly StoredDraft[]): Promise<Row[]> {
  const units = await context.stores.as('0', (store) =>
    findUnits(
      store,
      drafts.map(({ home }) => parseUnitCode(home)),
    ),
  );
  const byCode = new Map(units.map((unit) => [unit.code as string, refOf(unit)]));
  return drafts.map(({ home, state, changedAt }) => ({
    home: parseUnitCode(home),
    id: state.id,
    unit: byCode.get(home) ?? null,
    pack: state.pack,
    base: state.base,
    title: state.title,
    stage: state.stage,
    version: state.version,
    in_force: state.inForce,
    document: state.document,
    changed_at: changedAt,
    signatures: state.signatures.map(({ name, day }) => ({ name, day })),
  }));
}

async function create(context: Context, body: Input<'createDraft'>['body'], by: Actor): Promise<Row> {
  const { library } = context;
  const home = requireLoaded(context, body.home);
  if (home.length > 6) throw new Refusal('document_home', { home });
  const base = library.packs.get(body.base);
  if (base?.kind !== 'regime')
    throw new Refusal('regime_unknown', { regime: body.base, regimes: [...library.packs.keys()] });
  if (body.in_force !== undefined && !isDay(body.in_force)) throw new Refusal('day_invalid', { day: body.in_force });
  const taken = await context.stores.as('0', (store) => draftOfPack(store, body.pack));
  if (library.packs.has(body.pack) || (taken && taken.state.id !== body.id))
    throw new Refusal('draft_pack_taken', { pack: body.pack });
  const { row, parsed } = await context.stores.as(body.document.home, (store) =>
    needKept(store, body.document.home, body.document.id),
  );
  const words = await baseOf(context, body.base);
  const said = body.in_force ?? parsed.identity.issued ?? parsed.identity.signed ?? todayOf(context);
  const inForce: Day = said < base.in_force ? base.in_force : said;
  const wishes = { id: body.pack, extends: body.base, inForce, ...(words.full ? { base: words.clauses } : {}) };
  const choices = documents.propose(parsed, library, wishes);
  if (choices.length === 0) throw new Refusal('draft_empty', { title: row.title ?? '' });
  const pack = { ...wishes, jurisdiction: home, identity: parsed.identity };
  const text: DraftText = { files: documents.packOf(pack, choices), choices };
  const draft = await actOnDraft(context.stores, {
    home,
    draft: body.id,
    id: body.act,
    verb: 'regime-draft',
    body: {
      pack: body.pack,
      base: body.base,
      title: row.title ?? row.file,
      in_force: inForce,
      text: textDigest(text),
      document: body.document.id,
      name: by.name,
    },
    actor: by.account,
    at: context.now().toISOString(),
    today: todayOf(context),
    text,
  });
  return (await rowsOf(context, [draft]))[0] as Row;
}

const packOf = ({ state }: StoredDraft, { files }: DraftText): AddedPack => ({ id: state.pack, files });

async function wholeOf(
  context: Context,
  stored: StoredDraft,
  text: DraftText,
  within: Reach,
): Promise<Reply<'getDraft'>> {
  const { home, state } = stored;
  const [acts, impact] = await context.stores.as(within, (store) =>
    Promise.all([draftActs(store, home, state.id), impactOf(store, home, state.id)]),
  );
  const choices = text.choices as ClauseChoice[] | null;
  const pack = packOf(stored, text);
  const isOver = state.stage === 'in_force' || state.stage === 'withdrawn';
  return {
    draft: (await rowsOf(context, [stored]))[0] as Row,
    files: text.files.map((file) => ({ ...file })),
    choices,
    undecided: choices ? documents.undecided(choices).length : 0,
    faults: isOver ? [] : bookOf(context).faults(pack),
    supersedes: isOver ? null : bookOf(context).superseded(pack),
    bypasses: isOver ? null : bypassedBy(context.library, state, home),
    vocabulary: vocabularyOf(context.library, state.base, state.inForce),
    impact: impact as Reply<'getDraft'>['impact'],
    signers: signersAt(context.library, todayOf(context), home),
    acts: acts.map(({ verb, actor, at, body }) => ({
      verb,
      actor,
      at,
      name: body.name ?? '',
      reason: body.reason ?? '',
    })),
    can: documents.acts
      .open(state)
      .map((verb) => verb.slice('regime-'.length) as Reply<'getDraft'>['can'][number])
      .filter((verb) => reach.may(within, actOf(verb), { unit: home })),
  };
}

const actOf = (verb: string): 'sign-regime' | 'draft-regime' => (verb === 'sign' ? 'sign-regime' : 'draft-regime');

async function act(context: Context, input: Input<'actOnDraft'>): Promise<Row> {
  const { params, body, by, reach: within } = input;
  const home = requireLoaded(context, params.home);
  const today = todayOf(context);
  if (!reach.may(within, actOf(body.verb), { unit: home }))
    refuseNotAllowed(context.library, within, today, actOf(body.verb), { unit: home });
  const { stored, text } = await needDraft(context, input);
  const request = {
    home,
    draft: params.id,
    id: body.id,
    actor: by.account,
    at: context.now().toISOString(),
    today,
  };
  const said: DraftBody = { name: by.name, ...(body.version === undefined ? {} : { version: body.version }) };
  const done = async (verb: 'revise' | 'check' | 'sign' | 'withdraw', more: DraftBody, extra: object = {}) => {
    const draft = await actOnDraft(context.stores, {
      ...request,
      ...extra,
      verb: `regime-${verb}`,
      body: { ...said, ...more },
    });
    return (await rowsOf(context, [draft]))[0] as Row;
  };
  if (body.verb === 'revise') {
    const next = revised(stored, text, body);
    const head = headOf(packOf(stored, next));
    const title = head?.title || stored.state.title;
    const inForce = head?.inForce && isDay(head.inForce) ? head.inForce : stored.state.inForce;
    return done('revise', { text: textDigest(next), title, in_force: inForce }, { text: next });
  }
  if (body.verb === 'withdraw') return done('withdraw', { reason: body.reason ?? '' });
  if (body.verb === 'check') {
    const impact = await checked(context, home, stored, text, input);
    const digest = hash('sha256', chain.canonical(impact), 'hex');
    return done('check', { impact: digest, signers: signersAt(context.library, today, home) }, { impact });
  }
  const row = await done('sign', { person: by.person ?? by.account });
  if (row.stage !== 'signed' || row.in_force > today) return row;
  // Its day has come already: it holds as soon as what it touches is settled, which may take longer than a request.
  const entering = context.entering?.look();
  if (entering)
    await Promise.race([entering.catch(() => undefined), new Promise((go) => setTimeout(go, 5000).unref())]);
  const after = await context.stores.as(home, (store) => findDraft(store, home, params.id));
  return after ? ((await rowsOf(context, [after]))[0] as Row) : row;
}

/** The text after a revision: choices make the files anew, all but regime.yaml, which is the person's. */
function revised(stored: StoredDraft, before: DraftText, body: Input<'actOnDraft'>['body']): DraftText {
  const { pack, base, inForce } = stored.state;
  if (body.choices) {
    const identity = {
      title: stored.state.title,
      number: null,
      issuers: [],
      approved: null,
      issued: null,
      signed: null,
    };
    const day = headOf(packOf(stored, before))?.inForce ?? inForce;
    const made = documents.packOf(
      { id: pack, extends: base, jurisdiction: stored.home, inForce: day, identity },
      body.choices,
    );
    const head = before.files.find(({ path }) => path === `${pack}/regime.yaml`);
    return { files: made.map((file) => (head && file.path === head.path ? head : file)), choices: body.choices };
  }
  const files = body.files ?? before.files;
  const stray = files.find(({ path }) => !new RegExp(`^${pack}/[a-z0-9-]+(/[a-z0-9-]+)?\\.yaml$`).test(path));
  if (stray) throw new Refusal('option_value', { option: stray.path });
  return { files: files.map((file) => ({ ...file })), choices: null };
}

/** What the draft changes on the real tree. Refusals: `draft_undecided`, `draft_faulty`, `draft_ground`. */
async function checked(
  context: Context,
  home: UnitCode,
  stored: StoredDraft,
  text: DraftText,
  { by, from, reach: within }: Input<'actOnDraft'>,
): Promise<NonNullable<Reply<'getDraft'>['impact']>> {
  const open = text.choices ? documents.undecided(text.choices as ClauseChoice[]) : [];
  if (open.length > 0) throw new Refusal('draft_undecided', { count: open.length, clause: open[0] });
  const pack = packOf(stored, text);
  const head = headOf(pack);
  if (head && head.jurisdiction !== home)
    throw new Refusal('draft_ground', { pack: pack.id, ground: head.jurisdiction, wanted: pack.id, home });
  const faults = bookOf(context).faults(pack);
  const [first] = faults;
  if (first)
    throw new Refusal('draft_faulty', { count: faults.length, file: first.file, line: first.line, errors: faults });
  const ruling = context.library.at(todayOf(context), home).regime.id;
  const tried: Context = { ...context, library: bookOf(context).trying(pack) };
  const compared = await lawRoutes(tried).compareRegimes({
    params: undefined,
    query: { a: ruling, b: pack.id, place: home },
    body: undefined,
    by,
    from,
    reach: within,
  });
  const passing = passingOf(context.library, bookOf(context).coming(pack), home, head?.inForce ?? stored.state.inForce);
  return { ...compared, passing };
}
