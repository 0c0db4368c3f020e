/** The audit log, as the auditor searches it. Looking and exporting are entries themselves. */
import { Readable } from 'node:stream';
import { writeXlsxStream } from 'hucre/xlsx';
import type { UnitCode } from '#org';
import { addDays, isDay, Refusal } from '#regime';
import { Download, type Handlers, type Input } from '../../http/handlers.ts';
import { type AuditFilter, auditAlone, auditKinds, listAudit, type StoredEntry } from '../../store/people/audit.ts';
import { findUnits } from '../../store/units.ts';
import { type Context, pageMark, readMark, todayOf } from '../context.ts';

type Names = 'listAudit' | 'exportAudit';
type Query = Pick<Input<'listAudit'>['query'], 'person' | 'kind' | 'from' | 'to' | 'unit'>;

/** Entries that one file holds at most. */
const most = 200_000;

export const auditRoutes = (context: Context): Pick<Handlers, Names> => ({
  listAudit: async ({ query }) => {
    const before = query.after === undefined ? undefined : Number(readMark(query.after, 1)[0]);
    if (before !== undefined && !Number.isSafeInteger(before)) throw new Refusal('page_mark_invalid', {});
    return context.stores.as('0', async (store) => {
      const found = await listAudit(store, filterOf(query), { before, limit: query.limit + 1 });
      const rows = found.slice(0, query.limit);
      const units = await findUnits(store, [...new Set(rows.map(({ unit }) => unit as UnitCode))].filter(Boolean));
      const names = new Map<string, string>(units.map(({ code, name }) => [code, name]));
      return {
        rows: rows.map((entry) => ({
          seq: entry.seq,
          at: entry.at,
          kind: entry.kind,
          actor: entry.actor,
          actor_name: entry.actorName,
          subject: entry.subject,
          subject_name: entry.subjectName,
          unit: entry.unit,
          unit_name: names.get(entry.unit) ?? '',
          address: entry.address,
          facts: { ...entry.facts },
        })),
        next: found.length > rows.length ? pageMark([rows.at(-1)?.seq]) : null,
        kinds: await auditKinds(store),
      };
    });
  },

  exportAudit: async ({ query, by, from }) => {
    const { lang, ...asked } = query;
    const entries = await context.stores.as('0', (store) => listAudit(store, filterOf(asked), { limit: most }));
    const facts = { filter: asked, rows: entries.length };
    await auditAlone(context.stores, { kind: 'export-audit', by, address: from.address, facts }, context.now());
    return sheetOf(entries, lang, todayOf(context));
  },
});

/** Days of Asia/Shanghai as instants. */
function filterOf({ person, kind, from, to, unit }: Query): AuditFilter {
  for (const day of [from, to]) if (day !== undefined && !isDay(day)) throw new Refusal('day_invalid', { day });
  const start = (day: string): string => `${day}T00:00:00+08:00`;
  return {
    person: person?.trim() || undefined,
    kind: kind || undefined,
    unit,
    from: from === undefined ? undefined : start(from),
    until: to === undefined ? undefined : start(addDays(to, 1)),
  };
}

const heads = {
  zh: ['序号', '时间', '事项', '办理人', '对象', '单位', '地址', '内容'],
  en: ['No.', 'Time', 'What', 'Who', 'To whom or what', 'Unit', 'Address', 'Facts'],
} as const;
const shanghai = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

function sheetOf(entries: readonly StoredEntry[], lang: 'zh' | 'en', day: string): Download {
  const cells = entries.map((entry) => [
    String(entry.seq),
    shanghai.format(new Date(entry.at)),
    entry.kind,
    entry.actorName,
    entry.subjectName || entry.subject,
    entry.unit,
    entry.address,
    JSON.stringify(entry.facts),
  ]);
  const columns = heads[lang].map((header) => ({ header, width: 22, numFmt: '@' }));
  const name = lang === 'zh' ? '审计记录' : 'Audit';
  const bytes = writeXlsxStream(cells, { name, columns, freezePane: { rows: 1 } });
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return new Download(type, `${name}-${day}.xlsx`, Readable.from(bytes as unknown as AsyncIterable<Uint8Array>));
}
