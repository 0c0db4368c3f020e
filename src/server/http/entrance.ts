/** What every request has to pass before anything is looked at: the right name, the right way, its own page, not too often. */
import { readFileSync } from 'node:fs';
import { BlockList, isIPv6 } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '#regime';
import type { GateSetting } from './gate.ts';
import { type Limiter, limiterOf, type Rates } from './rate.ts';

/** How the server stands to the network. Without anything it answers on this machine only, under its own names. */
export interface Front {
  /** Names under which it answers besides those of this machine. */
  readonly names?: readonly string[];
  /** Addresses or networks of the proxies that are believed. */
  readonly proxies?: readonly string[];
  /** Files of certificate and key. */
  readonly tls?: { readonly cert: string; readonly key: string } | null;
  /** Absent: no limit, for tests and measuring. */
  readonly rates?: Rates;
  /** The clock, in milliseconds, by which these rates fill again; absent: that of the process. */
  readonly now?: () => number;
  /** Absent: whoever comes is worked on at once, for tests and measuring. */
  readonly gate?: GateSetting;
}

const own = /^(localhost|127(\.\d+){3}|\[::1\])$/i;
const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIPv6(address) ? 'ipv6' : 'ipv4');
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/, '');

function listOf(addresses: readonly string[]): BlockList {
  const list = new BlockList();
  for (const one of addresses) {
    const [address = '', bits] = one.split('/');
    if (bits === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(bits), familyOf(address));
  }
  return list;
}

/** What Fastify itself has to know of the front. */
export function serverOptions({ proxies = [], tls }: Front) {
  const list = listOf(proxies);
  const trustProxy = proxies.length > 0 && ((address: string) => list.check(plain(address), familyOf(plain(address))));
  return { trustProxy, ...(tls && { https: { cert: readFileSync(tls.cert), key: readFileSync(tls.key) } }) };
}

/** Sets the guards before every route; gives the limiter for what is only known later. */
export function guardEntrance(app: FastifyInstance, front: Front): Limiter | undefined {
  const limiter = front.rates && limiterOf(front.rates, front.now);
  const proxies = listOf(front.proxies ?? []);
  app.addHook('onRequest', async (request) => {
    checkName(request, front);
    if ((front.proxies ?? []).length > 0) checkWay(request, proxies);
    checkOrigin(request);
    limiter?.take('address', request.ip);
  });
  app.addHook('onSend', async (request, reply) => {
    if (request.protocol === 'https') reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  return limiter;
}

/**
 * Answers only under the names it was given and those of this machine: else any page of the web could have its own name
 * point here and read and write through the browser of whoever looks at it (DNS rebinding).
 */
function checkName({ hostname }: FastifyRequest, { names = [] }: Front): void {
  if (!own.test(hostname) && !names.includes(hostname.toLowerCase()))
    throw new Refusal('host_foreign', { host: hostname });
}

/** Behind a proxy nobody comes past it, and nobody without HTTPS. This machine itself may. */
function checkWay(request: FastifyRequest, proxies: BlockList): void {
  const address = plain(request.socket.remoteAddress ?? '');
  const isProxy = proxies.check(address, familyOf(address));
  if (!isProxy && !loopback.check(address, familyOf(address))) throw new Refusal('proxy_only', { address });
  const isPassedOn = request.headers['x-forwarded-for'] !== undefined;
  if (isProxy && isPassedOn && request.protocol !== 'https') throw new Refusal('https_needed', {});
}

/**
 * What changes something comes from a page of this server: browsers say so themselves, by Sec-Fetch-Site or Origin. A
 * program that says neither brings no cookies of somebody else. The cookie's SameSite=Strict stands behind.
 */
function checkOrigin(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const site = request.headers['sec-fetch-site'];
  const { origin } = request.headers;
  const isOwnSite = site === undefined || site === 'same-origin' || site === 'none';
  const isOwnOrigin = origin === undefined || origin === `${request.protocol}://${request.host}`;
  if (!isOwnSite || !isOwnOrigin) throw new Refusal('origin_foreign', { origin: origin ?? String(site) });
}
