import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { loadRegimes, Refusal } from '#regime';
import type { Fault } from '../src/regime/check/fault.ts';
import { readByProgram } from '../src/regime/check/overridden.ts';
import { library, packTexts } from './support/packs.ts';

const known = library().contents.get('national-2022')?.assumptions ?? [];
const given = packTexts.filter(({ path }) => !path.includes('/cases/'));
const regime = given.find(({ path }) => path === 'regimes/example-county/regime.yaml')?.text ?? '';
const clauses = given.find(({ path }) => path.startsWith('regimes/example-county/clauses/'))?.text ?? '';

/** Faults of a county's pack that gives every value of these assumptions again, from its own day, and holds some duties. */
function faultsOf(ids: readonly string[], duties = ''): Fault[] {
  const words = { zh: '示例', en: 'Sample' };
  const entries = known
    .filter(({ id }) => ids.includes(id))
    .map(({ id, values, acts_in }) => ({
      ...{ id, question: words, default: words, reason: words, acts_in },
      values: values?.map((entry) => ({ ...entry, from: '2026-01-01' })),
    }));
  const own = {
    'regime.yaml': regime
      .replace('id: example-county', 'id: local')
      .replace('extends: example', 'extends: national-2022')
      .replace("jurisdiction: '9901'", "jurisdiction: '433124'")
      .replaceAll('2025-07-01', '2026-01-01'),
    'assumptions.yaml': JSON.stringify({ assumptions: entries }),
    'clauses/all.yaml': clauses
      .replaceAll('example-county/', 'local/')
      .replace('example/art3/s1', 'national-2022/art12/p1/c1')
      .replace('example/art4', 'national-2022/art12/p1/c2'),
    ...(duties && { 'duties/all.yaml': duties }),
  };
  const texts = Object.entries(own).map(([name, text]) => ({ path: `regimes/local/${name}`, text }));
  try {
    loadRegimes([...given, ...texts]);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'pack_invalid') return error.facts.errors as Fault[];
    throw error;
  }
  return [];
}

/** Why something is written as it is; a county under the national rules changes what is written, not these values alone. */
const written =
  'g-1 g-2 g-4 g-15 g-16 g-21 g-22 g-23 g-31 g-32 g-33 g-34 g-35 g-36 g-37 g-40 g-43 g-46 g-47 z-1 z-5 z-6 z-7';

test('a value that nothing reads cannot be changed alone, every other can', () => {
  const faults = faultsOf(known.map(({ id }) => id));
  assert.deepEqual(
    faults.map(({ field }) => field),
    written.split(' ').map((id) => `assumptions[${id}].values`),
  );
});

test('the refusal says what is to be changed with it, and is gone once the pack changes that', () => {
  const [fault] = faultsOf(['z-5']);
  assert.match(
    fault?.message.zh ?? '',
    /^口径 z-5 已写进责任的写法，单改数值不起作用；请同时用 replace 改写标注它的责任（如 township-/,
  );
  assert.match(fault?.message.en ?? '', /replace those that name it as well \(such as township-/);
  assert.match(faultsOf(['g-1'])[0]?.message.zh ?? '', /^没有什么读取口径 g-1 的数值，改了不起作用/);
  const replaced = `duties:
  - replace: township-village-plans
    clause: local/art1
    with: { clauses: [local/art1, national-2022/art12/p1/c3], assumptions: [z-1, z-5], holder: { level: township, where: { kinds: [township, street], farming: true }, body: party-committee-and-government, mode: joint } }
`;
  assert.deepEqual(faultsOf(['z-5'], replaced), []);
});

test('the assumptions that the program asks for are those its sources name', () => {
  const sources = globSync('src/**/*.ts').filter((path) => !/\.test\.ts$|overridden\.ts$/.test(path));
  const named = sources.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/'([gz]-\d+)'/g)].map(([, id]) => id),
  );
  assert.deepEqual([...new Set(named)].sort(), [...readByProgram].sort());
});
