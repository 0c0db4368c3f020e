import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { readXlsx } from 'hucre/xlsx';
import { type TestApp, testApp } from '../../../test/support/app.ts';

let web: TestApp;
const ids: Record<string, string> = {};

before(async () => {
  web = await testApp();
  const council = { kind: 'gathering', unit: '990101', fields: { type: 'council' } };
  const made: [string, string, Record<string, unknown>][] = [
    ['council', '990101', { ...council, day: '2026-02-03' }],
    ['festival', '990101', { ...council, day: '2026-03-01', fields: { type: 'festival', note: '=1+1' } }],
    [
      'stroll',
      '990101',
      {
        kind: 'stroll',
        unit: '990101',
        day: '2026-04-01',
        fields: { type: 'village', seats: ['990101:kite-keeper'], villages: ['990101100200', '990101101201'] },
      },
    ],
    ['check', '990101', { kind: 'paper', unit: '990101100', day: '2026-01-20', fields: { type: 'line-check' } }],
    ['charter', '99', { kind: 'paper', unit: '99', day: '2026-01-20', fields: { type: 'charter', title: '公约𠮷' } }],
  ];
  for (const [name, county, body] of made) {
    const { id, answer } = await web.record(county, body);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    ids[name] = id;
  }
});
after(async () => {
  assert.deepEqual(web.bugs, []);
  await web.app.close();
});

describe('every endpoint about a unit', () => {
  const pages = [
    '',
    '/children',
    '/overview',
    '/obligations',
    '/seats',
    '/sheets/kite-keeper',
    '/kinds',
    '/records',
    '/records.xlsx',
  ];
  for (const page of pages) {
    test(`${page || '/'} refuses a code that is none, an unknown unit and a day that is none`, async () => {
      const bad = await web.get(`/api/units/12345${page}`);
      assert.deepEqual([bad.status, bad.body.code], [400, 'input_invalid']);
      assert.equal(bad.body.fields[0].field, 'code');
      const unknown = await web.get(`/api/units/998877${page}`);
      assert.deepEqual([unknown.status, unknown.body.code, unknown.body.facts.value], [404, 'unit_unknown', '998877']);
      assert.match(unknown.body.message.zh, /998877/);
      const asked = page.startsWith('/records') ? 'from' : 'day';
      const day = await web.get(`/api/units/990101${page}?${asked}=2026-02-30`);
      assert.deepEqual([day.status, day.body.code], [400, 'day_invalid']);
      const misspelt = await web.get(`/api/units/990101${page}?dya=2026-02-01`);
      assert.deepEqual([misspelt.status, misspelt.body.code], [400, 'input_invalid']);
      assert.match(misspelt.body.fields[0].message.zh, /dya/);
    });
  }
});

test('the status tells version, day and packs', async () => {
  const { body } = await web.get('/api/status');
  assert.equal(body.today, '2026-06-15');
  assert.deepEqual([body.ready, body.loopback_only, body.sample], [true, true, false]);
  assert.ok(body.packs.some((pack: { id: string }) => pack.id === 'example'));
});

test('a unit comes with its line, counts, law and who holds its seats', async () => {
  const { status, body } = await web.get('/api/units/990101');
  assert.equal(status, 200);
  assert.deepEqual(
    body.ancestors.map((one: { code: string }) => one.code),
    ['0', '99', '9901'],
  );
  assert.deepEqual(body.counts, [
    { level: 'township', units: 3, farming: 2 },
    { level: 'village', units: 8, farming: 7 },
  ]);
  assert.deepEqual(
    body.seats.map((one: { seat: string; holder: string }) => [one.seat, one.holder]),
    [
      ['kite-keeper', '示例·甲'],
      ['wind-reader', '示例·乙'],
    ],
  );
});

test('children come by code and page by key', async () => {
  const first = await web.get('/api/units/990101100/children?limit=3');
  assert.equal(first.body.rows.length, 3);
  const second = await web.get(`/api/units/990101100/children?limit=3&after=${first.body.next}`);
  assert.deepEqual(
    second.body.rows.map((one: { code: string }) => one.code),
    ['990101100203'],
  );
  assert.equal(second.body.next, null);
  const wrong = await web.get('/api/units/990101100/children?after=x');
  assert.deepEqual([wrong.status, wrong.body.code], [400, 'page_mark_invalid']);
});

test('search finds by name and tells the line above', async () => {
  const { body } = await web.get(`/api/units?q=${encodeURIComponent('高飞')}`);
  assert.deepEqual([body.rows[0].code, body.rows[0].path], ['990101', '纸鸢省 · 长线市']);
});

