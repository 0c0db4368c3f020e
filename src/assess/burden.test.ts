import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Law, ResolvedDuty } from '#regime';
import { exampleLaw } from '../../test/support/example.ts';
import { minutesPerMonth } from './burden.ts';

const law = exampleLaw('2026-06-30');
const monthly = law.duties.get('line-check') as ResolvedDuty;
const minutes = law.kinds.get('paper')?.minutes ?? Number.NaN;
const withOne = (duty: ResolvedDuty): Law => ({ ...law, duties: new Map(law.duties).set(duty.id, duty) });

test('what falls due by number counts, by the minutes of its kind; coverage, often and standing do not', () => {
  assert.equal(minutesPerMonth(law, 'township'), ((12 + 1) * minutes) / 12);
  assert.equal(minutesPerMonth(law, 'village'), 0);
});

test('a record that serves two duties is made once, as often as the one that asks more wants it', () => {
  const measure = { type: 'count', cadence: 'quarterly', need: 1 } as const;
  const fewer = withOne({ ...monthly, id: 'again', measure, figures: { need: 1 } });
  assert.equal(minutesPerMonth(fewer, 'township'), minutesPerMonth(law, 'township'));
  const more = withOne({ ...monthly, id: 'again', figures: { need: 2 } });
  assert.equal(minutesPerMonth(more, 'township'), ((24 + 1) * minutes) / 12);
});
