import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { routes } from '#contract';
import { sheetBytes } from '../test/support/sheet.ts';
import { act, today } from './review.ts';
import { ask, type Office, openPage, settled, visit, type Whom } from './support.ts';

const pages = [
  '/u/0',
  '/u/433124',
  '/u/433124110226',
  '/u/433124/unit',
  '/u/433124110226/unit',
  '/u/433124/obligations',
  '/u/433124/seats',
  '/u/433124/s/party-secretary',
  '/u/433124110226/s/village-organizations',
  '/u/433124/records',
  '/u/433124/new',
  '/u/433124/new/meeting',
  '/u/433124/new/visit',
  '/law',
  '/law/documents/hunan-2023',
  '/law/clause?id=national-2022/art11/item2/s1',
  '/law/duties/county-rural-work-conference',
  '/law/compare?a=national-2022&b=hunan-2023&place=433124',
  '/law/assumptions',
  '/nowhere',
];

const own: readonly (readonly [Whom | null, string])[] = [
  [null, '/'],
  ['county-office', '/me'],
  ['village-cadre', '/'],
  ['county-office', '/u/433124/posts'],
  ['county-office', '/u/433124/import'],
  ['county-office', '/u/433124/handovers'],
  ['county-office', '/p/433124/sample-433124-2'],
  ['county-office', '/law/texts'],
  ['county-office', '/law/drafts'],
  ['county-office', '/papers/check'],
  ['security', '/accounts'],
  ['security', '/approvals'],
  ['county-office', '/approvals?unit=433124'],
  ['auditor', '/audit'],
];

/** Pages of review and handover, with something on each: a record to look at, one that came back, an ended tenure. */
async function inHand(office: Office): Promise<readonly (readonly [Whom, string])[]> {
  const writer = await openPage(office, { as: 'village-cadre' });
  await visit(writer.page, '/');
  const reviewer = await openPage(office, { as: 'township-cadre' });
  await visit(reviewer.page, '/');
  const village = '433124102200';
  const [day, back] = [await today(writer.page), randomUUID()];
  for (const id of [back, randomUUID()]) {
    const fields = { classes: ['finance'], note: '示例：待看' };
    const body = { verb: 'create', kind: 'village-disclosure', unit: village, day, fields };
    assert.equal(await act(writer.page, id, body), 200);
  }
  assert.equal(await act(reviewer.page, back, { verb: 'return', version: 1, reason: '示例：看不清' }), 200);
  await writer.done();
  await reviewer.done();
  const { rows } = await ask(office, 'listHandovers', { params: { code: '433124' } });
  assert.ok(rows[0], 'no tenure of the sample ended');
  return [
    ['township-cadre', '/reviews'],
    ['village-cadre', '/notices'],
    ['county-office', `/u/433124/handovers/${rows[0].tenure}`],
  ];
}

/** An address, and what one does there before there is something to look at. */
type Begun = readonly [path: string, begin?: (page: Page) => Promise<void>];

/** Keeps two prints of a text and drafts a pack from the first. */
async function textsIn(page: Page): Promise<readonly Begun[]> {
  const home = '433124';
  const post = async (path: string, data: unknown): Promise<unknown> => {
    const headers = { 'content-type': typeof data === 'string' ? 'application/octet-stream' : 'application/json' };
    const reply = await page.request.post(path, { data, headers });
    assert.equal(reply.status(), 200, `${path}: ${await reply.text()}`);
    return reply.json();
  };
  const keep = async (name: string, often: string): Promise<string> => {
    const text = `花垣县走访细则（${name}）\n第一条　县级每季度${often}走访一次。\n第三条　本细则由农办解释。`;
    const path = `${routes.importFile[1]}?home=${home}&name=${encodeURIComponent(name)}.txt`;
    const { documents } = (await post(path, text)) as { documents: { id: string }[] };
    return documents[0]?.id ?? '';
  };
  const [a, b] = [await keep('示例一', '至少'), await keep('示例二', '')];
  const draft = { id: randomUUID(), act: randomUUID(), home, document: { home, id: a } };
  await post(routes.createDraft[1], { ...draft, pack: `look-${draft.id.slice(0, 8)}`, base: 'hunan-2023' });
  const text = `/law/texts/${home}/${a}`;
  const open = (page: Page) => page.locator('main details.fold > summary').last().click();
  return [
    [text],
    [`${text}/draft`],
    [`${text}/base`],
    [`/law/texts/compare?a=${home}/${a}&b=${home}/${b}`],
    [`/law/drafts/${home}/${draft.id}`, open],
  ];
}

