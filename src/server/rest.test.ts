import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pauses } from './rest.ts';

test('memory is given back once, at the first quiet turn after something was done', () => {
  const pause = pauses();
  assert.equal(pause.turn(), false); // nothing was done yet
  pause.act();
  assert.equal(pause.turn(), false); // busy within this turn
  pause.act();
  assert.equal(pause.turn(), false); // busy again
  assert.equal(pause.turn(), true);
  assert.deepEqual([pause.turn(), pause.turn()], [false, false]);
  pause.act();
  assert.deepEqual([pause.turn(), pause.turn()], [false, true]);
});
