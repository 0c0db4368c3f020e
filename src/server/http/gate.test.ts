import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import Fastify from 'fastify';
import { answerErrors } from './errors.ts';
import { Gate, gateRequests } from './gate.ts';

const outcome = (entering: Promise<void>): Promise<string> =>
  entering.then(
    () => 'in',
    (error: { code?: string }) => String(error.code),
  );

test('so many are inside at once, the next waits until one leaves, in the order in which they came', async () => {
  const gate = new Gate({ together: 2, wait: 5000 });
  const order: number[] = [];
  await gate.enter();
  await gate.enter();
  const waiting = [3, 4].map((n) => gate.enter().then(() => order.push(n)));
  await pause(10);
  assert.deepEqual(order, []);
  gate.leave();
  await waiting[0];
  assert.deepEqual(order, [3]);
  gate.leave();
  await Promise.all(waiting);
  assert.deepEqual(order, [3, 4]);
});

test('whoever waits longer than allowed is told to come again, a little later than the one before', async () => {
  const gate = new Gate({ together: 1, wait: 20 });
  await gate.enter();
  const refused = await Promise.all([1, 2, 3].map(() => gate.enter().catch((error: unknown) => error)));
  const after = refused.map((one) => (one as { facts: { retry_after: number } }).facts.retry_after);
  assert.deepEqual([...after].sort(), [1, 2, 3]);
  gate.leave();
  assert.equal(await outcome(gate.enter()), 'in', 'the place is free again');
});

test('a loop that runs late has used up the wait; free places are given all the same', async () => {
  const gate = new Gate({ together: 1, wait: 300 }, () => 400);
  assert.equal(await outcome(gate.enter()), 'in');
  assert.equal(await outcome(gate.enter()), 'overloaded');
});

test('once the pace is known, whoever could not be in time is refused at once', async () => {
  let now = 0;
  const gate = new Gate({ together: 1, wait: 60_000 }, undefined, () => now);
  await gate.enter();
  const line = Array.from({ length: 40 }, () => gate.enter());
  for (let left = 0; left < 40; left += 1) {
    now += 1000;
    gate.leave();
  }
  await Promise.all(line);
  // One a second: sixty-odd may still be in time, more may not.
  const more = Array.from({ length: 100 }, () => outcome(gate.enter()));
  const early = await Promise.race([Promise.all(more.slice(80)), pause(5000, [])]);
  assert.deepEqual([...new Set(early)], ['overloaded']);
  for (let left = 0; left < 70; left += 1) gate.leave();
  const all = await Promise.all(more);
  const waited = all.filter((one) => one === 'in').length;
  assert.ok(waited >= 55 && waited <= 70, String(waited));
});

test('a server under more than it can do answers some soon and sends the rest away with Retry-After', async () => {
  const app = Fastify();
  answerErrors(app, (_number, _request, error) => assert.fail(String(error)));
  gateRequests(app, { together: 4, wait: 100 });
  app.get('/api/slow', async () => {
    await pause(50);
    return { ok: true };
  });
  app.post('/api/slow', async () => ({ ok: true }));
  app.get('/api/status', async () => ({ ok: true }));
  app.get('/api/broken', async () => {
    throw Object.assign(new Error('x'), { code: '57014' });
  });
  app.get('/page', async () => 'page');
  const ask = (url: string, method: 'GET' | 'POST' = 'GET') =>
    app.inject({ method, url, ...(method === 'POST' && { payload: { a: 1 } }) });
  const busy = Array.from({ length: 60 }, () => ask('/api/slow'));
  const others = await Promise.all([ask('/api/status'), ask('/page')]);
  assert.deepEqual(
    others.map(({ statusCode }) => statusCode),
    [200, 200],
    'pulse and pages are never kept waiting',
  );
  const replies = await Promise.all(busy);
  const done = replies.filter(({ statusCode }) => statusCode === 200);
  const away = replies.filter(({ statusCode }) => statusCode === 503);
  assert.equal(done.length + away.length, 60);
  assert.ok(done.length >= 4 && away.length >= 20, `${done.length} done, ${away.length} sent away`);
  for (const { headers, json } of away) {
    assert.match(String(headers['retry-after']), /^[123]$/);
    assert.equal((json() as { code: string }).code, 'overloaded');
  }
  for (let round = 0; round < 12; round += 1) {
    assert.equal((await ask('/api/broken')).statusCode, 503);
    assert.equal((await ask('/api/slow', 'POST')).statusCode, 200);
    assert.equal((await ask('/api/nowhere')).statusCode, 404);
  }
  assert.equal((await ask('/api/slow')).statusCode, 200, 'every place was given back');
  await app.close();
});
