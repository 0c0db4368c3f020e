/** Rows of a spreadsheet as persons of one home, with phone and mail: a repeated row changes nothing, a differing one is refused. */
import { type Actor, homeOf, type UnitCode } from '#org';
import { Refusal } from '#regime';
import { type Contact, openContact, readMail, readPhone, sealContact } from '../../people/contact.ts';
import type { Vault } from '../../people/vault.ts';
import type { Store } from '../../store/open-store.ts';
import { contactsOf, lockContacts, putContacts } from '../../store/seats/contacts.ts';
import { addPersons, personsNamed } from '../../store/seats/people.ts';
import { type Context, requireLoaded } from '../context.ts';
import { requireOn } from './guard.ts';
import { type Bad, batchOf, type Importing, type ImportSheet, isBad, requireWhole, tried } from './import-batch.ts';
import type { SheetColumn, SheetRow } from './import-sheet.ts';
import { idOf } from './import-words.ts';

const columns: readonly SheetColumn[] = [
  { id: 'name', zh: '姓名', en: 'Name', example: '示例甲', required: true, width: 14 },
  { id: 'phone', zh: '电话', en: 'Phone', example: '13800000000', required: false, width: 18 },
  { id: 'mail', zh: '邮箱', en: 'Mail', example: 'name@example.cn', required: false, width: 28 },
  { id: 'number', zh: '人员编号', en: 'Person number', example: '', required: false, width: 22 },
];

export const peopleSheet: ImportSheet = {
  columns,
  names: { zh: '人员导入模板', en: 'people-template' },
  rejected: { zh: '未导入的人员', en: 'people-rejected' },
};

const longestName = 60;

interface Row {
  readonly row: SheetRow;
  readonly name: string;
  readonly number: string;
  readonly contact: Contact;
}

interface Entry {
  readonly id: string;
  readonly name: string;
  readonly contact: Contact;
  /** Nothing of it is new. */
  readonly isKnown: boolean;
}

/** An import of persons into the home of a unit: they belong to the whole of it. Refusals `unit_unknown`, `not_allowed`. */
export function importingPeople(context: Context, vault: Vault, code: string, by: Actor): Importing {
  const unit = requireLoaded(context, code, 'villages');
  requireOn(context, by, unit, 'import');
  const home = homeOf(unit);
  requireOn(context, by, home as UnitCode, 'import');
  return {
    ...peopleSheet,
    look: async (rows) => {
      const looked = await context.stores.as(home, (store) => lookAt(store, vault, home, rows));
      return batchOf(looked, async (fresh) => {
        if (fresh.length > 0)
          await context.stores.writing(home, (store) => writeAll(store, vault, home, fresh, context.now()));
        return fresh.length;
      });
    },
  };
}

async function lookAt(store: Store, vault: Vault, home: string, rows: readonly SheetRow[]): Promise<(Entry | Bad)[]> {
  const read = rows.map((row) => tried(row, 'name', () => readRow(row)));
  const names = read.flatMap((one) => (isBad(one) ? [] : [one.name]));
  const named = Map.groupBy(await personsNamed(store, home, [...new Set(names)]), ({ name }) => name);
  const ids = [...named.values()].flatMap((persons) => persons.map(({ id }) => id));
  const contacts = new Map<string, Contact>();
  for (const stored of await contactsOf(store, home, ids))
    contacts.set(stored.person, openContact(vault, { county: home, id: stored.person }, stored));
  const known = new Set(ids);
  return read.map((one) => {
    if (isBad(one)) return one;
    return tried(one.row, 'name', (): Entry => {
      const id = idFor(home, one, named.get(one.name)?.map((person) => person.id) ?? []);
      const before = contacts.get(id) ?? { phone: null, mail: null };
      const contact = filled(before, one.contact);
      const isKnown = known.has(id) && contact.phone === before.phone && contact.mail === before.mail;
      known.add(id);
      contacts.set(id, contact);
      return { id, name: one.name, contact, isKnown };
    });
  });
}

function readRow(row: SheetRow): Row {
  requireWhole(columns, row);
  const { name = '', phone = '', mail = '', number = '' } = row.cells;
  if (name.length > longestName)
    throw new Refusal('text_too_long', { field: 'name', length: name.length, max: longestName });
  return { row, name, number, contact: { phone: readPhone(phone), mail: readMail(mail) } };
}

/** Who is meant: the person of the number; without one, the only person of that name, or a new one. */
function idFor(home: string, { name, number }: Row, persons: readonly string[]): string {
  const own = idOf('person', home, name, number);
  const [first] = persons;
  if (number !== '' || first === undefined || persons.includes(own)) return own;
  if (persons.length > 1) throw new Refusal('person_ambiguous', { field: 'number', name, count: persons.length });
  return first;
}

/** What was empty is filled; what is entered stays. Refusal `contact_differs`. */
function filled(before: Contact, given: Contact): Contact {
  for (const field of ['phone', 'mail'] as const)
    if (given[field] !== null && before[field] !== null && given[field] !== before[field])
      throw new Refusal('contact_differs', { field });
  return { phone: before.phone ?? given.phone, mail: before.mail ?? given.mail };
}

async function writeAll(store: Store, vault: Vault, home: string, fresh: readonly Entry[], at: Date): Promise<void> {
  // The last of several rows for one person holds what all of them gave.
  const entries = new Map(fresh.map((one) => [one.id, one]));
  await addPersons(store, home, [...entries.values()]);
  const stored = new Map((await lockContacts(store, home, [...entries.keys()])).map((one) => [one.person, one]));
  const rows = [...entries.values()].map(({ id, contact }) => {
    const sealed = sealContact(vault, { county: home, id }, contact);
    const before = stored.get(id);
    return { person: id, phone: before?.phone ?? sealed.phone, mail: before?.mail ?? sealed.mail };
  });
  await putContacts(store, home, rows, at);
}
