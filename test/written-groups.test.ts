/** How village groups may be written in the form of a visit. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupText, readGroups, unitsOf } from '../src/web/office/record-form/groups.ts';

test('group numbers are written one by one or as spans', () => {
  assert.deepEqual(readGroups('1、2，5'), [1, 2, 5]);
  assert.deepEqual(readGroups('3-5 1'), [1, 3, 4, 5]);
  assert.deepEqual(readGroups('１、２至４组'), [1, 2, 3, 4]);
  assert.deepEqual(readGroups('第2组和第2组'), [2]);
  assert.deepEqual(readGroups('五组'), []);
  assert.ok(readGroups('1-99999999').length <= 100, 'a slip of the hand makes thousands of groups');
});

test('groups of a village come back as they were written, and each village stands once', () => {
  assert.equal(groupText(['433124102003:1', '433124102003:12']), '1、12');
  assert.deepEqual(unitsOf(['433124102003:1', '433124102003:2', '433124102005']), ['433124102003', '433124102005']);
});
