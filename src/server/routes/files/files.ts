/** Attachments: sending a file, what files a record holds, and each of them as bytes or as text. */
import { entered, type PlacedAttachment } from '#ledger';
import { type Actor, homeOf, type Reach, reach, type UnitCode } from '#org';
import { type RecordKind, Refusal } from '#regime';
import { readDocument } from '../../documents/read-document.ts';
import { fileTypes, typeNamed } from '../../files/file-types.ts';
import { takeIn } from '../../files/take-in.ts';
import { Download, type Handlers } from '../../http/handlers.ts';
import { actsOf } from '../../store/act-rows.ts';
import { keepBlob } from '../../store/files/collect.ts';
import { type FileRow, filesAt, noteFile, pendingBytes } from '../../store/files/file-rows.ts';
import type { Store } from '../../store/open-store.ts';
import { refuseNotAllowed } from '../../store/reach/check-act.ts';
import { findRecord } from '../../store/records.ts';
import { type Context, requireLoaded, todayOf, unitAt } from '../context.ts';
import { tellLook } from '../personal.ts';

type Names = 'uploadFile' | 'listFiles' | 'getFile' | 'getFileText';

/** Characters of a text that are shown before a file is opened. */
const shown = 60_000;

export const fileRoutes = (context: Context): Pick<Handlers, Names> => ({
  uploadFile: async ({ params, query, body, by, reach: within }) => {
    const code = requireLoaded(context, params.code, 'villages');
    await refuseUpload(context, within, code, query.kind, by);
    const { limits, blobs } = context.files;
    const file = await takeIn(Buffer.from(body), query.name, limits);
    const { digest, name, type, bytes, width, height } = file;
    const row = { digest, type, bytes: bytes.length, width, height };
    const sent = { ...row, unit: code, by: by.account, at: context.now().toISOString() };
    await keepBlob(context.stores, blobs, { county: homeOf(code), digest }, bytes, (store) => noteFile(store, sent));
    return { ...shapeOf(row, name), entry: entered.files.text({ digest, name }) };
  },

  listFiles: async ({ params, reach: within }) =>
    context.stores.as(within, async (store) => {
      const { unit, kind, files } = await filesOf(context, store, params);
      const rows = await filesAt(
        store,
        unit,
        files.map(({ digest }) => digest),
      );
      const known = new Map(rows.map((row) => [row.digest, row]));
      return {
        rows: files.flatMap(({ held, ...file }) => {
          const row = known.get(file.digest);
          if (!row) return [];
          const field_name = kind.fields.find((one) => one.id === file.field)?.name ?? {
            zh: file.field,
            en: file.field,
          };
          return [{ ...shapeOf(row, file.name), field: file.field, field_name, entry: entered.files.text(file), held }];
        }),
      };
    }),

  getFile: async ({ params, by, from, reach: within }) => {
    const { row, name, key, ...of } = await wanted(context, within, params);
    const bytes = await context.files.blobs.open(key);
    if (!bytes) throw new Refusal('file_lost', { name });
    await tellLook(context, { ...of, record: params.id, file: name, by, from });
    const { mime, family } = fileTypes[row.type];
    return new Download(mime, name, bytes, family === 'image');
  },

  getFileText: async ({ params, by, from, reach: within }) => {
    const { row, name, key, ...of } = await wanted(context, within, params);
    const { family } = fileTypes[row.type];
    if (family !== 'word' && family !== 'pdf' && family !== 'text')
      throw new Refusal('document_kind', { kind: row.type });
    const bytes = await context.files.blobs.open(key);
    if (!bytes) throw new Refusal('file_lost', { name });
    await tellLook(context, { ...of, record: params.id, file: name, by, from });
    const { text } = await readDocument(Buffer.concat((await bytes.toArray()) as Buffer[]));
    return { text: text.slice(0, shown), cut: text.length > shown };
  },
});

/** Whoever may neither create nor amend such a record here cannot send files for one. */
async function refuseUpload(context: Context, within: Reach, code: UnitCode, kindId: string, by: Actor): Promise<void> {
  const { stores, library, files } = context;
  const day = todayOf(context);
  if (!reach.covers(within, code)) throw new Refusal('unit_unknown', { value: code });
  const pending = await stores.as(within, async (store) => {
    await unitAt(store, code);
    return pendingBytes(store, code, by.account);
  });
  const kind = library.at(day, code).kinds.get(kindId);
  if (!kind?.fields.some((field) => field.kind === 'files')) throw new Refusal('file_not_wanted', { kind: kindId });
  // Seats and author are judged with the act itself, which names them.
  const seats = within.grants.flatMap(({ seat }) => (seat === undefined ? [] : [seat]));
  const row = { unit: code, kind: kindId, state: '', day, seats, author: by.account };
  const states = kind.states.map(({ id }) => id);
  const may = reach.may(within, 'create', row) || states.some((state) => reach.may(within, 'amend', { ...row, state }));
  if (!may) refuseNotAllowed(library, within, day, 'create', row);
  if (pending >= files.limits.pending) {
    const limit = `${Math.floor(files.limits.pending / 1024 / 1024)} MB`;
    throw new Refusal('files_pending', { limit, hours: files.limits.hours });
  }
}

function shapeOf({ digest, type, bytes, width, height }: FileRow, name: string) {
  const { mime, family } = fileTypes[type];
  return { digest, name, family, type: mime, bytes, width, height };
}

type Held = PlacedAttachment & { readonly held: boolean };

/** The files that the acts of a record name, each once: those it holds now first. Out of reach is not found. */
async function filesOf(
  { library }: Context,
  store: Store,
  { county, id }: { county: string; id: string },
): Promise<{ unit: string; kind: RecordKind; files: Held[] }> {
  const found = await findRecord(store, county, id);
  if (!found) throw new Refusal('record_unknown', { county, record: id });
  const { state } = found.record;
  const kind = library.at(state.day, state.unit).kinds.get(state.kind);
  if (!kind) throw new Error(`record ${id} is of the unknown kind ${state.kind}`);
  const held = entered.files.listed(kind, state.fields).map((file) => ({ ...file, held: true }));
  const acts = await actsOf(store, county, id);
  const earlier = acts
    .toReversed()
    .flatMap(({ body }) => entered.files.listed(kind, body.fields ?? {}))
    .map((file) => ({ ...file, held: false }));
  const files = [
    ...new Map([...held, ...earlier].toReversed().map((file) => [file.digest, file])).values(),
  ].toReversed();
  return { unit: state.unit, kind, files };
}

async function wanted(context: Context, within: Reach, params: { county: string; id: string; digest: string }) {
  return context.stores.as(within, async (store) => {
    const { unit, kind, files } = await filesOf(context, store, params);
    const file = files.find(({ digest }) => digest === params.digest);
    const [row] = file ? await filesAt(store, unit, [file.digest]) : [];
    if (!file || !row || !typeNamed(row.type)) throw new Refusal('file_away', {});
    return { row, kind, unit, name: file.name, key: { county: params.county, digest: file.digest } };
  });
}
