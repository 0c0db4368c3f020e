/** The value of reach: what follows from seats, what is said of it in words, and what bounds the rows. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reachLaw } from '#regime';
import { library } from '../../test/support/packs.ts';
import { type Actor, reach, type UnitCode } from './index.ts';

const packs = library();
const day = '2026-07-01';
const lawAt = (unit: string) => packs.at(day, unit);
const law = lawAt('433124');

const sitting = (...refs: string[]): Actor => ({
  account: 'me',
  person: null,
  name: '示例',
  seats: refs.map((ref) => {
    const [unit = '', seat = ''] = ref.split(':');
    return { unit: unit as UnitCode, seat, acting: false, via: 'tenure' as const };
  }),
  admin: null,
  isSample: false,
});
const reachOf = (...refs: string[]) => reach.of(lawAt, sitting(...refs), day);

test('nobody reaches anything without a seat, and the operator of the machine everything', () => {
  assert.deepEqual(reach.scopes(reachOf()), []);
  assert.equal(reach.covers(reachOf(), '433124'), false);
  const operator = reach.of(lawAt, { ...sitting(), account: 'operator' }, day);
  assert.deepEqual(reach.scopes(operator), [{ unit: '0', below: true }]);
});

test('the bounds of a reach are its places, none inside another', () => {
  const value = reachOf(
    '433124:rural-work-office-staff',
    '433124100201:village-cadre',
    '110118:department-finance-staff',
  );
  assert.deepEqual(reach.scopes(value), [
    { unit: '433124', below: true },
    { unit: '110118', below: false },
  ]);
});

test('every grant of every pack is one sentence in both languages', () => {
  for (const place of ['0', '433124', '110118', '990101'])
    for (const grant of lawAt(place).reach.grants.values()) {
      const { zh, en } = reachLaw.grantInWords(lawAt(place), grant);
      assert.match(zh, /^[^。]+可以[^。]+。$/, zh);
      assert.match(en, /^[^.]+ may [^.]+\.$/, en);
      assert.doesNotMatch(zh + en, /undefined|null|、、|, ,/, zh);
    }
  const mend = law.reach.grants.get('village-mend');
  assert.ok(mend);
  assert.equal(reachLaw.grantInWords(law, mend).zh, '村干部可以更正、撤回本单位的全部记录，仅限发生在 90 日内的。');
});

test('a refusal says which rule comes nearest, what it lacks, and who may', () => {
  const row = {
    unit: '433124100201',
    kind: 'household-visit',
    state: 'recorded',
    day: '2026-01-01',
    seats: [],
    author: 'x',
  };
  const told = reach.why(lawAt, reachOf('433124100201:village-cadre'), 'amend', row);
  assert.ok(!told.allowed);
  assert.equal(told.grant, 'village-mend');
  assert.match(told.words.zh, /90 日内.*这里已超过期限。$/);
  assert.match(told.who.zh, /乡镇级乡镇干部/);
  const none = reach.why(lawAt, reachOf('433124:department-finance-staff'), 'accept', { ...row, unit: '433124' });
  assert.ok(!none.allowed);
  assert.equal(none.words.zh, '您的职务没有“审核通过”的权限。');
  const given = reach.why(lawAt, reachOf('433124100:township-cadre'), 'amend', row);
  assert.deepEqual([given.allowed, given.grant], [true, 'township-enter']);
});

test('who holds a seat is registered by whoever may appoint, whatever else he may write', () => {
  const kind = [...law.kinds.values()].find(({ roles }) => roles?.tenure);
  assert.ok(kind);
  assert.equal(reach.actOf(kind, 'create'), 'appoint');
  const entry = { post: 'body', setup: 's', name: 'n', carrier: 'c', from: 'f', until: 'u' };
  assert.equal(reach.actOf({ acts: [], roles: { entry } }, 'amend'), 'appoint');
  assert.equal(reach.actOf(law.kinds.get('meeting'), 'create'), 'create');
  assert.equal(reach.actOf(law.kinds.get('meeting'), 'correct'), 'amend');
});