describe('obligations', () => {
  test('of a county: every unit and period once, overdue first, and the sums of the overview', async () => {
    const rows: Record<string, string>[] = [];
    let after = '';
    do {
      const { body } = await web.get(`/api/units/990101/obligations?limit=7${after && `&after=${after}`}`);
      rows.push(...body.rows);
      after = body.next ?? '';
    } while (after !== '');
    assert.equal(new Set(rows.map((row) => row.key)).size, rows.length);
    const rank = ['overdue', 'due_soon', 'open', 'met', 'excused'];
    const order = rows.map(
      (row) =>
        `${rank.indexOf(row.status ?? '')}${row.due ?? '9999-12-31'}${(row.unit as unknown as { code: string }).code}`,
    );
    assert.deepEqual(order, [...order].sort());
    const { body } = await web.get('/api/units/990101/overview');
    const own = rows.filter((row) => !row.period?.startsWith('T'));
    for (const status of rank)
      assert.equal(own.filter((row) => row.status === status).length, body.total[status], status);
    assert.equal(own.length, body.total.owed);
  });
  test('can be narrowed by status, level, duty, holder and to the unit itself', async () => {
    const of = async (query: string) => (await web.get(`/api/units/990101/obligations?limit=200&${query}`)).body.rows;
    assert.ok((await of('status=met')).every((row: { status: string }) => row.status === 'met'));
    const letters = await of('duty=township-wind-letter&level=township');
    assert.deepEqual(
      new Set(letters.map((row: { unit: { code: string } }) => row.unit.code)),
      new Set(['990101001', '990101100', '990101101']),
    );
    assert.ok((await of('scope=own')).every((row: { unit: { code: string } }) => row.unit.code === '990101'));
    const held = await of('holder=wind-reader');
    assert.ok(
      held.length > 0 && held.every((row: { holder: string }) => row.holder.split('+').includes('wind-reader')),
    );
  });
  test('above the county are the unit’s own', async () => {
    const { body } = await web.get('/api/units/99/obligations');
    assert.deepEqual(
      body.rows.map((row: { duty: string; status: string }) => [row.duty, row.status]),
      [['kite-charter', 'met']],
    );
  });
  test('one shows its working, records, missing targets and what would serve it', async () => {
    const { status, body } = await web.get('/api/units/990101/obligations/village-stroll/kite-keeper/T2024-02-01');
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual([body.obligation.done, body.obligation.need, body.obligation.targets], [2, 7, 7]);
    assert.deepEqual(
      body.records.map((one: { target: string }) => one.target),
      ['990101100200', '990101101201'],
    );
    assert.equal(body.records[0].target_name, '北风200村');
    assert.equal(body.missing.length, 5);
    assert.deepEqual(
      body.spans.map((one: { person: string }) => one.person),
      ['示例·甲'],
    );
    assert.deepEqual(body.kinds, [{ kind: 'stroll', name: { zh: '走村', en: 'Stroll' }, preset: { type: 'village' } }]);
    assert.ok(body.working.length >= 6 && body.assumptions.length > 0 && body.clauses.length > 0);
  });
  test('one that is not owed is refused', async () => {
    const { status, body } = await web.get('/api/units/990101/obligations/wind-council/kite-board/2019Q1');
    assert.deepEqual([status, body.code], [404, 'obligation_unknown']);
  });
  test('as of an earlier day what came later does not count', async () => {
    const then = await web.get('/api/units/990101/obligations?day=2026-03-31&duty=village-stroll');
    assert.deepEqual([then.body.rows[0].done, then.body.rows[0].status], [0, 'open']);
  });
  test('under another regime the same facts are judged anew', async () => {
    const of = async (query: string) =>
      (await web.get(`/api/units/990101/obligations?limit=200&duty=wind-council${query}`)).body.rows;
    const periods = (rows: { period: string; status: string }[]) =>
      rows.filter((row) => row.status === 'met').map((row) => row.period);
    assert.deepEqual(periods(await of('')), ['2026-02']);
    assert.deepEqual(periods(await of('&regime=example')), ['2026Q1']);
    const none = await web.get('/api/units/990101/obligations?regime=nowhere');
    assert.deepEqual([none.status, none.body.code], [404, 'regime_unknown']);
  });
});

