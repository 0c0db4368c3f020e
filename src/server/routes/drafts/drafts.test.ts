import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { unzipSync } from 'fflate';
import { periods } from '#ledger';
import type { UnitCode } from '#org';
import { type Answer, type TestApp, testApp } from '../../../../test/support/app.ts';
import { library, packTexts } from '../../../../test/support/packs.ts';
import { takeEntered } from '../../enter-regimes.ts';
import { lawbookOf } from '../../lawbook.ts';
import { operator } from '../../operator.ts';
import { verifyAll } from '../../store/verify.ts';
import { todayOf } from '../context.ts';
import { bypassedBy } from './passing.ts';

let web: TestApp;
/** Who sends the next requests: operators of the machine by different names. */
let sender = operator;
before(async () => {
  web = await testApp(async () => sender, library('example'));
});
after(async () => {
  await web.context.entering?.stop();
  await web.app.close();
});

const home = '990101';
/** A quarterly duty of townships in the example: its id and its need. */
const duty = [...library('example').under('example', '2026-06-15').duties.values()].find(
  ({ measure }) => measure.type === 'count' && measure.cadence === 'quarterly',
)!;

const rule = [
  '高飞县放飞细则（示例）',
  '第一条　看风人每季度至少看风3次。',
  '第二条　茶馆每日洒扫庭院。',
  '第三条　本细则自2026年6月1日起施行。',
];

async function imported(lines = rule): Promise<{ home: string; id: string }> {
  const url = `/api/documents?home=${home}&name=rule.txt`;
  const { body } = await web.post(url, Buffer.from(lines.join('\n')), { 'content-type': 'application/octet-stream' });
  return { home, id: body.documents[0].id };
}

async function drafted(pack: string, in_force: string): Promise<string> {
  const id = randomUUID();
  const document = await imported();
  const { status, body } = await web.post('/api/drafts', {
    id,
    act: randomUUID(),
    home,
    document,
    pack,
    base: 'example',
    in_force,
  });
  assert.equal(status, 200, JSON.stringify(body));
  return id;
}
const at = (id: string): string => `/api/drafts/${home}/${id}`;
const act = (id: string, verb: string, more: object = {}): Promise<Answer> =>
  web.post(`${at(id)}/acts`, { id: randomUUID(), verb, ...more });

type Choice = { clause: string; decided: boolean; answer: string; duties: object[]; keep: boolean };

/** Decides every clause: the first replaces the duty, the others are policy text. */
async function decide(id: string, need: number): Promise<void> {
  const { choices } = (await web.get(at(id))).body as { choices: Choice[] };
  const decided = choices.map((choice, index) => ({
    ...choice,
    decided: true,
    answer: index === 0 ? 'duties' : 'policy_text',
    en: index === 1 ? 'The tea house sweeps its yard daily.' : '',
    duties: index === 0 ? [{ do: 'replace', duty: duty.id, measure: { cadence: 'quarterly', need } }] : [],
  }));
  const { status, body } = await act(id, 'revise', { choices: decided });
  assert.equal(status, 200, JSON.stringify(body));
}

const needAt = (day: string): unknown => web.context.library.at(day, home).duties.get(duty.id)?.figures.need;

/** How the obligation of the third quarter stands. */
const statusOf = async (): Promise<string> =>
  (await web.get(`/api/units/${home}/obligations?duty=${duty.id}`)).body.rows.find(
    (row: { period: string; unit: { code: string } }) => row.period === '2026Q3' && row.unit.code === home,
  ).status;
const metBelow = async (code: string): Promise<number> =>
  (await web.get(`/api/units/${code}/overview`)).body.duties.find((row: { duty: string }) => row.duty === duty.id)
    .figures.met;

