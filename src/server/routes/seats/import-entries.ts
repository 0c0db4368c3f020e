/** Rows of a spreadsheet as entries of bodies or seats: the same file again changes nothing, a changed row mends the entry. */
import { type Actor, homeOf, type Unit } from '#org';
import { type Law, type Library, type RecordKind, Refusal } from '#regime';
import { EntryDesk, type EntryWanted, writeEntries } from '../../store/seats/import-entries.ts';
import { findUnits } from '../../store/units.ts';
import { type Context, requireLoaded, todayOf } from '../context.ts';
import { entryKind } from './entries.ts';
import { requireOn } from './guard.ts';
import {
  type Bad,
  batchOf,
  homeByHome,
  type Importing,
  type ImportSheet,
  requireWhole,
  tried,
} from './import-batch.ts';
import type { SheetColumn, SheetRow } from './import-sheet.ts';
import { codesIn, dayIn, idOf, RowWords } from './import-words.ts';

type What = 'bodies' | 'seats';

const post = { bodies: 'body', seats: 'seat' } as const;

const columnsOf = (what: What): readonly SheetColumn[] => [
  { id: 'unit', zh: '单位代码', en: 'Unit code', example: '433124', required: true, width: 16 },
  what === 'bodies'
    ? { id: 'body', zh: '机构', en: 'Body', example: '农业农村部门', required: true, width: 24 }
    : { id: 'seat', zh: '职务', en: 'Seat', example: '农业农村部门主要负责人', required: true, width: 26 },
  what === 'bodies'
    ? { id: 'setup', zh: '设立情况', en: 'Set up', example: '单独设立', required: true, width: 24 }
    : { id: 'setup', zh: '设立情况', en: 'Set up', example: '已设', required: true, width: 24 },
  what === 'bodies'
    ? {
        id: 'name',
        zh: '本地全称',
        en: 'Full local name',
        example: '示例县农业农村和水利局',
        required: false,
        width: 30,
      }
    : {
        id: 'name',
        zh: '本地职务全称',
        en: 'Full local title',
        example: '示例县农业农村和水利局局长',
        required: false,
        width: 30,
      },
  what === 'bodies'
    ? { id: 'carrier', zh: '合署或承担的机构', en: 'Which other body', example: '', required: false, width: 24 }
    : { id: 'carrier', zh: '承担的职务', en: 'Which other seat', example: '', required: false, width: 24 },
  { id: 'from', zh: '起始日', en: 'From', example: '2026-01-15', required: true, width: 14 },
  { id: 'until', zh: '截止日', en: 'Until', example: '', required: false, width: 14 },
  { id: 'note', zh: '依据或说明', en: 'Document or remark', example: '', required: false, width: 24 },
];

export const entrySheets: Readonly<Record<What, ImportSheet>> = {
  bodies: {
    columns: columnsOf('bodies'),
    names: { zh: '机构登记导入模板', en: 'bodies-template' },
    rejected: { zh: '未导入的机构登记', en: 'bodies-rejected' },
  },
  seats: {
    columns: columnsOf('seats'),
    names: { zh: '职务登记导入模板', en: 'seats-template' },
    rejected: { zh: '未导入的职务登记', en: 'seats-rejected' },
  },
};

interface Judged {
  readonly wanted: EntryWanted;
  readonly isKnown: boolean;
}

/** An import of entries at and below a unit. Refusals `unit_unknown`, `not_allowed`. */
export function importingEntries(context: Context, what: What, code: string, by: Actor): Importing {
  const under = requireLoaded(context, code, 'villages');
  const within = requireOn(context, by, under, 'import');
  const { library, stores } = context;
  const today = todayOf(context);
  const reader = new EntryRows(what, library, new RowWords(within, under), {
    ...{ actor: by.account, at: context.now().toISOString(), today },
  });
  return {
    ...entrySheets[what],
    look: async (rows) => {
      const looked = await stores.as(within, async (store) => {
        const units = await findUnits(store, codesIn(rows));
        const desk = await EntryDesk.at(store, library, units, today);
        const byCode = new Map<string, Unit>(units.map((unit) => [unit.code, unit]));
        return rows.map((row) => reader.judge(row, byCode, desk));
      });
      return batchOf(looked, (fresh) =>
        homeByHome(
          fresh.map(({ wanted }) => wanted),
          ({ unit }) => homeOf(unit),
          (county, wanted) => writeEntries(stores, library, county, wanted),
        ),
      );
    },
  };
}