/** What is under way: a record put right, texts, a handover begun, rows that do not go in. */
async function underWay(office: Office, page: Page): Promise<readonly Begun[]> {
  await visit(page, '/me');
  const [id, unit] = [randomUUID(), '433124'];
  const meeting = { kind: 'meeting', unit, day: await today(page), fields: { meeting_type: 'standing-committee' } };
  assert.equal(await act(page, id, { verb: 'create', ...meeting }), 200);
  const { rows } = await ask(office, 'listHandovers', { params: { code: unit } });
  const handover = rows.find((row) => row.taker !== null);
  assert.ok(handover, 'nobody of the sample followed anybody');
  // A journey before this one may have begun it, and signed it.
  const begin = async (page: Page): Promise<void> => {
    if (handover.record === null) await page.getByRole('button', { name: '发起交接' }).click();
    await page.locator('.handover-list').waitFor();
  };
  const bring = async (page: Page): Promise<void> => {
    const buffer = await sheetBytes(['姓名', '电话', '邮箱'], [['示例错号', '12345', '没有邮箱']]);
    await page.getByRole('radio', { name: '人员和联系方式' }).check();
    const file = { name: '人员.xlsx', mimeType: 'application/octet-stream', buffer };
    await page.getByLabel('填好的表（.xlsx）').setInputFiles(file);
    await page.getByRole('button', { name: '先检查' }).click();
    await page.getByRole('table', { name: '有问题的行' }).waitFor();
  };
  return [
    [`/r/${unit}/${id}/amend`],
    ...(await textsIn(page)),
    [`/u/${handover.seat.unit.code}/handovers/${handover.tenure}`, begin],
    [`/u/${unit}/import`, bring],
  ];
}

interface Found {
  readonly violations: { id: string; impact: string; nodes: { html: string }[] }[];
  readonly passes: unknown[];
}

/** Looks at the page as it stands, at both widths; gives a sentence for each fault. */
async function look(page: Page, path: string, language: string): Promise<string[]> {
  const faults: string[] = [];
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    const found = (await page.evaluate(
      `axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })`,
    )) as Found;
    assert.ok(found.passes.length > 5, `${path}: axe looked at nothing`);
    const where = `${path} ${width} ${language}`;
    for (const { id, impact, nodes } of found.violations) {
      if (impact === 'serious' || impact === 'critical' || id === 'heading-order')
        faults.push(`${where} ${id}: ${nodes[0]?.html}`);
    }
    const beyond = (await page.evaluate('document.documentElement.scrollWidth - innerWidth')) as number;
    if (beyond > 0) faults.push(`${where}: scrolls sideways`);
  }
  return faults;
}

export function accessibility(office: () => Office): void {
  test('no page has a serious fault by axe or scrolls sideways, at both widths, in both languages', async () => {
    const { page, done } = await openPage(office());
    const { rows } = await ask(office(), 'listRecords', { params: { code: '433124' }, query: { limit: 1 } });
    const obligations = await ask(office(), 'listObligations', { params: { code: '433124' }, query: { limit: 1 } });
    const [record, obligation] = [rows[0], obligations.rows[0]];
    assert.ok(record && obligation, 'the sample is empty');
    const { duty, holder, period, unit } = obligation;
    const more = [`/r/433124/${record.id}`, `/u/${unit.code}/o/${duty}/${encodeURIComponent(holder)}/${period}`];
    const faults: string[] = [];
    for (const path of [...pages, ...more]) {
      await page.goto(path);
      await settled(page);
      await page.evaluate(axe.source);
      faults.push(...(await look(page, path, 'zh')));
      // Every load starts in Chinese here; the switch turns it without another load.
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('link', { name: 'Law library' }).first().waitFor();
      faults.push(...(await look(page, path, 'en')));
    }
    assert.deepEqual(faults, []);
    await done();
  });

  test('the same holds of signing in and of what administrators and everybody else have to themselves', async () => {
    const faults: string[] = [];
    for (const [as, path] of [...own, ...(await inHand(office()))]) {
      const { page, done } = await openPage(office(), { as });
      await page.goto(path);
      await settled(page);
      await page.waitForLoadState('networkidle');
      await page.evaluate(axe.source);
      faults.push(...(await look(page, path, 'zh')));
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('button', { name: '中文' }).waitFor();
      faults.push(...(await look(page, path, 'en')));
      await done();
    }
    assert.deepEqual(faults, []);
  });

  test('the same holds of what is under way', async () => {
    const { page, done } = await openPage(office(), { as: 'county-office' });
    const faults: string[] = [];
    for (const [path, begin] of await underWay(office(), page)) {
      await visit(page, path);
      await begin?.(page);
      await settled(page);
      await page.evaluate(axe.source);
      faults.push(...(await look(page, path, 'zh')));
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('button', { name: '中文' }).waitFor();
      faults.push(...(await look(page, path, 'en')));
    }
    assert.deepEqual(faults, []);
    await done();
  });
}