test('nothing of a document is taken until a person decides it, clause by clause', async () => {
  const id = await drafted('gale-one', '2026-09-01');
  const { body } = await web.get(at(id));
  assert.deepEqual([body.draft.stage, body.undecided, body.faults], ['draft', 3, []]);
  assert.deepEqual(
    body.choices.map((one: Choice) => one.decided),
    [false, false, false],
  );
  assert.equal(body.choices[0].said[0].phrase, '每季度至少看风3次');
  const duties = body.files.find((file: { path: string }) => file.path.endsWith('duties/draft.yaml'));
  assert.match(duties.text, /duties: \[\]/);
  const early = await act(id, 'check');
  assert.deepEqual([early.status, early.body.code], [422, 'draft_undecided']);
  await decide(id, 9);
  const after = (await web.get(at(id))).body;
  assert.equal(after.undecided, 0);
  assert.match(after.files.find((file: { path: string }) => file.path.endsWith('duties/draft.yaml')).text, /need: 9/);
  const clauses = after.files.find((file: { path: string }) => file.path.endsWith('clauses/draft.yaml')).text;
  assert.match(clauses, /en: The tea house sweeps its yard daily\./);
  assert.match(clauses, /en: \(Chinese only\) 看风人每季度至少看风3次。/);
  assert.ok(after.vocabulary.duties.some((one: { id: string }) => one.id === duty.id));
});

test('a draft is tried on real facts before it takes force, by those who may see it', async () => {
  const id = await drafted('gale-two', '2026-09-01');
  await decide(id, 9);
  const level = duty.holder.level === 'township' ? '990101100' : home;
  const rows = (await web.get(`/api/units/${level}/obligations?duty=${duty.id}&regime=gale-two`)).body.rows;
  assert.ok(rows.length > 0 && rows.every((row: { need: number }) => row.need === 9));
  const own = (await web.get(`/api/units/${level}/obligations?duty=${duty.id}`)).body.rows;
  assert.notEqual(own[0].need, 9);
  assert.equal(needAt('2026-06-15'), duty.figures.need);
  sender = { ...operator, account: randomUUID() };
  const stranger = await web.get('/api/law/comparison?a=example&b=gale-two');
  assert.deepEqual([stranger.status, stranger.body.code], [404, 'regime_unknown']);
  const hidden = await web.get(at(id));
  assert.deepEqual([hidden.status, hidden.body.code], [404, 'unit_unknown']);
  assert.deepEqual((await web.get('/api/drafts')).body.rows, []);
  sender = operator;
  const seen = await web.get('/api/law/comparison?a=example&b=gale-two');
  assert.equal(seen.body.impact.place.code, home);
  assert.equal(seen.body.rows.find((row: { duty: string }) => row.duty === duty.id).change, 'tighter');
});

test('a draft written by hand is checked by the loader: faults by file, line and field', async () => {
  const id = await drafted('gale-three', '2026-09-01');
  await decide(id, 9);
  const { files } = (await web.get(at(id))).body as { files: { path: string; text: string }[] };
  const spoilt = files.map((file) => ({ ...file, text: file.text.replace('need: 9', 'need: nine') }));
  assert.equal((await act(id, 'revise', { files: spoilt })).status, 200);
  const [fault] = (await web.get(at(id))).body.faults;
  assert.deepEqual([fault.file, fault.field.includes('need')], ['duties/draft.yaml', true]);
  assert.ok(fault.line > 1);
  const refused = await act(id, 'check');
  assert.deepEqual([refused.status, refused.body.code, refused.body.facts.line], [422, 'draft_faulty', fault.line]);
  assert.match(refused.body.message.zh, /：1 处有误，首先是 duties\/draft\.yaml/);
  const early = await act(id, 'sign');
  assert.equal(early.body.message.zh, '草案目前处于“起草中”，不能这样办理。');
  assert.equal(early.body.remedy.zh, '现在可以：修改、检查、撤回。');
  assert.equal(early.body.remedy.en, 'Open now: revise, check, withdraw.');
  const elsewhere = files.map((file) => ({ ...file, text: file.text.replace('"990101"', '"990102"') }));
  await act(id, 'revise', { files: elsewhere });
  assert.equal((await act(id, 'check')).body.code, 'draft_ground');
  const outside = await act(id, 'revise', { files: [{ path: 'gale-three/../national-2022/regime.yaml', text: '' }] });
  assert.deepEqual([outside.status, outside.body.code], [400, 'option_value']);
  await act(id, 'revise', { files });
  assert.equal((await act(id, 'check')).status, 200);
  const { bytes } = await web.get(`${at(id)}/file`);
  const taken = `select subject, (facts ->> 'files')::int > 1 many from audit_entry where kind = 'download-draft'`;
  assert.deepEqual((await web.database.pool.query(taken)).rows, [{ subject: id, many: true }]);
  assert.deepEqual(Object.keys(unzipSync(bytes)).sort(), files.map((file) => file.path).sort());
});

