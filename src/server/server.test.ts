/** The whole server, listening: over TLS beyond this machine, and with the link of the first set-up. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { refusalReply } from '#contract';
import type { Refusal } from '#regime';
import { certificateFor } from '../../test/support/certificate.ts';
import { freshDatabase } from '../../test/support/postgres.ts';
import { sampleBranches } from '../../test/support/sample.ts';
import { branchesOf } from '../../test/support/unit-files.ts';
import { readConfig } from './config.ts';
import { codeAt, stepOf } from './people/totp.ts';
import { startServer } from './server.ts';

const folder = mkdtempSync(join(tmpdir(), 'zerentian-server-'));
after(() => rmSync(folder, { recursive: true, force: true }));

async function start(env: Record<string, string>, isEmpty: boolean) {
  const { url } = await freshDatabase();
  const links: string[] = [];
  const config = readConfig({ DATABASE_URL: url, ZERENTIAN_DATA: join(folder, randomUUID()), PORT: '0', ...env });
  const server = await startServer(config, {
    isEmpty,
    pages: '/nonexistent',
    units: await branchesOf(sampleBranches),
    onBug: (_number, asked, error) => assert.fail(`${asked}: ${String(error)}`),
    onNote: () => {},
    onSetUp: (link) => links.push(link),
  });
  return { server, links };
}

test('a port that is taken is refused by name', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  await assert.rejects(start({ PORT: String(port) }, true), (error: Refusal) => {
    const [, { message, remedy }] = refusalReply(error);
    assert.match(message.zh, new RegExp(`127\\.0\\.0\\.1 端口 ${port} 上监听：端口已被占用`));
    assert.match(remedy.en, /PORT=9000/);
    return error.code === 'address_unusable';
  });
  taken.close();
});

test('over TLS the public name answers, cookies are for HTTPS only, and the link of the first set-up works there', async () => {
  const { cert, key, pem } = certificateFor('duty.example');
  const env = { ZERENTIAN_LISTEN: '0.0.0.0', ZERENTIAN_NAME: 'duty.example' };
  const { server, links } = await start({ ...env, ZERENTIAN_TLS_CERT: cert, ZERENTIAN_TLS_KEY: key }, true);
  try {
    const port = Number(new URL(server.address).port);
    const ask = (path: string, body?: object) =>
      new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
        const headers = { host: `duty.example:${port}`, ...(body && { 'content-type': 'application/json' }) };
        const options = { port, path, ca: pem, servername: 'duty.example', method: body ? 'POST' : 'GET', headers };
        const sent = request({ host: '127.0.0.1', ...options }, (reply) => {
          let text = '';
          reply.setEncoding('utf8').on('data', (part: string) => {
            text += part;
          });
          reply.on('end', () => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, text }));
        });
        sent.on('error', reject).end(body && JSON.stringify(body));
      });
    assert.equal(server.isLocal, false);
    const status = await ask('/api/status');
    assert.equal(status.status, 200);
    assert.match(String(status.headers['strict-transport-security']), /max-age/);
    assert.equal(JSON.parse(status.text).loopback_only, false);
    const [link = ''] = links;
    assert.match(link, new RegExp(`^https://duty\\.example:${port}/link#`));
    const password = 'Ploughing-2026-fields';
    for (const role of ['system', 'security', 'auditor']) {
      const body = { token: link.split('#')[1], role, name: `示例${role}`, user_name: role, password };
      assert.equal((await ask('/api/links/set-up', body)).status, 200, role);
    }
    const asked = await ask('/api/sign-in', { user_name: 'auditor', password });
    assert.equal(asked.headers['set-cookie'], undefined, 'nothing is open before the second factor is there');
    const code = codeAt(JSON.parse(asked.text).enrol.secret, stepOf(new Date()));
    const signed = await ask('/api/sign-in', { user_name: 'auditor', password, code });
    assert.match(String(signed.headers['set-cookie']), /; Secure$/);
    const look = { token: 'x'.repeat(30) };
    const guesses = await Promise.all(Array.from({ length: 70 }, () => ask('/api/links/look', look)));
    assert.ok(
      guesses.some((one) => one.status === 429),
      'guessing from outside is not slowed down',
    );
    await assert.rejects(fetch(`http://127.0.0.1:${port}/api/status`), 'plain HTTP is not answered');
  } finally {
    await server.stop();
  }
});

test('with the sample on this machine there is no link to set up; without anything there is one, told anew at each start', async () => {
  const sampled = await start({}, false);
  try {
    await sampled.server.loaded;
    assert.deepEqual(sampled.links, []);
    const offered = await (await fetch(`${sampled.server.address}/api/sign-in`)).json();
    assert.equal((offered as { samples: unknown[] }).samples.length, 12);
  } finally {
    await sampled.server.stop();
  }
  const empty = await start({}, true);
  try {
    assert.equal(empty.links.length, 1);
    assert.match(empty.links[0] ?? '', /^http:\/\/127\.0\.0\.1:\d+\/link#[\w-]{43}$/);
  } finally {
    await empty.server.stop();
  }
});
