import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type pg from 'pg';
import { freshDatabase } from '../../../test/support/postgres.ts';

let pool: pg.Pool;
before(async () => {
  ({ pool } = await freshDatabase());
});

async function value(sql: string): Promise<unknown> {
  return (await pool.query(`select ${sql} as value`)).rows[0].value;
}

test('a day stays text, whatever the time zone of the process', async () => {
  assert.equal(await value(`date '2024-02-29'`), '2024-02-29');
  assert.deepEqual(await value(`array[date '2024-02-29', null]`), ['2024-02-29', null]);
});

test('exact numbers stay text and counts become numbers', async () => {
  assert.equal(await value('0.10::numeric'), '0.10');
  assert.equal(await value('(select count(*) from (values (1), (2)) v(x))'), 2);
  assert.deepEqual(await value('array[1::bigint, null]'), [1, null]);
});

test('a bigint that no number can hold is an error and not a rounded number', async () => {
  await assert.rejects(value('9007199254740993::bigint'), RangeError);
  assert.equal(await value('9007199254740991::bigint'), Number.MAX_SAFE_INTEGER);
});

test('rare characters come back as they went in', async () => {
  const name = '𠮷䶮㛃·👩‍🌾';
  const { rows } = await pool.query('select $1::text as name, length($1) as length', [name]);
  assert.deepEqual(rows[0], { name, length: [...name].length });
});

test('without a scope nothing is in reach, and a scope ends with its transaction', async () => {
  const client = await pool.connect();
  try {
    const inScope = async (code: string) => (await client.query('select in_scope($1) as yes', [code])).rows[0].yes;
    assert.equal(await inScope('433124'), false);
    await client.query('begin');
    await client.query('select set_ctx($1)', ['4331']);
    assert.deepEqual(
      [await inScope('433124'), await inScope('4331'), await inScope('4301'), await inScope('43')],
      [true, true, false, false],
    );
    assert.equal((await client.query('select current_user as name')).rows[0].name, 'zerentian_app');
    await client.query(`select set_ctx('0')`);
    assert.equal(await inScope('11'), true);
    await client.query('commit');
    assert.equal(await inScope('433124'), false);
    assert.notEqual((await client.query('select current_user as name')).rows[0].name, 'zerentian_app');
  } finally {
    client.release();
  }
});

test('a scope that is no unit code is refused', async () => {
  await assert.rejects(pool.query('select set_ctx($1)', [`43' or true`]), { code: 'ZT001' });
});
