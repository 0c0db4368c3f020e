/** The real packs of `regimes/`: they load, answer all clauses, and say what the documents say. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  addDays,
  assumptionsOf,
  compareLaws,
  coverageOf,
  daysBetween,
  type Fault,
  impact,
  isWorkingDay,
  loadRegimes,
  Refusal,
  weekdayOf,
  yearOf,
} from '#regime';

const root = new URL('../', import.meta.url);
const paths = globSync('regimes/**/*.yaml', { cwd: root }).sort();
const texts = paths.map((path) => ({ path, text: readFileSync(new URL(path, root), 'utf8') }));

function load() {
  try {
    return loadRegimes(texts);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'pack_invalid') throw error;
    const faults = error.facts.errors as Fault[];
    const lines = faults.slice(0, 20).map((one) => `${one.file}:${one.line} ${one.field}: ${one.message.en}`);
    throw new Error(`${faults.length} faults in the packs\n${lines.join('\n')}`);
  }
}
const library = load();
const documents = ['national-2022', 'hunan-2023', 'nrra-2023', 'beijing-2023'];

test('every document has all its clauses, and every clause has an answer that exists', () => {
  const coverage = coverageOf(library);
  const counted = documents.map((id) => coverage.totals.regimes[id]?.clauses);
  assert.deepEqual(counted, [188, 57, 112, 189]);
  assert.deepEqual(coverage.unanswered, []);
  assert.equal(coverage.rows.filter((row) => documents.includes(row.regime)).length, 546);
});

test('what the engine does for a clause is said in both languages', () => {
  const rules = coverageOf(library).rows.flatMap(({ answers }) => answers.filter((one) => one.kind === 'rule'));
  assert.ok(rules.length > 20, 'too few rules were found');
  const chinese = rules.filter(({ text }) => /\p{Script=Han}/u.test(text.en)).map(({ text }) => text.en);
  assert.deepEqual(chinese, []);
});

test('all fifty questions that the texts leave open have an assumption', () => {
  const ids = new Set(documents.flatMap((id) => library.contents.get(id)!.assumptions.map((one) => one.id)));
  const missing = Array.from({ length: 50 }, (_, index) => `g-${index + 1}`).filter((id) => !ids.has(id));
  assert.deepEqual(missing, []);
  const rows = assumptionsOf(library, library.at('2026-03-01', '433124'));
  assert.ok(rows.find((row) => row.id === 'g-3')!.duties.length > 0, 'g-3 acts in no duty');
});

test('before 20 July 2023 Beijing runs on the national text alone', () => {
  assert.equal(library.at('2023-07-19', '110118').regime.id, 'national-2022');
  assert.equal(library.at('2023-07-20', '110118').regime.id, 'beijing-2023');
  assert.equal(library.at('2023-09-18', '433124').regime.id, 'national-2022');
  assert.equal(library.at('2023-09-19', '433124').regime.id, 'hunan-2023');
  assert.throws(
    () => library.at('2022-11-27', '433124'),
    (error) => error instanceof Refusal && error.code === 'law_none',
  );
});

test('Beijing gives numbers where the nation says at regular times', () => {
  const nation = library.at('2026-03-01', '433124').duties.get('county-standing-committee')!;
  const district = library.at('2026-03-01', '110118').duties.get('county-standing-committee')!;
  assert.deepEqual(
    [nation.measure.type === 'count' && nation.measure.cadence, nation.figures.need, nation.figures.goal],
    ['annual', 1, 4],
  );
  assert.deepEqual(
    [district.measure.type === 'count' && district.measure.cadence, district.figures.need],
    ['quarterly', 1],
  );
  assert.equal(district.from, '2023-07-20');
  assert.equal(library.at('2026-03-01', '110118').skipLevels.has('city'), true);
});