describe('seats and sheets', () => {
  test('list who owes and how it stands', async () => {
    const { body } = await web.get('/api/units/990101/seats');
    const keeper = body.rows.find((row: { seat: string }) => row.seat === 'kite-keeper');
    assert.deepEqual([keeper.person, keeper.vacant, keeper.sample], ['示例·甲', false, true]);
    const { owed, met, excused, open, due_soon, overdue } = keeper.figures;
    assert.equal(owed, met + excused + open + due_soon + overdue);
  });
  test('a sheet has lanes, the course of a coverage and standing duties', async () => {
    const { status, body } = await web.get('/api/units/990101/sheets/kite-keeper');
    assert.equal(status, 200, JSON.stringify(body));
    const stroll = body.coverage.find((one: { duty: string }) => one.duty === 'village-stroll');
    assert.deepEqual(stroll.points, [{ day: '2026-04-01', reached: 2 }]);
    assert.deepEqual([stroll.visited.length, stroll.missing.length, stroll.earlier], [2, 5, 0]);
    assert.ok(stroll.pace > 0);
    assert.ok(body.lanes.some((lane: { duty: string }) => lane.duty === 'kite-festival'));
    const walk = await web.get('/api/units/990101100/sheets/kite-keeper');
    assert.deepEqual(
      walk.body.standing.map((one: { duty: string; attention: boolean }) => [one.duty, one.attention]),
      [['wind-walk', true]],
    );
  });
  test('a seat that is not there is refused', async () => {
    const { status, body } = await web.get('/api/units/990101/sheets/emperor');
    assert.deepEqual([status, body.code], [404, 'seat_unknown']);
  });
});

describe('lists of records', () => {
  test('are listed newest first, filtered and paged', async () => {
    const all = await web.get('/api/units/990101/records?limit=2');
    assert.deepEqual(
      all.body.rows.map((row: { id: string }) => row.id),
      [ids.stroll, ids.festival],
    );
    const rest = await web.get(`/api/units/990101/records?limit=2&after=${all.body.next}`);
    assert.deepEqual(
      rest.body.rows.map((row: { id: string }) => row.id),
      [ids.council, ids.check],
    );
    assert.equal(rest.body.next, null);
    const found = await web.get(`/api/units/99/records?q=${encodeURIComponent('公约𠮷')}`);
    assert.deepEqual(
      found.body.rows.map((row: { id: string }) => row.id),
      [ids.charter],
    );
    const own = await web.get('/api/units/990101100/records');
    assert.deepEqual(
      own.body.rows.map((row: { id: string }) => row.id),
      [ids.check],
    );
    const none = await web.get('/api/units/990101/records?kind=paper&from=2026-02-01&to=2026-02-02');
    assert.deepEqual(none.body.rows, []);
    assert.equal((await web.get('/api/units/990101/records?q=%25')).body.rows.length, 0);
  });
  test('what cannot be searched for is refused before a spreadsheet begins', async () => {
    const { status, body } = await web.get('/api/units/990101/records.xlsx?q=%00');
    assert.deepEqual([status, body.code], [400, 'text_unstorable']);
  });
  test('go out as a spreadsheet of texts, none of them a formula', async () => {
    const { status, headers, bytes } = await web.get('/api/units/990101/records.xlsx');
    assert.equal(status, 200);
    assert.match(String(headers['content-disposition']), /filename\*=UTF-8''/);
    const book = await readXlsx(new Uint8Array(bytes));
    const [head, ...rows] = book.sheets[0]?.rows ?? [];
    assert.equal(head?.[0], '日期');
    assert.equal(rows.length, 4);
    assert.ok(rows.flat().every((cell) => typeof cell === 'string'));
  });
});

