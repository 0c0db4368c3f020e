/** Mail and push of an installation: what handlers ask of them, and the clock that sends what is due. */
import type { Library } from '#regime';
import type { Store, Stores } from '../store/open-store.ts';
import { pushKey } from '../store/review/notices.ts';
import { type Carry, type Parcel, sendNext, spreadNotices } from '../store/review/outbox.ts';
import { mailerOf } from './mail.ts';
import { makePushKey, type PushKey, push } from './push.ts';
import { type MessageSetting, mayPushTo } from './setting.ts';
import { wordingOf } from './wording.ts';

export interface Messages {
  /** A mail server is set. */
  readonly mailWorks: boolean;
  /** Addresses are kept sealed. */
  seal(address: string): string;
  open(sealed: string): string;
  mayPush(host: string): boolean;
  publicKey(store: Store): Promise<string>;
  carry: Carry;
}

/** Keeps a text so that it can be read only with a key outside the database. */
export interface Sealing {
  seal(text: string, purpose: string): string;
  open(sealed: string, purpose: string): string;
}

export interface MessagesGiven {
  readonly stores: Stores;
  readonly setting: MessageSetting;
  readonly vault: Sealing;
  /** Where people open this server. */
  address(): string;
  now(): Date;
}

const [mailPurpose, keyPurpose] = ['notice mail', 'push key'];

export function messagesOf({ stores, setting, vault, address, now }: MessagesGiven): Messages {
  const mailer = setting.mail && mailerOf(setting.mail);
  const keyIn = async (store: Store): Promise<PushKey> => {
    const { publicKey, privateKey } = await pushKey(store, () => {
      const made = makePushKey();
      return { publicKey: made.publicKey, privateKey: vault.seal(made.privateKey, keyPurpose) };
    });
    return { publicKey, privateKey: vault.open(privateKey, keyPurpose) };
  };
  const byMail: Carry = async ({ mail, told }) => {
    if (!mailer) return { nobody: 'no mail server is set' };
    if (mail === null) return { nobody: 'no address' };
    await mailer(vault.open(mail, mailPurpose), wordingOf(told, address()));
    return 'sent';
  };
  const byPush: Carry = async ({ subscriptions, told }) => {
    if (subscriptions.length === 0) return { nobody: 'no browser' };
    const { subject: title, lines, url } = wordingOf(told, address());
    const key = await stores.writing('0', keyIn);
    const payload = JSON.stringify({ title, body: lines[0], url });
    const subject = setting.mail ? `mailto:${setting.mail.from}` : address();
    const sender = { key, subject, now: now() };
    const results = await Promise.allSettled(subscriptions.map((one) => push(one, payload, sender)));
    if (results.some((one) => one.status === 'fulfilled' && one.value === 'sent')) return 'sent';
    const failed = results.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
    return { nobody: 'no browser takes it any more', gone: subscriptions.map(({ endpoint }) => endpoint) };
  };
  return {
    mailWorks: mailer !== undefined,
    seal: (text) => vault.seal(text, mailPurpose),
    open: (sealed) => vault.open(sealed, mailPurpose),
    mayPush: (host) => mayPushTo(setting.pushHosts, host),
    publicKey: async (store) => (await keyIn(store)).publicKey,
    carry: (parcel: Parcel) => (parcel.channel === 'mail' ? byMail(parcel) : byPush(parcel)),
  };
}

/** Spreads and sends everything that is due now. */
export async function sendDue(stores: Stores, library: Library, now: Date, carry: Carry): Promise<number> {
  while ((await spreadNotices(stores, library, now)) > 0);
  let sent = 0;
  while (await sendNext(stores, library, now, carry)) sent += 1;
  return sent;
}
