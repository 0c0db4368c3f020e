import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, test } from 'node:test';
import type { Actor, UnitCode } from '#org';
import { type TestApp, testApp } from '../../../../test/support/app.ts';
import { library } from '../../../../test/support/packs.ts';
import { operator } from '../../operator.ts';
import { readOrigin } from '../../typeset/docx-origin.ts';

const [county, village, day] = ['990101', '990101100200', '2026-06-15'];
const held = (unit: string, seat: string) => ({ unit: unit as UnitCode, seat, acting: false, via: 'tenure' as const });
const actor = (name: string, unit: string, seat: string): Actor => ({
  ...{ account: randomUUID(), person: null, name, admin: null, isSample: true, seats: [held(unit, seat)] },
});
const office = actor('示例农办', county, 'rural-work-office-staff');
let app: TestApp;
let who: Actor = operator;
let tenure = '';

before(async () => {
  app = await testApp(async () => who, library('national-2022', 'hunan-2023', 'beijing-2023', 'nrra-2023'));
  const seat = [`${village}:village-party-secretary`];
  const act = async (record: string, body: Record<string, unknown>): Promise<void> => {
    const sent = await app.post(`/api/records/${county}/${record}/acts`, { id: randomUUID(), ...body });
    assert.equal(sent.status, 200, JSON.stringify(sent.body));
  };
  const appoint = (record: string, person: string, name: string, from: string) =>
    act(record, {
      ...{ verb: 'create', kind: 'appointment', unit: village, day },
      fields: { seat, person, name, from, acting: false },
    });
  tenure = randomUUID();
  await appoint(tenure, randomUUID(), '示例甲', '2024-01-01');
  await act(tenure, { verb: 'end', version: 1, fields: { until: '2026-06-10', end_reason: 'transfer' } });
  await appoint(randomUUID(), randomUUID(), '示例乙', '2026-06-11');
  who = office;
});

const paper = (format: string, query = `?tenure=${tenure}`) =>
  app.get(`/api/units/${village}/documents/handover.${format}${query}`);

test('the paper of a handover says what its page says, and who took it stands in the audit log', async () => {
  const at = `/api/units/${village}/handovers/${tenure}`;
  const { body: page } = await app.get(at);
  assert.ok(page.open.length > 0);
  const { status, bytes } = await paper('docx');
  assert.equal(status, 200);
  const { origin } = readOrigin(bytes);
  const figure = (path: string) => origin.notes.find((note) => note.at === path)?.value;
  assert.deepEqual(
    [figure('row.leaver.name'), figure('row.taker.name'), figure('row.since'), figure('row.ended')],
    ['示例甲', '示例乙', '2024-01-01', '2026-06-10'],
  );
  assert.deepEqual([figure('open.#'), figure('day'), figure('lines.#')], [page.open.length, day, undefined]);
  assert.equal(origin.parameters.tenure, tenure);
  assert.equal((await app.post(at, { id: randomUUID() })).status, 200);
  assert.equal((await app.get(at)).body.acts[0].day, day);
  const begun = readOrigin((await paper('docx')).bytes).origin.notes;
  assert.ok(begun.some((note) => note.name.en === 'The list as begun' && Number(note.value) > page.open.length));
  assert.equal((await paper('pdf')).headers['content-type'], 'application/pdf');
  const { rows } = await app.database.pool.query(
    `select actor_name, facts from audit_entry where kind = 'export-paper' order by seq`,
  );
  const entry = (format: string) => ({ actor_name: office.name, facts: { paper: 'handover', format, day, tenure } });
  assert.deepEqual(rows, [entry('docx'), entry('docx'), entry('pdf')]);
});

test('it is refused out of reach, without a tenure, and for one that did not end here', async () => {
  who = actor('示例外县', '990102', 'rural-work-office-staff');
  assert.equal((await paper('docx')).body.code, 'unit_unknown');
  who = office;
  assert.equal((await paper('docx', '')).body.code, 'paper_needs');
  assert.equal((await paper('docx', `?tenure=${randomUUID()}`)).body.code, 'tenure_unknown');
  assert.deepEqual(app.bugs, []);
});
