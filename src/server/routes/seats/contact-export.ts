/** Contact details of who holds the seats of a unit and all below it, as a spreadsheet: two persons decide, once. */
import { Readable } from 'node:stream';
import { writeXlsxStream } from 'hucre/xlsx';
import { homeOf, type UnitCode } from '#org';
import { practice, Refusal } from '#regime';
import { Download, type Handlers, type Input } from '../../http/handlers.ts';
import { openContact } from '../../people/contact.ts';
import type { Vault } from '../../people/vault.ts';
import type { Store } from '../../store/open-store.ts';
import type { Approval } from '../../store/people/administrators.ts';
import { audit } from '../../store/people/audit.ts';
import { countHolders, listHolders } from '../../store/seats/contacts.ts';
import { type Context, refOf, requireLoaded, todayOf, unitAt } from '../context.ts';
import { placeNames } from '../names.ts';
import { takeApproved } from '../people/approvals.ts';
import { purposesAt } from './contact.ts';

type Names = 'getContactExport' | 'exportContacts';
type Lang = 'zh' | 'en';

/** Rows that one file holds at most. */
const most = 20_000;

export const contactExportRoutes = (context: Context, vault: Vault): Pick<Handlers, Names> => ({
  getContactExport: async ({ params }) => {
    const code = requireLoaded(context, params.code);
    const day = todayOf(context);
    return context.stores.as(homeOf(code), async (store) => ({
      unit: refOf(await unitAt(store, code)),
      persons: await countHolders(store, code, day, most + 1),
      most,
      purposes: purposesAt(context, code),
      hours: practice.exportHours(context.library.at(day, code)) ?? null,
    }));
  },

  exportContacts: (input) => exportContacts(context, vault, input),
});

/** Refusals `approval_needed`, `export_too_many`. The approval counts only where the file was made. */
async function exportContacts(
  context: Context,
  vault: Vault,
  { params, query, by, from }: Input<'exportContacts'>,
): Promise<Download> {
  const code = requireLoaded(context, params.code);
  const now = context.now();
  const made = await context.stores.writing(homeOf(code), async (store) => {
    const asked = await takeApproved(context, store, { id: query.approval, kind: 'export-contacts', by, unit: code });
    const unit = await unitAt(store, code);
    const rows = await cellsOf(context, vault, store, code, query.lang);
    const persons = new Set(rows.map(({ person }) => person)).size;
    const { purpose_zh: purpose, ground } = asked.facts;
    const facts = { approval: asked.id, persons, purpose, ground, approved_by: asked.decidedBy?.name };
    await audit(store, { kind: 'export-contacts', by, unit: code, address: from.address, facts }, now);
    return { asked, unit, rows, persons };
  });
  const { asked, unit, rows, persons } = made;
  const mark = markOf(asked, { lang: query.lang, persons, at: now });
  const lines = [[mark], [...heads[query.lang]], ...rows.map(({ cells }) => cells)];
  const columns = widths.map((width) => ({ width, numFmt: '@' }));
  const name = query.lang === 'zh' ? `${unit.name}人员联系方式` : `contacts-${unit.code}`;
  const bytes = writeXlsxStream(lines, {
    name: query.lang === 'zh' ? '联系方式' : 'Contacts',
    columns,
    freezePane: { rows: 2 },
  });
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const stream = Readable.from(bytes as unknown as AsyncIterable<Uint8Array>);
  return new Download(type, `${name}-${todayOf(context)}.xlsx`, stream);
}

const heads = {
  zh: ['单位', '单位代码', '职务', '姓名', '电话', '邮箱'],
  en: ['Unit', 'Unit code', 'Seat', 'Name', 'Phone', 'Mail'],
} as const;
const widths = [26, 16, 30, 14, 18, 30];

interface Line {
  readonly person: string;
  readonly cells: string[];
}

async function cellsOf(context: Context, vault: Vault, store: Store, code: UnitCode, lang: Lang): Promise<Line[]> {
  const day = todayOf(context);
  const holders = await listHolders(store, code, day, most + 1);
  if (holders.length > most) throw new Refusal('export_too_many', { most });
  const names = await placeNames(
    store,
    holders.map(({ unit }) => unit),
  );
  return holders.map(({ county, unit, seat, person, name, ...sealed }) => {
    const { phone, mail } = openContact(vault, { county, id: person }, sealed);
    const ref = names.ref(unit);
    const called = names.post(context.library.at(day, unit), ref, seat)[lang];
    return { person, cells: [ref.name, unit, called, name, phone ?? '', mail ?? ''] };
  });
}

const shanghai = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** The first line of the file: who took it, when, for what, and who approved. */
function markOf(asked: Approval, { lang, persons, at }: { lang: Lang; persons: number; at: Date }): string {
  const { purpose_zh, purpose_en, ground } = asked.facts;
  const when = shanghai.format(at);
  const [who, approver] = [asked.askedBy.name, asked.decidedBy?.name ?? ''];
  return lang === 'zh'
    ? `含个人信息，共${persons}人。${who}于${when}导出，用途：${purpose_zh}（${asked.reason}），依据：${ground}，${approver}批准。只用于上述用途，用毕删除。`
    : `Personal data of ${persons} persons. Exported by ${who} at ${when} for: ${purpose_en} (${asked.reason}). Ground: ${ground}. Approved by ${approver}. For this purpose only; delete after use.`;
}
