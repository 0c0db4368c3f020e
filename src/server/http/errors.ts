/** Everything that can go wrong with a request, as one shape of reply: refusals with their status, bugs with a number. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { type RefusalReply, refusalReply } from '#contract';
import { Refusal } from '#regime';
import { limits } from '../documents/limits.ts';
import { type Fault, faultsOf, placeOf } from './faults.ts';

/** Hears of every bug: the number given to the caller, the request and the error. */
export type OnBug = (number: string, request: string, error: unknown) => void;

/** Answers refusals, schema faults, broken bodies and bugs; `onBug` gets what the caller does not. */
export function answerErrors(app: FastifyInstance, onBug: OnBug): void {
  app.setErrorHandler((error: unknown, request, reply) => {
    const refusal = asRefusal(error, request);
    if (refusal) return send(reply, ...refusalReply(refusal.refusal, refusal.faults));
    onBug(request.id, `${request.method} ${request.url}`, error);
    return send(reply, ...refusalReply(new Refusal('internal', { request: request.id })));
  });
}

/** Answers an address that the router itself cannot read. */
export const answerBrokenAddress = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  send(reply, ...refusalReply(new Refusal('address_broken', { path: pathOf(request) })));

/** Answers an address that nothing lies at. */
export const answerUnknown = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  send(reply, ...refusalReply(new Refusal('route_unknown', { method: request.method, path: pathOf(request) })));

/** Sends a refusal past the serializer of the route, whose schema is that of the good reply. */
function send(reply: FastifyReply, status: number, body: RefusalReply): FastifyReply {
  const seconds = body.facts.retry_after;
  if (typeof seconds === 'number') reply.header('retry-after', String(seconds));
  return reply
    .code(status)
    .header('content-type', 'application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .serializer(JSON.stringify)
    .send(body);
}

const pathOf = (request: FastifyRequest): string => request.url.split('?')[0] ?? '';

function asRefusal(error: unknown, request: FastifyRequest): { refusal: Refusal; faults?: Fault[] } | undefined {
  if (error instanceof Refusal) return { refusal: error };
  if (hasZodFastifySchemaValidationErrors(error)) {
    const place = placeOf((error as { validationContext?: string }).validationContext);
    const faults = faultsOf(error.validation);
    const named = faults.map((fault) => fault.field || place.en).join(', ');
    return { refusal: new Refusal('input_invalid', { place_zh: place.zh, place_en: place.en, fields: named }), faults };
  }
  const code = (error as { code?: unknown } | null)?.code;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' && request.routeOptions.bodyLimit === limits.bytes)
    return { refusal: new Refusal('document_too_large', { limit: '20 MB' }) };
  const known = typeof code === 'string' ? httpFaults[code] : undefined;
  return known === undefined ? undefined : { refusal: new Refusal(known, { path: pathOf(request) }) };
}

/** What Fastify and PostgreSQL call the faults of a caller, under our code. */
const httpFaults: Record<string, string> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'body_not_json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'body_not_json',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'body_media_type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'body_not_json',
  FST_ERR_BAD_URL: 'address_broken',
  FST_ERR_MAX_PARAM_LENGTH: 'address_broken',
  ECONNREFUSED: 'database_away',
  ECONNRESET: 'database_away',
  ENOENT: 'database_away',
  EPIPE: 'database_away',
  '57P01': 'database_away',
  '57P02': 'database_away',
  '57P03': 'database_away',
  '08006': 'database_away',
  '53100': 'disk_full',
  ENOSPC: 'disk_full',
  '57014': 'database_slow',
  '22021': 'text_unstorable',
  '22P05': 'text_unstorable',
};
