/** Phone and mail of a person: masked until whoever may read them says what for; every reading and change is audited. */
import type { Reply } from '#contract';
import { type Actor, type Reach, reach } from '#org';
import { practice, Refusal } from '#regime';
import type { Handlers, Input } from '../../http/handlers.ts';
import {
  type Contact,
  masked,
  openContact,
  readMail,
  readPhone,
  sealContact,
  type WhosePerson,
} from '../../people/contact.ts';
import type { Vault } from '../../people/vault.ts';
import type { Store } from '../../store/open-store.ts';
import { audit } from '../../store/people/audit.ts';
import { contactsOf, lockContacts, putContacts, type StoredContact } from '../../store/seats/contacts.ts';
import { findPerson, type Person, type PersonSeat, seatsOfPersons } from '../../store/seats/people.ts';
import { type Context, requireLoaded, todayOf } from '../context.ts';
import { mayOn, reachFor, requireOn } from './guard.ts';

type Names = 'readContact' | 'changeContact';

export const contactRoutes = (context: Context, vault: Vault): Pick<Handlers, Names> => ({
  readContact: async ({ params, body, by, from }) => {
    requireLoaded(context, params.county);
    return context.stores.writing('0', async (store) => {
      const person = await personFor(context, store, params, by);
      const purpose = purposeIn(context, person, body.purpose);
      const found = openAll(vault, person, await contactsOf(store, person.county, [person.id]));
      await tell(context, store, 'read-contact', { person, by, from, facts: { purpose } });
      return found;
    });
  },

  changeContact: async ({ params, body, by, from }) => {
    requireLoaded(context, params.county);
    return context.stores.writing('0', async (store) => {
      const person = await personFor(context, store, params, by);
      const purpose = purposeIn(context, person, body.purpose);
      const before = openAll(vault, person, await lockContacts(store, person.county, [person.id]));
      const after = {
        phone: body.phone === undefined ? before.phone : readPhone(body.phone),
        mail: body.mail === undefined ? before.mail : readMail(body.mail),
      };
      const columns = (['phone', 'mail'] as const).filter((column) => before[column] !== after[column]);
      if (columns.length === 0) return after;
      await putContacts(
        store,
        person.county,
        [{ person: person.id, ...sealContact(vault, person, after) }],
        context.now(),
      );
      // What was changed, never what it was or is.
      await tell(context, store, 'change-contact', { person, by, from, facts: { purpose, columns } });
      return after;
    });
  },
});

const openAll = (vault: Vault, person: Person, [stored]: readonly StoredContact[]): Contact =>
  stored ? openContact(vault, person, stored) : { phone: null, mail: null };

/** The contact details that a page about a person shows: masked, or nothing to whoever may not read them. */
export async function contactShown(
  context: Context,
  vault: Vault,
  store: Store,
  asked: { readonly person: Person; readonly seats: readonly PersonSeat[]; readonly within: Reach; readonly by: Actor },
): Promise<Reply<'getPerson'>['contact']> {
  const { person } = asked;
  if (!mayRead(context, asked)) return null;
  const [stored] = await contactsOf(store, person.county, [person.id]);
  return { ...shown(vault, person, stored), purposes: purposesAt(context, person.county) };
}

function shown(vault: Vault, person: Person, stored: Parameters<typeof openContact>[2] | undefined) {
  if (!stored) return { phone: null, mail: null };
  try {
    return masked(openContact(vault, person, stored));
  } catch (error) {
    // The page still opens under another key; reading says what is wrong.
    if (!(error instanceof Refusal)) throw error;
    return { phone: stored.phone && '****', mail: stored.mail && '****' };
  }
}

/** What contact details may be read for at a place. */
export const purposesAt = (context: Context, county: string) =>
  practice.contactPurposes(context.library.at(todayOf(context), county));

/** A purpose of the law of a place. Refusal `purpose_unknown`. */
export function purposeAt(context: Context, place: string, id: string): ReturnType<typeof purposesAt>[number] {
  const purposes = purposesAt(context, place);
  const known = purposes.find((purpose) => purpose.id === id);
  if (known) return known;
  throw new Refusal('purpose_unknown', {
    field: 'purpose',
    purposes_zh: purposes.map(({ name }) => name.zh).join('、'),
    purposes_en: purposes.map(({ name }) => name.en).join(', '),
  });
}

/** The same as it stands in the audit log. */
const purposeIn = (context: Context, { county }: Person, id: string): string => purposeAt(context, county, id).name.zh;

/** The person himself, and whoever registers tenures in the county or at a seat that the person holds or will hold. */
function mayRead(context: Context, { person, seats, within, by }: Parameters<typeof contactShown>[3]): boolean {
  const today = todayOf(context);
  const units = seats.filter(({ to_day }) => to_day === null || to_day >= today).map(({ unit_code }) => unit_code);
  return by.person === person.id || [person.county, ...units].some((unit) => mayOn(within, 'appoint', unit));
}

/** A person whose contact details are open. Out of reach he is `person_unknown`; in reach but not open, `not_allowed`. */
async function personFor(context: Context, store: Store, { county, id }: WhosePerson, by: Actor): Promise<Person> {
  const within = reachFor(context, by);
  const person = await findPerson(store, county, id);
  const seats = await seatsOfPersons(store, [id]);
  const isSeen =
    by.person === id ||
    seats.some((row) => reach.covers(within, row.unit_code)) ||
    (seats.length === 0 && reach.covers(within, county));
  if (!person || !isSeen) throw new Refusal('person_unknown', { county, person: id });
  if (!mayRead(context, { person, seats, within, by })) {
    const near = seats.find((row) => reach.covers(within, row.unit_code));
    requireOn(context, by, requireLoaded(context, near?.unit_code ?? county), 'appoint');
    throw new Refusal('person_unknown', { county, person: id });
  }
  return person;
}

function tell(
  context: Context,
  store: Store,
  kind: 'read-contact' | 'change-contact',
  { person, by, from, facts }: Pick<Input<'readContact'>, 'by' | 'from'> & { person: Person; facts: object },
): Promise<void> {
  const told = { subject: person.id, subjectName: person.name, unit: person.county, address: from.address };
  return audit(store, { kind, by, ...told, facts: { ...facts } }, context.now());
}