describe('one record', () => {
  test('comes with its acts, what it serves and what may be done', async () => {
    const { status, body } = await web.get(`/api/records/990101/${ids.stroll}`);
    assert.equal(status, 200);
    assert.deepEqual(
      body.fulfils.map((one: { duty: string; targets: number }) => [one.duty, one.targets]),
      [['village-stroll', 2]],
    );
    assert.deepEqual(body.labels['990101100200'], { zh: '北风200村', en: '北风200村' });
    assert.deepEqual(body.labels['990101:kite-keeper'], {
      zh: '高飞县 · 县风筝看护人',
      en: '高飞县 · County Kite Keeper',
    });
    assert.deepEqual(
      body.can.map((one: { verb: string; reason: boolean }) => [one.verb, one.reason]),
      [
        ['amend', false],
        ['accept', false],
        ['return', true],
        ['withdraw', true],
      ],
    );
    assert.match(body.acts[0].hash, /^[0-9a-f]{64}$/);
  });
  test('that is not there, or has no such id, is refused', async () => {
    const none = await web.get(`/api/records/990101/${randomUUID()}`);
    assert.deepEqual([none.status, none.body.code], [404, 'record_unknown']);
    assert.equal((await web.get('/api/records/990101/7')).body.code, 'input_invalid');
  });
  test('an act answers what it moved, and moves the figures of everything above at once', async () => {
    const before = await web.get('/api/units/99/overview');
    const { answer } = await web.record('990102', {
      kind: 'gathering',
      unit: '990102',
      day: '2026-06-01',
      fields: { type: 'council' },
    });
    assert.deepEqual(
      answer.body.moved.map((one: Record<string, unknown>) => [one.duty, one.period, one.done, one.need, one.met]),
      [['wind-council', '2026-06', 1, 1, true]],
    );
    assert.deepEqual(answer.body.warnings, []);
    const after = await web.get('/api/units/99/overview');
    assert.equal(after.body.total.met, before.body.total.met + 1);
  });
  test('an act that serves nothing says so; a faulty one names every field', async () => {
    const { answer } = await web.record('990101', {
      kind: 'paper',
      unit: '990101',
      day: '2026-06-01',
      fields: { type: 'door-note' },
    });
    assert.equal(answer.body.warnings.length, 1);
    const faulty = await web.record('990101', {
      kind: 'gathering',
      unit: '990101',
      day: '2026-07-01',
      fields: { type: 'ball', extra: 1 },
    });
    assert.equal(faulty.answer.status, 422);
    assert.deepEqual(faulty.answer.body.fields.map((one: { field: string }) => one.field).sort(), [
      'day',
      'extra',
      'type',
    ]);
  });
  test('kinds of a unit are those of its level', async () => {
    const { body } = await web.get('/api/units/990101100200/kinds');
    assert.deepEqual(body.kinds.map((one: { id: string }) => one.id).sort(), [
      'appointment',
      'paper',
      'pardon',
      'tea-call',
    ]);
    assert.deepEqual(
      body.seats.map((one: { ref: string }) => one.ref),
      ['990101100200:tea-host'],
    );
  });
});

describe('the law', () => {
  test('documents, one document, one clause with the obligations it makes', async () => {
    const { body } = await web.get('/api/law/documents');
    assert.deepEqual(
      body.rows.map((row: { id: string }) => row.id),
      ['example-county', 'example'],
    );
    const one = await web.get('/api/law/documents/example');
    assert.ok(one.body.clauses.every((clause: { answers: unknown[] }) => clause.answers.length > 0));
    const clause = await web.get('/api/law/clauses?id=example/art5/s1');
    assert.equal(clause.status, 200, JSON.stringify(clause.body));
    assert.deepEqual(
      clause.body.duties.map((row: { duty: string }) => row.duty),
      ['village-stroll'],
    );
    for (const url of ['/api/law/documents/none', '/api/law/clauses?id=none', '/api/law/duties/none?place=99'])
      assert.equal((await web.get(url)).status, 404, url);
  });
  test('a duty as resolved at a place, and every regime that states it', async () => {
    const { body } = await web.get('/api/law/duties/wind-council?place=990101');
    assert.deepEqual(
      body.regimes.map((row: { id: string }) => row.id),
      ['example-county', 'example'],
    );
    assert.notEqual(body.regimes[0].summary.en, body.regimes[1].summary.en);
  });
  test('two regimes side by side, counted on the tree', async () => {
    const { status, body } = await web.get('/api/law/comparison?a=example&b=example-county');
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(body.impact.place.code, '9901');
    assert.ok(
      body.rows.some(
        (row: { duty: string; change: string }) => row.duty === 'wind-council' && row.change === 'tighter',
      ),
    );
  });
  test('assumptions with their values', async () => {
    const { body } = await web.get('/api/law/assumptions?place=99');
    assert.ok(body.rows.length > 0 && body.rows.every((row: { values: unknown[] }) => Array.isArray(row.values)));
  });
});

test('a unit is renamed by an act, once', async () => {
  const act = {
    id: randomUUID(),
    verb: 'rename',
    day: '2026-05-01',
    from: ['990102100'],
    to: [{ code: '990102100', name: '大风镇' }],
  };
  await web.database.pool.query(`insert into unit_load values ('upper', 'x', 1, now()), ('village', 'x', 1, now())`);
  const first = await web.post('/api/unit-acts', act);
  assert.equal(first.status, 200, JSON.stringify(first.body));
  assert.deepEqual([first.body.units[0].name, first.body.repeated], ['大风镇', false]);
  assert.equal((await web.post('/api/unit-acts', act)).body.repeated, true);
  const other = await web.post('/api/unit-acts', { ...act, verb: 'merge', id: randomUUID() });
  assert.deepEqual([other.status, other.body.code], [422, 'unit_act_shape']);
});

test('no request cost more than ten statements', () => {
  // An act on units is done a few times a year; what it costs depends on its verb, not on the size of the tree.
  assert.ok(web.costliest.statements >= 5, 'nothing was counted');
  assert.ok(web.costliest.statements <= 10, JSON.stringify(web.costliest));
});
