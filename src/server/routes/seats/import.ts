/** Imports from spreadsheets: looked at first, then what is good goes in and what is not comes back with its reason. */
import { type Reply, refusalReply } from '#contract';
import { Refusal } from '#regime';
import type { Handlers, Input } from '../../http/handlers.ts';
import type { Vault } from '../../people/vault.ts';
import { auditAlone } from '../../store/people/audit.ts';
import type { Context } from '../context.ts';
import type { Bad, Batch, Importing, Named } from './import-batch.ts';
import { entrySheets, importingEntries } from './import-entries.ts';
import { importingPeople, peopleSheet } from './import-people.ts';
import { type Lang, rejectedOf, rowsOf, type SheetRow, templateOf } from './import-sheet.ts';
import { importingTenures, tenureSheet } from './import-tenures.ts';

type Names = 'getImportTemplate' | 'importRows' | 'getRejectedRows';
type Report = Reply<'importRows'>;
type Asked = Pick<Input<'importRows'>, 'params' | 'by'>;

const sheets = { ...entrySheets, tenures: tenureSheet, people: peopleSheet } as const;
/** Rows looked at together; more are never held at once. */
const portion = 1000;
const mostFaults = 200;

export const importRoutes = (context: Context, vault: Vault): Pick<Handlers, Names> => {
  const importingOf = ({ params: { what, code }, by }: Asked): Importing => {
    if (what === 'people') return importingPeople(context, vault, code, by);
    return what === 'tenures' ? importingTenures(context, code, by) : importingEntries(context, what, code, by);
  };
  return {
    getImportTemplate: async ({ params, query, by }) => {
      const { columns, names } = sheets[params.what];
      importingOf({ params, by });
      return templateOf(columns, names[query.lang], query.lang);
    },

    importRows: async ({ params, query, body, by, from }) => {
      const importing = importingOf({ params, by });
      const isDry = query.dry === 'yes';
      const report = { rows: 0, good: 0, known: 0, bad: 0, faults: [] as Report['faults'] };
      for await (const batch of batchesOf(importing, body)) {
        report.rows += batch.rows;
        report.known += batch.known;
        report.good += isDry ? batch.fresh : await batch.write();
        report.bad += batch.bad.length;
        for (const one of batch.bad.slice(0, mostFaults - report.faults.length))
          report.faults.push(faultOf(importing, one));
      }
      if (!isDry) {
        const { faults: _faults, ...facts } = report;
        const entry = { kind: `import-${params.what}`, by, unit: params.code, address: from.address, facts };
        await auditAlone(context.stores, entry, context.now());
      }
      return report;
    },

    getRejectedRows: async ({ params, query, body, by }) => {
      const importing = importingOf({ params, by });
      // A reply that has begun cannot refuse any more: whether the file can be read is known before.
      await requireReadable(importing, body);
      async function* bad(): AsyncGenerator<{ row: SheetRow; why: string }> {
        for await (const batch of batchesOf(importing, body))
          for (const one of batch.bad) yield { row: one.row, why: whyOf(importing, one, query.lang) };
      }
      return rejectedOf(importing.columns, bad(), importing.rejected[query.lang], query.lang);
    },
  };
};

/** Reads a sheet to its end. Refusals `sheet_unreadable`, `sheet_columns`, `sheet_too_long`. */
async function requireReadable({ columns }: Importing, bytes: Uint8Array): Promise<void> {
  const rows = rowsOf(bytes, columns);
  while (!(await rows.next()).done);
}

/** The rows of a sheet, looked at a portion at a time. */
async function* batchesOf(importing: Importing, bytes: Uint8Array): AsyncGenerator<Batch> {
  let rows: SheetRow[] = [];
  for await (const row of rowsOf(bytes, importing.columns)) {
    rows.push(row);
    if (rows.length < portion) continue;
    yield await importing.look(rows);
    rows = [];
  }
  if (rows.length > 0) yield await importing.look(rows);
}

/** What is wrong with a row and what to do, with the heading of the column where a record's field would be named. */
function saidOf({ columns }: Importing, { column, refusal }: Bad): { of: Named; message: Named; remedy: Named } {
  const { zh, en } = columns.find(({ id }) => id === column) ?? { zh: column, en: column };
  const facts = { ...refusal.facts, field: { zh, en } };
  const [, { message, remedy }] = refusalReply(new Refusal(refusal.code, facts, refusal.law));
  return { of: { zh, en }, message, remedy };
}

function faultOf(importing: Importing, bad: Bad): Report['faults'][number] {
  const { of, ...said } = saidOf(importing, bad);
  const { row, column, refusal } = bad;
  return { row: row.row, column: of, value: row.cells[column] ?? '', code: refusal.code, ...said };
}

function whyOf(importing: Importing, bad: Bad, lang: Lang): string {
  const { of, message, remedy } = saidOf(importing, bad);
  return `${of[lang]}${lang === 'zh' ? '：' : ': '}${message[lang]} ${remedy[lang]}`;
}
