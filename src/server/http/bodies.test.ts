import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import type { FastifyRequest } from 'fastify';
import { bytesParser } from './bodies.ts';

const asked = (length?: number) =>
  ({
    routeOptions: { bodyLimit: 1000 },
    headers: length === undefined ? {} : { 'content-length': String(length) },
  }) as unknown as FastifyRequest;
const streamOf = (...parts: number[]): PassThrough => {
  const stream = new PassThrough();
  for (const part of parts) stream.write(Buffer.alloc(part));
  return stream;
};

test('a body is given as it came; above the limit of its route it is refused, said beforehand or not', async () => {
  const parse = bytesParser();
  const whole = streamOf(300, 700);
  whole.end();
  assert.equal((await parse(asked(1000), whole)).length, 1000);
  await assert.rejects(parse(asked(1001), streamOf()), { code: 'document_too_large' });
  await assert.rejects(parse(asked(), streamOf(600, 600)), { code: 'document_too_large' });
});

test('all bodies on their way share a bound; when one is done or breaks off the next has room', async () => {
  const parse = bytesParser(1000);
  const slow = streamOf(800);
  const first = parse(asked(900), slow);
  await new Promise((resolve) => setImmediate(resolve));
  await assert.rejects(parse(asked(300), streamOf(300)), { code: 'overloaded' });
  slow.destroy(new Error('gone'));
  await assert.rejects(first, /gone/);
  const next = streamOf(900);
  next.end();
  assert.equal((await parse(asked(900), next)).length, 900);
});
