/**
 * The law of the running server: the packs of the folder, those that came into force out of the database, and drafts
 * set beside them for a check or a what-if. Whoever keeps `live` always asks the law as it is now.
 */
import { isMap, parseDocument } from 'yaml';
import { addDays, type Day, type Fault, type Library, loadRegimes, Refusal } from '#regime';

interface PackText {
  readonly path: string;
  readonly text: string;
}
/** A pack out of the database: files as `<pack>/duties/draft.yaml`. */
export interface AddedPack {
  readonly id: string;
  readonly files: readonly PackText[];
}

/** What a pack says of itself; null where its regime.yaml cannot be read so far. */
export interface PackHead {
  readonly base: string | null;
  readonly jurisdiction: string;
  readonly inForce: Day;
  readonly title: string;
}

export interface Lawbook {
  /** As it is now; another object after every change. */
  readonly library: Library;
  /** The same for those who keep it. */
  readonly live: Library;
  /** Packs of the database that are in it. */
  readonly added: readonly string[];
  /** Replaces the packs of the database. Refusal `pack_invalid`; then nothing changes. */
  take(packs: readonly AddedPack[]): void;
  /** Every fault of a pack beside the others; none where it can come into force. */
  faults(pack: AddedPack): Fault[];
  /** The library with a draft as if it had been in force as long as its base. Refusal `pack_invalid`. */
  trying(pack: AddedPack): Library;
  /** The library with a draft in force on its own day. Refusal `pack_invalid`. */
  coming(pack: AddedPack): Library;
  /** The pack of its ground that ends on the day before a draft begins. */
  superseded(pack: AddedPack): string | null;
}

const headName = 'regime.yaml';
const at = ({ id }: AddedPack, name: string): string => `regimes/${id}/${name}`;
const placed = ({ files }: AddedPack): PackText[] => files.map(({ path, text }) => ({ path: `regimes/${path}`, text }));

/** Reads the head of a pack out of its files. */
export function headOf(pack: AddedPack): PackHead | null {
  const text = placed(pack).find(({ path }) => path === at(pack, headName))?.text;
  if (text === undefined) return null;
  const said: unknown = parseDocument(text, { logLevel: 'silent' }).toJS();
  if (typeof said !== 'object' || said === null) return null;
  const { extends: base, jurisdiction, in_force: inForce, document } = said as Record<string, unknown>;
  const title = (document as { title?: unknown } | null | undefined)?.title;
  if (typeof jurisdiction !== 'string' || typeof inForce !== 'string') return null;
  return {
    base: typeof base === 'string' ? base : null,
    jurisdiction,
    inForce,
    title: typeof title === 'string' ? title : '',
  };
}

/** A lawbook over the texts of a folder, as `regimes/<pack>/…`. Refusal `pack_invalid`. */
export function lawbookOf(texts: readonly PackText[]): Lawbook {
  let library = loadRegimes(texts);
  let added: readonly AddedPack[] = [];
  const tried = new Map<string, Library>();
  const judged = new Map<string, Fault[]>();
  const textsNow = (): readonly PackText[] => added.reduce(joined, texts);
  const live: Library = {
    get packs() {
      return library.packs;
    },
    get contents() {
      return library.contents;
    },
    get clauses() {
      return library.clauses;
    },
    get jurisdictions() {
      return library.jurisdictions;
    },
    at: (day, place) => library.at(day, place),
    under: (regime, day) => library.under(regime, day),
  };
  return {
    get library() {
      return library;
    },
    get added() {
      return added.map(({ id }) => id);
    },
    live,
    take: (packs) => {
      const next = loadRegimes(packs.reduce(joined, texts));
      library = next;
      added = packs;
      tried.clear();
      judged.clear();
    },
    faults: (pack) => {
      const key = JSON.stringify(pack.files);
      const known = judged.get(key) ?? faultsOf(pack, joined(without(textsNow(), pack), pack));
      if (judged.size >= 50) judged.clear();
      judged.set(key, known);
      return known;
    },
    trying: (pack) => {
      const key = JSON.stringify(pack.files);
      const known = tried.get(key);
      if (known) return known;
      const made = loadRegimes([...without(textsNow(), pack), ...backdated(library, pack)]);
      if (tried.size >= 4) tried.delete(tried.keys().next().value as string);
      tried.set(key, made);
      return made;
    },
    coming: (pack) => loadRegimes(joined(without(textsNow(), pack), pack)),
    superseded: (pack) => rivalOf(without(textsNow(), pack), pack)?.id ?? null,
  };
}

/** What the loader says of a pack among texts. */
function faultsOf(pack: AddedPack, texts: readonly PackText[]): Fault[] {
  const own = new RegExp(`^regimes/${pack.id}/`);
  try {
    loadRegimes(texts);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'pack_invalid') throw error;
    return (error.facts.errors as Fault[]).map((one) => ({ ...one, file: one.file.replace(own, '') }));
  }
}

/** The texts of everything else: a pack that is in already is looked at anew. */
const without = (texts: readonly PackText[], { id }: AddedPack): PackText[] =>
  texts.filter(({ path }) => !path.startsWith(`regimes/${id}/`));

/** Texts with a further pack; the pack of its ground that would go on ends the day before. */
function joined(texts: readonly PackText[], pack: AddedPack): readonly PackText[] {
  const rival = rivalOf(texts, pack);
  const ended = rival
    ? texts.map((one) => (one.path === rival.path ? { path: one.path, text: endedOn(one.text, rival.last) } : one))
    : texts;
  return [...ended, ...placed(pack)];
}

function rivalOf(texts: readonly PackText[], pack: AddedPack): { id: string; path: string; last: Day } | undefined {
  const head = headOf(pack);
  if (!head) return undefined;
  for (const { path, text } of texts) {
    if (!path.endsWith(`/${headName}`)) continue;
    const other = parseDocument(text, { logLevel: 'silent' }).toJS() as Record<string, unknown> | null;
    if (other?.kind !== 'regime' || other.jurisdiction !== head.jurisdiction) continue;
    const [from, until] = [String(other.in_force), other.until ?? null];
    if (from < head.inForce && (until === null || String(until) >= head.inForce))
      return { id: String(other.id), path, last: addDays(head.inForce, -1) };
  }
  return undefined;
}

function endedOn(text: string, last: Day): string {
  const document = parseDocument(text);
  if (isMap(document.contents)) document.set('until', last);
  return String(document);
}

/** A draft as if it had been in force since its base, on ground of its own where its own is ruled already. */
function backdated(library: Library, pack: AddedPack): PackText[] {
  const head = headOf(pack);
  const base = head?.base === undefined || head?.base === null ? undefined : library.packs.get(head.base);
  if (!head || !base) return placed(pack);
  const since = base.in_force < head.inForce ? base.in_force : head.inForce;
  const isRuled = [...library.packs.values()].some(
    (one) => one.kind === 'regime' && one.id !== pack.id && one.jurisdiction === head.jurisdiction,
  );
  const ground = base.jurisdiction === '0' ? '98' : `${base.jurisdiction}98`.slice(0, 6);
  return placed(pack).map(({ path, text }) => ({
    path,
    text: text
      .replace(new RegExp(`^(\\s*(?:- )?(?:in_force|from): )["']?${head.inForce}["']?\\s*$`, 'gm'), `$1'${since}'`)
      .replace(/^jurisdiction: .*$/gm, (line) => (isRuled ? `jurisdiction: '${ground}'` : line)),
  }));
}
