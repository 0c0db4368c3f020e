/** Puts every endpoint of the contract into Fastify under its handler. */
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import { z } from 'zod';
import { type Endpoint, endpoints, RefusalReply, type RouteName, routes } from '#contract';
import type { Actor } from '#org';
import { limits } from '../documents/limits.ts';
import { bytesParser } from './bodies.ts';
import { Answer, type Cookie, Download, type Handler, type Handlers, type Input } from './handlers.ts';
import type { Limiter } from './rate.ts';
import { admit, callerOf, type SignedIn } from './signed-in.ts';

export interface Registered {
  readonly handlers: Handlers;
  readonly signedIn: SignedIn;
  readonly limiter: Limiter | undefined;
}

/** Registers all routes. Each operation documents, beside its reply, the one shape of every refusal. */
export function registerRoutes(app: FastifyInstance, parts: Registered): void {
  const names = Object.keys(routes) as RouteName[];
  for (const name of names.filter((one) => !takesBytes(one)))
    register(app, name, parts, isLarge(name) ? 16 * limits.megabyte : undefined);
  // By themselves, so that the other endpoints go on refusing everything but JSON.
  void app.register(async (inner) => {
    inner.removeAllContentTypeParsers();
    inner.addContentTypeParser('*', bytesParser());
    for (const name of names.filter(takesBytes)) register(inner, name, parts, limits.bytes);
  });
}

const isLarge = (name: RouteName): boolean => (endpoints[name] as Endpoint).large === true;
/** The body is a file. */
const takesBytes = (name: RouteName): boolean => (endpoints[name] as Endpoint).bytes === true;

function register(app: FastifyInstance, name: RouteName, parts: Registered, bodyLimit?: number): void {
  const { handlers, signedIn, limiter } = parts;
  const [method, url] = routes[name];
  const endpoint: Endpoint = endpoints[name];
  const handler = handlers[name] as Handler<RouteName>;
  const senders = new WeakMap<FastifyRequest, Actor>();
  app.route({
    method,
    url,
    ...(bodyLimit !== undefined && { bodyLimit }),
    schema: schemaOf(name, endpoint, url) as FastifySchema,
    // Before anything of the request is read: who is not signed in learns nothing, not even what was wrong with it.
    onRequest: async (request: FastifyRequest) => {
      const from = callerOf(request);
      if (endpoint.who === 'anyone' && method === 'POST') limiter?.take('signIn', from.address);
      const by = await signedIn(from);
      admit(endpoint.who ?? 'signed-in', by);
      if (!by) return;
      limiter?.take('account', by.account);
      senders.set(request, by);
    },
    handler: async (request: FastifyRequest, reply: FastifyReply) => {
      const answer: unknown = await handler(inputOf(request, endpoint, senders.get(request)) as Input<never>);
      if (answer instanceof Answer) return sendAnswer(reply, answer, request.protocol === 'https');
      return answer instanceof Download ? sendFile(reply, answer) : answer;
    },
  });
}

const inputOf = (request: FastifyRequest, endpoint: Endpoint, by: Actor | undefined) => ({
  params: endpoint.params ? request.params : undefined,
  query: endpoint.query ? request.query : undefined,
  // No parser is asked where nothing comes.
  body: endpoint.bytes ? (request.body ?? Buffer.alloc(0)) : endpoint.body ? request.body : undefined,
  by,
  from: callerOf(request),
});

const refusedWith = [400, 401, 403, 404, 409, 429, 500, 503];

function schemaOf(name: RouteName, endpoint: Endpoint, url: string) {
  const refused = Object.fromEntries(refusedWith.map((status) => [status, RefusalReply]));
  return {
    summary: endpoint.summary,
    operationId: name,
    tags: [url.split('/')[2]],
    ...(endpoint.params && { params: endpoint.params }),
    querystring: named(endpoint.query),
    ...(endpoint.body && { body: endpoint.body }),
    ...(endpoint.bytes && { consumes: ['application/octet-stream'] }),
    response: isFile(url) ? refused : { 200: endpoint.reply, ...refused },
  };
}

/** A parameter that an endpoint does not know is refused, unless it asks for loose ones: a misspelt filter would be none. */
const named = (query = z.object({})): z.ZodType => (query.def.catchall ? query : query.strict());

/** Files go out as they are: no schema, no serializer. */
const isFile = (url: string): boolean => /\.(xlsx|docx|pdf)$|\/file$/.test(url);

function sendFile(reply: FastifyReply, file: Download): FastifyReply {
  const plain = file.name.replaceAll(/[^\w.-]/g, '_');
  return (
    reply
      .headers(file.headers)
      .header('content-type', file.type)
      .header(
        'content-disposition',
        `${file.isShown ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      )
      // Whatever a browser makes of it, it runs nothing, fetches nothing and belongs to no page of ours.
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'no-store')
      .send(file.bytes)
  );
}

/** Sets cookies and gives the reply, or leads elsewhere. */
function sendAnswer(reply: FastifyReply, answer: Answer<unknown>, isSecure: boolean): unknown {
  for (const cookie of answer.cookies) reply.header('set-cookie', cookieText(cookie, isSecure));
  return answer.to === undefined ? answer.reply : reply.redirect(answer.to, 302);
}

function cookieText({ name, value, seconds, site }: Cookie, isSecure: boolean): string {
  const lasting = value === null ? '; Max-Age=0' : seconds === undefined ? '' : `; Max-Age=${seconds}`;
  return `${name}=${value ?? ''}; Path=/; HttpOnly; SameSite=${site}${isSecure ? '; Secure' : ''}${lasting}`;
}
