import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actorOf } from './record.ts';

test('who acted is shown with the account, and with whose work it was where it was a deputy', () => {
  const seat = { zh: '村党组织书记', en: 'village Party secretary' };
  const act = {
    ...{ id: '', seq: 1, verb: 'create', verb_name: seat, at: '', day: '2026-06-15', body: {}, hash: '' },
    ...{ actor: 'a1', actor_name: '示例丙', stands_for: null },
  };
  assert.equal(actorOf({ ...act, actor: 'operator', actor_name: 'operator' }), 'operator');
  assert.equal(actorOf(act), '示例丙 a1');
  assert.equal(actorOf({ ...act, stands_for: { seat, name: '示例乙' } }), '示例丙 a1（代 for 村党组织书记 示例乙）');
  assert.equal(actorOf({ ...act, stands_for: { seat, name: null } }), '示例丙 a1（代 for 村党组织书记）');
});
