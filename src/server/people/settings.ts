/** Settings of sign-in and of the way in from outside, read from the environment that config.ts hands over. */
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { Refusal } from '#regime';
import { type Policy, standardPolicy } from './policy.ts';

export interface OutsideSetting {
  readonly issuer: string;
  readonly client: string;
  readonly secret: string;
  /** The claim that is compared with user names when somebody comes for the first time. */
  readonly claim: string;
  /** How the button calls it. */
  readonly name: string;
}

export interface DoorSetting {
  /** Address to listen on. */
  readonly listen: string;
  /** Files of certificate and key. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** Addresses (or networks, a.b.c.d/n) of the proxies that are believed. */
  readonly proxies: readonly string[];
  /** Names under which it answers besides those of this machine. */
  readonly names: readonly string[];
  readonly policy: Policy;
  /** Key of the vault in base64; absent: a file in the data folder. */
  readonly key: string | undefined;
  readonly outside: OutsideSetting | null;
}

export const isLoopback = (address: string): boolean => /^(127(\.\d{1,3}){3}|::1|localhost)$/.test(address);

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Reads `ZERENTIAN_LISTEN`, `_TLS_CERT`, `_TLS_KEY`, `_PROXY`, `_NAME`, `_PASSWORD_*`, `_SESSION_*`, `_SECOND_FACTOR`,
 * `_LINK_HOURS`, `_KEY` and `_OIDC_*`. Refusals `config_listen`, `config_setting`.
 */
export function readDoor(env: Env): DoorSetting {
  const text = (name: string): string | undefined => env[`ZERENTIAN_${name}`]?.trim() || undefined;
  const list = (name: string): string[] => text(name)?.split(/[\s,]+/) ?? [];
  const [listen, cert, key] = [text('LISTEN') ?? '127.0.0.1', text('TLS_CERT'), text('TLS_KEY')];
  if ((cert === undefined) !== (key === undefined))
    wrong('TLS_CERT, TLS_KEY', '两项须同时给出', 'give both or neither');
  const tls = cert !== undefined && key !== undefined ? { cert: resolve(cert), key: resolve(key) } : null;
  const [proxies, names] = [list('PROXY'), list('NAME').map((name) => name.toLowerCase())];
  for (const proxy of proxies) checkProxy(proxy);
  if (!isLoopback(listen)) {
    if (!tls && proxies.length === 0)
      refuseListen(listen, '未配置 TLS，也未指明反向代理', 'neither TLS nor a named proxy is set');
    if (names.length === 0)
      refuseListen(listen, '未指明对外名称 ZERENTIAN_NAME', 'ZERENTIAN_NAME, the name that people open, is not set');
  }
  return { listen, tls, proxies, names, policy: readPolicy(text), key: text('KEY'), outside: readOutside(text) };
}

/** An address, or a network that does not hold everybody: who is believed must be named. */
function checkProxy(proxy: string): void {
  const [address = '', bits, more] = proxy.split('/');
  const family = isIP(address);
  const most = family === 4 ? 32 : 128;
  const isNamed = bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= most);
  if (family === 0 || more !== undefined || !isNamed)
    wrong('PROXY', `“${proxy}”不是网络地址`, `"${proxy}" is no network address`);
}

type Text = (name: string) => string | undefined;

function readPolicy(text: Text): Policy {
  const { password, session, link } = standardPolicy;
  const number = (name: string, standard: number, least: number, most: number): number => {
    const given = text(name);
    const value = given === undefined ? standard : Number(given);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    return wrong(name, `应为 ${least} 到 ${most} 的整数`, `must be a whole number from ${least} to ${most}`);
  };
  const secondFactor = text('SECOND_FACTOR') ?? standardPolicy.secondFactor;
  if (secondFactor !== 'optional' && secondFactor !== 'administrators' && secondFactor !== 'all')
    return wrong('SECOND_FACTOR', '应为 optional、administrators 或 all', 'must be optional, administrators or all');
  return {
    password: {
      length: number('PASSWORD_LENGTH', password.length, 8, 64),
      classes: number('PASSWORD_CLASSES', password.classes, 1, 4),
      history: number('PASSWORD_HISTORY', password.history, 0, 24),
      days: number('PASSWORD_DAYS', password.days, 0, 3650),
    },
    session: {
      idle: number('SESSION_IDLE', session.idle, 2, 1440),
      hours: number('SESSION_HOURS', session.hours, 1, 168),
      most: number('SESSION_MOST', session.most, 1, 50),
    },
    secondFactor,
    link: { hours: number('LINK_HOURS', link.hours, 1, 336) },
  };
}

function readOutside(text: Text): OutsideSetting | null {
  const [issuer, client, secret] = [text('OIDC_ISSUER'), text('OIDC_CLIENT'), text('OIDC_SECRET')];
  if (issuer === undefined && client === undefined && secret === undefined) return null;
  if (issuer === undefined || client === undefined || secret === undefined)
    return wrong('OIDC_ISSUER, OIDC_CLIENT, OIDC_SECRET', '三项须同时给出', 'give all three or none');
  if (!/^https?:\/\//.test(issuer)) return wrong('OIDC_ISSUER', '应为网址', 'must be an address of the web');
  return {
    issuer,
    client,
    secret,
    claim: text('OIDC_CLAIM') ?? 'preferred_username',
    name: text('OIDC_NAME') ?? '统一身份认证 Single sign-on',
  };
}

function wrong(names: string, zh: string, en: string): never {
  const named = names.replaceAll(/\w+/g, 'ZERENTIAN_$&');
  throw new Refusal('config_setting', { name: named, wants_zh: zh, wants_en: en });
}

function refuseListen(address: string, zh: string, en: string): never {
  throw new Refusal('config_listen', { address, why_zh: zh, why_en: en });
}