/** Reads rows as wanted entries and judges them; one that says of a day what an earlier row says otherwise is bad. */
class EntryRows {
  readonly #what: What;
  readonly #library: Library;
  readonly #words: RowWords;
  readonly #sent: EntryWanted['sent'];
  readonly #seen = new Map<string, string>();

  constructor(what: What, library: Library, words: RowWords, sent: EntryWanted['sent']) {
    this.#what = what;
    this.#library = library;
    this.#words = words;
    this.#sent = sent;
  }

  judge(row: SheetRow, units: ReadonlyMap<string, Unit>, desk: EntryDesk): Judged | Bad {
    return tried(row, 'unit', () => {
      requireWhole(entrySheets[this.#what].columns, row);
      const unit = this.#words.unit(row, units);
      const wanted = this.#wantedIn(row, unit, desk);
      const { post: named, from, fields } = wanted;
      const key = `${unit.code} ${named} ${from}`;
      const said = JSON.stringify(fields);
      const before = this.#seen.get(key);
      if (before !== undefined && before !== said)
        throw new Refusal('entry_twice', { field: 'from', value: row.cells[post[this.#what]], from });
      const isKnown = desk.judge(wanted) === undefined;
      this.#seen.set(key, said);
      return { wanted, isKnown };
    });
  }

  #wantedIn(row: SheetRow, unit: Unit, desk: EntryDesk): EntryWanted {
    const { cells } = row;
    const law = this.#library.at(this.#sent.today, unit.code);
    const kind = entryKind(law, this.#what === 'bodies' ? 'body' : 'seats');
    const roles = kind?.roles?.entry;
    if (!kind || !roles)
      throw new Refusal('kind_unknown', { field: 'unit', kind: this.#what, unit: unit.code, kinds: [] });
    const field = post[this.#what];
    const named = (column: string): string => this.#post(row, column, law, unit, desk);
    const inField = (id: string) => (this.#what === 'bodies' ? id : [`${unit.code}:${id}`]);
    const [one, from, until] = [named(field), dayIn(row, 'from'), dayIn(row, 'until')];
    const text = (column: string) => cells[column] ?? '';
    const note = kind.fields.find(({ id }) => id === 'note')?.id;
    const fields = {
      [roles.post]: inField(one),
      [roles.setup]: setupIn(kind, roles.setup, text('setup')),
      [roles.carrier]: text('carrier') === '' ? null : inField(named('carrier')),
      [roles.from]: from,
      ...(until !== '' && { [roles.until]: until }),
      ...(text('name') !== '' && { [roles.name]: text('name') }),
      ...(note !== undefined && text('note') !== '' && { [note]: text('note') }),
    };
    return { unit: unit.code, post: one, from, kind: kind.id, fields, sent: this.#sent, idOf };
  }

  /** The body or seat in a cell. Refusals `body_unknown`, `seat_unknown`. */
  #post({ cells }: SheetRow, column: string, law: Law, unit: Unit, desk: EntryDesk): string {
    const text = cells[column] ?? '';
    const found = this.#words.post(law, this.#what, unit, text, desk.entries(unit.code));
    if (found !== undefined) return found;
    const facts = { field: column, level: unit.level };
    if (this.#what === 'bodies') throw new Refusal('body_unknown', { ...facts, value: text });
    throw new Refusal('seat_unknown', { ...facts, value: `${unit.code}:${text}` });
  }
}

/** How far it is set up, by the word of the pack or its id. Refusal `setup_unknown`. */
function setupIn(kind: RecordKind, field: string, text: string): string {
  const options = kind.fields.find(({ id }) => id === field)?.options ?? [];
  const found = options.find(({ id, name }) => [id, name.zh, name.en].includes(text));
  if (found) return found.id;
  const [zh, en] = (['zh', 'en'] as const).map((lang) => options.map(({ name }) => `“${name[lang]}”`));
  throw new Refusal('setup_unknown', {
    ...{ field: 'setup', value: text, options_zh: zh?.join('、'), options_en: en?.join(', ') },
  });
}