test('it is checked with its impact and signed by two different persons', async () => {
  const id = await drafted('gale-2026', '2026-07-01');
  await decide(id, 9);
  assert.equal((await act(id, 'check')).body.draft.stage, 'checked');
  const checked = (await web.get(at(id))).body;
  const row = checked.impact.rows.find((one: { duty: string }) => one.duty === duty.id);
  assert.equal(row.change, 'tighter');
  assert.deepEqual([checked.impact.impact.place.code, checked.supersedes, checked.signers], [home, null, 2]);
  assert.equal((await signBy(id, 'p-1')).body.draft.stage, 'checked');
  const twice = await signBy(id, 'p-1');
  assert.deepEqual([twice.status, twice.body.code], [409, 'draft_signed_twice']);
  const paper = await web.get(`/api/law/comparison?a=example&b=gale-2026`);
  assert.equal(paper.status, 200);
  assert.equal((await signBy(id, 'p-2')).body.draft.stage, 'signed');
  sender = {
    ...operator,
    account: randomUUID(),
    seats: [{ unit: home as UnitCode, seat: 'wind-reader', acting: false, via: 'tenure' }],
  };
  const reader = await act(id, 'withdraw', { reason: '无权' });
  assert.deepEqual([reader.status, reader.body.code], [403, 'not_allowed']);
  sender = operator;
  await act(id, 'withdraw', { reason: '另行起草' });
});

test('whoever signs sees which running period is dropped and which counts first (z-8)', async () => {
  const id = await drafted('gale-mid', '2026-08-15');
  await decide(id, 9);
  await act(id, 'check');
  const row = (await web.get(at(id))).body.impact.passing.find((one: { duty: string }) => one.duty === duty.id);
  assert.deepEqual([row.ends, row.first, row.from], ['2026Q3', '2026Q4', '2026-10-01']);
  // What is said is what is then owed.
  const pack = { id: 'gale-mid', files: (await web.get(at(id))).body.files };
  const library = web.context.lawbook!.coming(pack);
  const counted = (day: string): string[] => {
    const law = library.at(day, home);
    return periods.counted(law, law.duties.get(duty.id)!, 2026, day).map(({ period }) => period.key);
  };
  assert.ok(counted('2026-08-14').includes('2026Q3'));
  assert.deepEqual(counted('2026-08-15'), ['2026Q4']);
  const whole = await drafted('gale-first', '2026-10-01');
  await decide(whole, 9);
  await act(whole, 'check');
  const [even, ...others] = (await web.get(at(whole))).body.impact.passing;
  assert.deepEqual(others, []);
  assert.deepEqual([even.duty, even.ends, even.first], [duty.id, null, '2026Q4']);
});

