/** Phone and mail of a person: how they are written, masked, and kept encrypted by column. */
import { Refusal } from '#regime';
import type { Vault } from './vault.ts';

export interface Contact {
  readonly phone: string | null;
  readonly mail: string | null;
}

/** The same as it is stored: by column, each bound to the person and column it belongs to. */
export interface SealedContact {
  readonly phone: Buffer | null;
  readonly mail: Buffer | null;
}

export interface WhosePerson {
  readonly county: string;
  readonly id: string;
}

const mobile = /^(?:\+?86)?(1[3-9]\d{9})$/;
const landline = /^(0(?:10|2\d|[3-9]\d{2}))(\d{7,8})$/;

/** A phone number in one way of writing; null where none was given. Refusal `phone_invalid`. */
export function readPhone(text: string): string | null {
  const digits = text.normalize('NFKC').replaceAll(/[\s()\-‐-―]/g, '');
  if (digits === '') return null;
  const hand = mobile.exec(digits);
  if (hand) return hand[1] as string;
  const wire = landline.exec(digits);
  if (wire) return `${wire[1]}-${wire[2]}`;
  throw new Refusal('phone_invalid', { field: 'phone' });
}

/** A mail address; null where none was given. Refusal `mail_invalid`. */
export function readMail(text: string): string | null {
  const mail = text.normalize('NFKC').trim();
  if (mail === '') return null;
  if (mail.length <= 254 && /^[^\s@<>,;]+@[^\s@.<>,;]+(\.[^\s@.<>,;]+)+$/.test(mail)) return mail;
  throw new Refusal('mail_invalid', { field: 'mail' });
}

/** 138****0000, 0743-*****67, z***@example.cn: enough to tell one's own number by. */
export function masked({ phone, mail }: Contact): Contact {
  return {
    phone: phone && (phone.includes('-') ? maskWire(phone) : `${phone.slice(0, 3)}****${phone.slice(-4)}`),
    mail: mail && `${[...mail][0]}***${mail.slice(mail.lastIndexOf('@'))}`,
  };
}

const maskWire = (phone: string): string => {
  const [area = '', rest = ''] = phone.split('-');
  return `${area}-${'*'.repeat(rest.length - 2)}${rest.slice(-2)}`;
};

const purposeOf = ({ county, id }: WhosePerson, column: 'phone' | 'mail'): string =>
  `contact ${county} ${id} ${column}`;

export function sealContact(vault: Vault, whose: WhosePerson, { phone, mail }: Contact): SealedContact {
  const seal = (text: string | null, column: 'phone' | 'mail') =>
    text === null ? null : Buffer.from(vault.seal(text, purposeOf(whose, column)));
  return { phone: seal(phone, 'phone'), mail: seal(mail, 'mail') };
}

/** Refusal `secret_unreadable` where the key is another one or a column was moved or changed. */
export function openContact(vault: Vault, whose: WhosePerson, { phone, mail }: SealedContact): Contact {
  const open = (sealed: Buffer | null, column: 'phone' | 'mail') =>
    sealed === null ? null : vault.open(sealed.toString(), purposeOf(whose, column));
  return { phone: open(phone, 'phone'), mail: open(mail, 'mail') };
}
