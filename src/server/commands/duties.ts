/** `zerentian duties --unit CODE [--seat S] [--day D] [--year Y] [--regime R]`: what a unit owes itself, and how it stands. */
import type { Status } from '#ledger';
import { parseUnitCode } from '#org';
import { todayOf } from '../routes/context.ts';
import { isHeldBy } from '../routes/owed.ts';
import { statusWords } from '../status-words.ts';
import { unitRows } from '../store/records.ts';
import { type Io, readOptions } from './io.ts';
import { languageOf, type Session, type Words, withUnits } from './session.ts';
import { cut, tableOf } from './table.ts';
import { need } from './wanted.ts';

/** One obligation as `--json` gives it; the keys never change. */
interface DutyLine {
  readonly duty: string;
  readonly name: string;
  readonly clauses: readonly string[];
  readonly unit: string;
  readonly seat: string;
  readonly period: string;
  readonly due: string | null;
  readonly need: number | null;
  readonly done: number;
  readonly status: Status;
  readonly attention: boolean;
  /** Ids of the records that serve it. */
  readonly records: readonly string[];
}

const known = { unit: 'value', seat: 'value', day: 'value', year: 'value', regime: 'value', lang: 'value' } as const;

export async function run(args: readonly string[], io: Io): Promise<void> {
  const { values } = readOptions(args, known);
  const unit = need(values.unit, '--unit');
  const lang = languageOf(values.lang, io.config.language);
  const lines = await withUnits(io, (session) => dutyLines(session, unit, values, lang));
  const heads = lang === 'zh' ? headsZh : headsEn;
  const rows = lines.map((line) => [
    statusWords[line.status][lang],
    line.due,
    cut(line.name, 44),
    line.period,
    line.seat,
    line.need === null ? `${line.done}/?` : `${line.done}/${line.need}`,
    line.records.length,
    line.clauses[0] ?? '',
  ]);
  io.give(lines, tableOf(heads, rows));
}

const headsZh = ['状态', '到期', '责任', '期间', '责任人', '完成', '记录', '条款'];
const headsEn = ['status', 'due', 'duty', 'period', 'holder', 'done', 'records', 'clause'];

type Options = Readonly<Record<string, string>>;

async function dutyLines(session: Session, unit: string, options: Options, lang: Words): Promise<DutyLine[]> {
  const { day, year, regime, seat } = options;
  const lookAt = {
    ...(day !== undefined && { day }),
    ...(year !== undefined && { year: Number(year) }),
    ...(regime !== undefined && { regime }),
  };
  const query = { ...lookAt, scope: 'own' as const, limit: 200 };
  // The sheet refuses a seat that the unit does not have; an empty list would look as if nothing were owed.
  if (seat !== undefined) await session.ask('getSheet', { params: { code: unit, seat }, query: lookAt });
  const lines: DutyLine[] = [];
  let after: string | null = null;
  const serving = await recordsBy(session, unit, options);
  do {
    const page: Awaited<ReturnType<typeof ask>> = await ask(session, unit, {
      ...query,
      ...(after !== null && { after }),
    });
    for (const row of page.rows) {
      if (seat !== undefined && !isHeldBy(row.holder, seat)) continue;
      const { duty, clauses, period, due, done, status, attention } = row;
      const records = serving.get(row.key) ?? [];
      lines.push({
        duty,
        name: row.name[lang],
        clauses,
        unit: row.unit.code,
        seat: row.holder,
        period,
        due,
        need: row.need,
        done,
        status,
        attention,
        records,
      });
    }
    after = page.next;
  } while (after !== null);
  return lines;
}

const ask = (session: Session, code: string, query: object) =>
  session.ask('listObligations', { params: { code }, query });

/** Ids of records by obligation, up to the day. */
async function recordsBy({ context }: Session, unit: string, { day, year }: Options): Promise<Map<string, string[]>> {
  const last = day ?? '9999-12-31';
  const wanted = Number(year ?? (day ?? todayOf(context)).slice(0, 4));
  const { credits } = await context.stores.as('0', (store) => unitRows(store, parseUnitCode(unit), [0, wanted]));
  const by = new Map<string, string[]>();
  for (const credit of credits) {
    if (credit.day > last) continue;
    const key = `${credit.duty}|${credit.unit}|${credit.holder}|${credit.period}`;
    const list = by.get(key) ?? [];
    if (!list.includes(credit.record)) list.push(credit.record);
    by.set(key, list);
  }
  return by;
}