test('its day: settled anew, written as an act, and part of the law of a new process', async () => {
  const id = await drafted('gale-day', '2026-07-01');
  await decide(id, 9);
  await act(id, 'check');
  await signBy(id, 'p-1');
  const signed = await signBy(id, 'p-2');
  assert.deepEqual([signed.body.draft?.stage, needAt('2026-07-02')], ['signed', duty.figures.need]);
  await web.context.entering!.look();
  assert.equal(needAt('2026-07-02'), duty.figures.need);
  web.clock.now = '2026-07-01T02:00:00Z';
  const council = { kind: 'gathering', unit: home, day: '2026-07-01', fields: { type: 'council' } };
  assert.equal((await web.record(home, council)).answer.status, 200);
  assert.deepEqual([await statusOf(), await metBelow('99')], ['met', 1]);
  await web.context.entering!.look();
  // One of nine: what was met under the law before is open again, in the county and in the sums above it.
  assert.deepEqual([await statusOf(), await metBelow('99')], ['open', 0]);
  assert.deepEqual([needAt('2026-06-30'), needAt('2026-07-01')], [duty.figures.need, 9]);
  const { draft, acts, can } = (await web.get(at(id))).body;
  assert.deepEqual([draft.stage, acts.at(-1).verb, acts.at(-1).actor, can], ['in_force', 'regime-enter', 'system', []]);
  for (const one of acts) assert.equal(one.name !== '', one.actor !== 'system', `${one.verb} says who did it`);
  const library = (await web.get('/api/law/clauses?id=gale-day/art1')).body;
  assert.deepEqual(library.clause.wording, { text: '看风人每季度至少看风3次。', exact: true });
  assert.equal(web.notes.length, 1);
  const late = await act(id, 'withdraw', { reason: '不要了' });
  assert.deepEqual([late.status, late.body.code], [409, 'draft_act_not_open']);
  const { breaches } = await verifyAll(web.stores, web.context.library);
  assert.deepEqual(breaches, []);
  const lawbook = lawbookOf(packTexts.filter(({ path }) => /^regimes\/example\//.test(path)));
  const now = (): Date => new Date(web.clock.now);
  await takeEntered({ stores: web.stores, lawbook, now, dayOf: (instant) => todayOf({ now: () => instant }) });
  assert.equal(lawbook.library.at('2026-07-01', home).duties.get(duty.id)?.figures.need, 9);
  const documents = (await web.get('/api/law/documents')).body.rows;
  assert.ok(documents.some((one: { id: string }) => one.id === 'gale-day'));
  web.clock.now = '2026-06-15T02:00:00Z';
});

test('before its day a signed draft is taken back with a reason', async () => {
  const id = await drafted('gale-back', '2026-12-01');
  await decide(id, 8);
  await act(id, 'check');
  await signBy(id, 'p-1');
  await signBy(id, 'p-2');
  assert.equal((await act(id, 'withdraw', { reason: ' ' })).body.code, 'reason_required');
  assert.equal((await act(id, 'withdraw', { reason: '重新起草' })).body.draft.stage, 'withdrawn');
  web.clock.now = '2026-12-02T02:00:00Z';
  await web.context.entering!.look();
  assert.ok(!web.context.library.packs.has('gale-back'));
  web.clock.now = '2026-06-15T02:00:00Z';
});

test('an id is used once, and the same act sent again changes nothing', async () => {
  const id = await drafted('gale-once', '2026-12-01');
  const document = await imported();
  const again = await web.post('/api/drafts', {
    id: randomUUID(),
    act: randomUUID(),
    home,
    document,
    pack: 'gale-once',
    base: 'example',
  });
  assert.deepEqual([again.status, again.body.code], [409, 'draft_pack_taken']);
  const choices = ((await web.get(at(id))).body as { choices: object[] }).choices;
  const sent = { id: randomUUID(), verb: 'revise', choices };
  const first = await web.post(`${at(id)}/acts`, sent);
  const second = await web.post(`${at(id)}/acts`, sent);
  assert.deepEqual([first.body.draft.version, second.body.draft.version], [2, 2]);
  const lost = await web.get(at(randomUUID()));
  assert.deepEqual([lost.status, lost.body.code], [404, 'draft_unknown']);
  assert.deepEqual(web.bugs, []);
});

/** Two persons sign a pack (z-17); the nation's assumption says so. */
test('a draft that does not stand on what rules its ground says what ends there', () => {
  const national = library();
  const asked = (base: string, home: string) => bypassedBy(national, { base, inForce: '2026-01-01' }, home);
  assert.equal(asked('national-2022', '433124'), 'hunan-2023');
  assert.equal(asked('hunan-2023', '433124'), null);
  assert.equal(asked('national-2022', '130123'), null);
  assert.equal(asked('national-2022', '43'), null, 'its own older pack is superseded, not passed over');
});

test('how many must sign is an assumption of the national pack', () => {
  assert.equal(library().at('2026-06-15', '43').assumed('z-17', 'signers'), 2);
});

/** Signs as a person who holds the seat that may. */
async function signBy(id: string, name: string): Promise<Answer> {
  const seats = [{ unit: home as UnitCode, seat: 'kite-keeper', acting: false, via: 'tenure' as const }];
  sender = { ...operator, account: randomUUID(), person: name, name, seats };
  const answer = await act(id, 'sign');
  sender = operator;
  return answer;
}
