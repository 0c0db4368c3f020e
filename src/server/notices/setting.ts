/** Settings of mail and push. */
import { Refusal } from '#regime';

export interface MailSetting {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (smtps); otherwise it is begun with STARTTLS, which only a server on this machine may lack. */
  readonly secure: boolean;
  readonly needsTls: boolean;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly from: string;
}
export interface MessageSetting {
  readonly mail: MailSetting | undefined;
  /** Hosts of push services; `*.` before a name stands for any below it. */
  readonly pushHosts: readonly string[];
}

// The services behind the common browsers. An own one inside a government network is named instead.
const knownPushHosts = [
  'fcm.googleapis.com',
  'updates.push.services.mozilla.com',
  '*.push.apple.com',
  '*.notify.windows.com',
];

const wrong = (zh: string, en: string): Refusal => new Refusal('config_mail', { zh, en });

/**
 * `ZERENTIAN_SMTP` (smtp:// or smtps:// with user and password), `ZERENTIAN_MAIL_FROM`, `ZERENTIAN_PUSH_HOSTS` (names
 * joined by commas). Refusal `config_mail`.
 */
export function readMessages(env: Record<string, string | undefined>): MessageSetting {
  const hosts = env.ZERENTIAN_PUSH_HOSTS?.split(',').map((host) => host.trim());
  return {
    mail: readMail(env.ZERENTIAN_SMTP?.trim() || undefined, env.ZERENTIAN_MAIL_FROM?.trim() || undefined),
    pushHosts: hosts?.filter((host) => host !== '') ?? knownPushHosts,
  };
}

function readMail(address: string | undefined, from: string | undefined): MailSetting | undefined {
  if (address === undefined) return undefined;
  if (!URL.canParse(address) || !/^smtps?:$/.test(new URL(address).protocol))
    throw wrong(
      'ZERENTIAN_SMTP 应以 smtp:// 或 smtps:// 开头。',
      'ZERENTIAN_SMTP must start with smtp:// or smtps://.',
    );
  if (from === undefined || !/^[^\s@]+@[^\s@]+$/.test(from))
    throw wrong(
      '设置了 ZERENTIAN_SMTP，还须在 ZERENTIAN_MAIL_FROM 写明发件地址。',
      'With ZERENTIAN_SMTP, ZERENTIAN_MAIL_FROM must name the sender.',
    );
  const url = new URL(address);
  const secure = url.protocol === 'smtps:';
  const isHere = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  return {
    host: url.hostname,
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    needsTls: !secure && !isHere,
    user: decodeURIComponent(url.username) || undefined,
    password: decodeURIComponent(url.password) || undefined,
    from,
  };
}

/** Whether messages may be pushed to a host. */
export const mayPushTo = (hosts: readonly string[], host: string): boolean =>
  hosts.some((one) => (one.startsWith('*.') ? host.endsWith(one.slice(1)) : host === one));
