/** The law cases hold forms and key tasks fast: no value of one can change without a case that fails. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Law, Library } from '#regime';
import { runCase } from './support/case.ts';
import { allCases, library } from './support/packs.ts';

const packs = library();
const cases = allCases().map(({ case: one }) => one);
/** Words for people, and references that the loader holds against what there is. */
const words = new Set(['name', 'help', 'clauses', 'evidence', 'of']);

/** The paths of all values under one, words aside. */
function* pathsIn(value: unknown, path: readonly (string | number)[] = []): Generator<readonly (string | number)[]> {
  if (typeof value !== 'object' || value === null) return yield path;
  for (const [key, part] of Object.entries(value))
    if (!words.has(key)) yield* pathsIn(part, [...path, Array.isArray(value) ? Number(key) : key]);
}

const other = (value: unknown): unknown => {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  return typeof value === 'string' && /^\d{4}-/.test(value) ? value.replace('-', '-1').slice(0, 10) : `${value}-other`;
};

/** The same with the value at a path changed. */
function changedAt<T>(whole: T, path: readonly (string | number)[]): T {
  const copy = structuredClone(whole);
  const within = path.slice(0, -1).reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], copy);
  const last = path.at(-1) as string;
  (within as Record<string, unknown>)[last] = other((within as Record<string, unknown>)[last]);
  return copy;
}

const under = (change: (law: Law) => Law): Library => ({
  ...packs,
  at: (day, place) => change(packs.at(day, place)),
  under: (regime, day) => change(packs.under(regime, day)),
});

/** The values that may change without any of the cases that say the thing failing. */
function unnoticed(id: string, whole: object, kept: 'forms' | 'tasks', swap: (law: Law, by: never) => Law): string[] {
  const saying = cases
    .filter((one) =>
      kept === 'forms' ? one.forms.some(({ kind }) => kind === id) : one.tasks.some(({ task }) => task === id),
    )
    .map((one) => ({ ...one, records: [], expect: [], absent: [] }));
  return [...pathsIn(whole)]
    .filter((path) => path[0] !== 'id')
    .filter((path) => {
      const changed = under((law) => swap(law, changedAt(whole, path) as never));
      return !saying.some((one) => runCase(changed, one).length > 0);
    })
    .map((path) => `${id} ${path.join('.')}`);
}

const contents = [...packs.contents.values()];

test('no value of a form can change unnoticed', () => {
  const kinds = contents.flatMap((content) => content.kinds);
  assert.ok(kinds.length > 15);
  const found = kinds.flatMap((kind) =>
    unnoticed(kind.id, kind, 'forms', (law, by) => ({ ...law, kinds: new Map(law.kinds).set(kind.id, by) })),
  );
  assert.deepEqual(found, []);
});

test('no value of a key task can change unnoticed', () => {
  const tasks = contents.flatMap((content) => content.tasks);
  assert.ok(tasks.length > 15);
  const found = tasks.flatMap((task) =>
    unnoticed(task.id, task, 'tasks', (law, by) => ({
      ...law,
      tasks: law.tasks.map((one) => (one.id === task.id ? by : one)),
    })),
  );
  assert.deepEqual(found, []);
});