test('the comparison of the nation with Beijing finds tighter duties and says why a looser one is looser', () => {
  const [nation, beijing] = [library.under('national-2022', '2026-03-01'), library.under('beijing-2023', '2026-03-01')];
  const { duties, totals } = compareLaws(nation, beijing);
  assert.ok(totals.tighter > 0);
  assert.equal(duties.find((row) => row.duty === 'county-standing-committee')?.change, 'tighter');
  const silent = duties.filter((row) => row.change === 'looser' && !row.b?.looser_reason).map((row) => row.duty);
  assert.deepEqual(silent, []);
  const gone = duties.filter(
    (row) =>
      row.change === 'only_a' &&
      !row.b?.looser_reason &&
      !beijing.removed.has(row.duty) &&
      !beijing.skipLevels.has(row.level),
  );
  assert.deepEqual(
    gone.map((row) => row.duty),
    [],
  );
  const { levels } = impact(nation, beijing, (of) => (of === 'county' ? 10 : of === 'village' ? 1000 : 0));
  const county = levels.find((row) => row.level === 'county')!;
  assert.ok(county.acts_b > county.acts_a, `${county.acts_b} acts a year against ${county.acts_a}`);
});

test('a year plan adds tasks that expire, and no duty', () => {
  const during = library.at('2023-06-01', '433124').tasks.map((task) => task.id);
  const after = library.at('2024-06-01', '433124').tasks.map((task) => task.id);
  assert.ok(during.length > after.length);
  assert.equal(library.contents.get('nrra-2023')!.duties.length, 0);
  assert.equal(
    library.at('2023-06-01', '433124').chain.some((regime) => regime.id === 'nrra-2023'),
    false,
  );
});

test('the calendar covers every year from 2022 to 2027 at least', () => {
  const years = library.at('2026-03-01', '110118').calendar.map(({ year }) => year);
  assert.deepEqual(
    years,
    years.map((_, at) => 2022 + at),
  );
  assert.ok(years.includes(2027));
});

test('the calendar gives each year the days off that the regulation sets, and none that the notice did not move', () => {
  const { calendar } = library.at('2026-03-01', '110118');
  const worked = calendar.map(({ year, rest, work }) => {
    const days = Array.from({ length: 366 }, (_, at) => addDays(`${year}-01-01`, at)).filter(
      (day) => yearOf(day) === year,
    );
    const weekdays = days.filter((day) => weekdayOf(day) <= 5);
    const always = ['01-01', '05-01', '10-01', '10-02', '10-03', ...(year > 2024 ? ['05-02'] : [])];
    assert.deepEqual(
      always.map((day) => `${year}-${day}`).filter((day) => isWorkingDay(calendar, day)),
      [],
      `${year}`,
    );
    assert.deepEqual(
      work.filter((day) => weekdayOf(day) <= 5 || !days.includes(day)),
      [],
      `${year}`,
    );
    // Only the year without a notice leaves what falls on a weekend where it falls.
    if (work.length === 0) return rest.reduce((sum, { from, to }) => sum + daysBetween(from, to) + 1, 0);
    return weekdays.length - days.filter((day) => isWorkingDay(calendar, day)).length;
  });
  assert.deepEqual(
    worked,
    calendar.map(({ year }) => (year > 2024 ? 13 : 11)),
  );
});

test('what was withdrawn or returned serves no duty, whatever its kind', () => {
  for (const [pack, { kinds }] of library.contents)
    for (const kind of kinds) {
      const back = kind.acts.filter(({ verb }) => verb === 'withdraw' || verb === 'return').map(({ to }) => to);
      const counted = kind.states.filter(({ id, counts }) => counts && back.includes(id)).map(({ id }) => id);
      assert.deepEqual(counted, [], `${pack}/${kind.id}`);
      assert.ok(
        kind.states.some(({ counts }) => counts),
        `${pack}/${kind.id}`,
      );
    }
});

test('what a document asks for binds from the day on which the document came into force', () => {
  for (const id of documents) {
    const { regime, duties, kinds } = library.contents.get(id)!;
    const dated = [...kinds, ...duties.flatMap((duty) => ('from' in duty ? [duty] : []))];
    const others = dated.filter(({ from }) => from !== regime.in_force).map((one) => one.id);
    assert.deepEqual(others, [], id);
  }
});

test('every pack file names its schema on its first line', () => {
  const bare = texts.filter(
    ({ text }) => !/^# yaml-language-server: \$schema=(\.\.\/)+schemas\/[a-z]+\.schema\.json\n/.test(text),
  );
  assert.deepEqual(
    bare.map((one) => one.path),
    [],
  );
});
