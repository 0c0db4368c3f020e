/** What takes two persons: who may ask for it, who may decide, and what is done then. A new kind is one entry. */
import { type Actor, type AdminRole, parseUnitCode, type Reach, reach } from '#org';
import { practice, Refusal } from '#regime';
import type { Store } from '../../store/open-store.ts';
import { getAccount, type StoredAccount } from '../../store/people/accounts.ts';
import { endAdminSeat, giveAdminSeat } from '../../store/people/administrators.ts';
import { endSessions } from '../../store/people/sessions.ts';
import { type Context, todayOf, unitAt } from '../context.ts';
import { purposeAt } from '../seats/contact.ts';

export type Kind = 'grant-admin' | 'end-admin' | 'export-accounts' | 'export-contacts';

/** What was asked, as it is stored. */
export interface Facts {
  readonly account?: string;
  readonly role?: AdminRole;
  readonly unit?: string;
  readonly purpose?: string;
  readonly purpose_zh?: string;
  readonly purpose_en?: string;
  readonly ground?: string;
}

/** Whoever asks or decides. */
export interface Asker {
  readonly by: Actor;
  readonly within: Reach;
}

export interface Deed {
  readonly mayAsk: (who: Asker, facts: Facts) => boolean;
  readonly mayDecide: (who: Asker, facts: Facts) => boolean;
  /** The facts in full, as they are stored. */
  readonly complete?: (context: Context, facts: Facts) => Facts;
  /** Hours for the decision, and after it for what was approved; absent: those of one-time links, from the asking on. */
  readonly hours?: (context: Context, facts: Facts) => { readonly ask: number; readonly take: number };
  /** Refuses what could not be done anyway, when it is asked and again when it is decided. */
  readonly check: (store: Store, facts: Facts) => Promise<StoredAccount | undefined>;
  /** Done at once when it is approved; absent: whoever asked does it. */
  readonly do?: (store: Store, facts: Facts, approval: string, at: Date) => Promise<void>;
}

const accountIn = (store: Store, { account }: Facts): Promise<StoredAccount> => getAccount(store, account ?? '');

/** Asked by the security administrator, decided by another administrator. */
const administrators = {
  mayAsk: ({ by }: Asker) => by.admin === 'security',
  mayDecide: ({ by }: Asker) => by.admin !== null,
} as const;

const mayAt = ({ within }: Asker, act: 'export-people' | 'approve-export', { unit }: Facts): boolean =>
  unit !== undefined && reach.may(within, act, { unit });

export const deeds: Readonly<Record<Kind, Deed>> = {
  'grant-admin': {
    ...administrators,
    check: async (store, facts) => {
      if (facts.account === undefined || facts.role === undefined) throw wanting('account, role');
      const account = await accountIn(store, facts);
      if (account.admin !== null) throw new Refusal('admin_already', {});
      if (account.isDisabled) throw new Refusal('account_unknown', { value: account.userName });
      return account;
    },
    do: async (store, facts, approval, at) => {
      const { id, person } = await accountIn(store, facts);
      await giveAdminSeat(store, { account: id, person, role: facts.role as AdminRole, at, approval });
    },
  },
  'end-admin': {
    ...administrators,
    check: async (store, facts) => {
      if (facts.account === undefined) throw wanting('account');
      const account = await accountIn(store, facts);
      if (account.admin === null) throw new Refusal('admin_none', { name: account.name });
      return account;
    },
    do: async (store, facts, _approval, at) => {
      const { id } = await accountIn(store, facts);
      await endAdminSeat(store, id, at);
      await endSessions(store, id, { allBut: null });
    },
  },
  'export-accounts': { ...administrators, check: async () => undefined },
  'export-contacts': {
    // Without a unit nothing is known of whose right it is; what is wanting is said then.
    mayAsk: (who, facts) => facts.unit === undefined || mayAt(who, 'export-people', facts),
    mayDecide: (who, facts) => mayAt(who, 'approve-export', facts),
    complete: (context, { unit, purpose, ground }) => {
      if (unit === undefined || purpose === undefined || ground === undefined) throw wanting('unit, purpose, ground');
      const { id, name } = purposeAt(context, unit, purpose);
      return { unit, purpose: id, purpose_zh: name.zh, purpose_en: name.en, ground };
    },
    hours: (context, { unit = '' }) => {
      const hours = practice.exportHours(context.library.at(todayOf(context), unit));
      if (!hours) throw new Refusal('approval_unknown', {});
      return hours;
    },
    check: async (store, { unit = '' }) => {
      await unitAt(store, parseUnitCode(unit));
      return undefined;
    },
  },
};

const wanting = (fields: string): Refusal =>
  new Refusal('input_invalid', { place_zh: '请求', place_en: 'request', fields });

/** The kinds that somebody is shown: those of administrators, or those of the seats. */
export const kindsFor = ({ admin }: Actor): readonly Kind[] =>
  admin === null ? ['export-contacts'] : ['grant-admin', 'end-admin', 'export-accounts'];

/** The places in which somebody may decide about the persons there. */
export const decidedPlaces = ({ within }: Asker) =>
  within.grants.filter(({ acts }) => acts.has('approve-export')).map(({ place }) => place);
