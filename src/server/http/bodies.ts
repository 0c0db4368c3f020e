/** Files on their way in: each counted while it comes, and all of them together, so that many senders cannot fill the memory. */
import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '#regime';

/** Bytes of all bodies that are being read at one moment. */
const most = 256 * 1024 * 1024;

/** A parser that gives the body as it is. Refusals: `document_too_large` above the limit of its route, `overloaded`. */
export function bytesParser(budget = most): (request: FastifyRequest, body: Readable) => Promise<Buffer> {
  let underWay = 0;
  return async (request, body) => {
    const { bodyLimit } = request.routeOptions;
    const parts: Buffer[] = [];
    let size = 0;
    const check = (more: number): void => {
      const limit = `${Math.floor(bodyLimit / 1024 / 1024)} MB`;
      if (size + more > bodyLimit) throw new Refusal('document_too_large', { limit });
      if (underWay + more > budget) throw new Refusal('overloaded', { retry_after: 5 });
    };
    try {
      check(Number(request.headers['content-length'] ?? 0));
      for await (const part of body) {
        check((part as Buffer).length);
        size += (part as Buffer).length;
        underWay += (part as Buffer).length;
        parts.push(part as Buffer);
      }
      return Buffer.concat(parts);
    } catch (error) {
      // What still comes is let go by, or the sender would never read why.
      body.resume();
      throw error;
    } finally {
      underWay -= size;
    }
  };
}
