/** Page marks that no reply ever gave: each list refuses them by name, and none of them reaches the database. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../test/support/app.ts';
import { pageMark } from './context.ts';

let web: TestApp;
before(async () => {
  web = await testApp();
});
after(async () => {
  await web.app.close();
  assert.deepEqual(web.bugs, []);
});

const owed = [0, '2026-03-31', '990101', 'township-wind-letter', 'township', '2026-Q1'];
const id = '00000000-0000-7000-8000-000000000000';
const lists: Readonly<Record<string, readonly (readonly unknown[])[]>> = {
  '/api/units/990101100/children': [['a', 'b'], [null]],
  '/api/units/990101/obligations': [
    owed.with(0, 5_000_000_000),
    owed.with(0, 5),
    owed.with(0, 0.5),
    owed.with(1, '2026-02-30'),
    owed.with(1, '0000-00-00'),
  ],
  '/api/units/990101/records': [
    ['2026-02-30', id],
    ['2026-02-28', '-'.repeat(36)],
    ['2026-02-28', 'a'.repeat(36)],
  ],
  '/api/me/reviews': [
    ['2026-02-30', id],
    ['2026-02-28', '-'.repeat(36)],
    ['2026-02-28', 'a'.repeat(36)],
  ],
};

test('a page mark that no reply gave is refused by name', async () => {
  for (const [url, keys] of Object.entries(lists))
    for (const key of keys) {
      const { status, body } = await web.get(`${url}?after=${pageMark(key)}`);
      assert.deepEqual([status, body.code], [400, 'page_mark_invalid'], `${url} ${JSON.stringify(key)}`);
    }
});

test('one that points between two rows is as good as any', async () => {
  for (const [url, key] of [
    ['/api/units/990101/obligations', owed],
    ['/api/units/990101/obligations', owed.with(1, '9999-12-31')],
    ['/api/units/990101/records', ['2026-02-28', id]],
    ['/api/me/reviews', ['2026-02-28', id]],
  ] as const)
    assert.equal((await web.get(`${url}?after=${pageMark(key)}`)).status, 200, url);
});
