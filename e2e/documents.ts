import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { ask, enterAs, type Office, openPage, settled, visit } from './support.ts';

const county = '433124';
/** A rule of our own writing. */
const rule = [
  '花垣县落实责任制细则（示例）',
  '第一条　为把责任落到实处，制定本细则。',
  '第二条　乡镇定下本地目标和抓手，每季度至少订2次工作计划。',
  '第四条　本细则由农办解释。',
].join('\n');
const duty = 'township-work-plan';
/** A check counts on the whole tree, and a law that takes force settles what it touches. */
const patience = 60_000;

/** Confirms every clause: the one that a duty is proposed for as proposed, the others as policy text. */
async function confirmAll(page: Page): Promise<void> {
  const clauses = page.locator('.choice');
  const count = await clauses.count();
  for (let at = 0; at < count; at += 1) {
    const clause = clauses.nth(at);
    await clause.locator('summary').first().click();
    const answer = clause.getByLabel('由什么落实');
    if ((await clause.locator('.duty-choice').count()) === 0) await answer.selectOption('policy_text');
    await clause.getByRole('button', { name: '确认这一条' }).click();
  }
}

export function documents(office: () => Office): void {
  test('a text becomes law: read, kept, confirmed clause by clause, checked, tried, signed by two, in force', async () => {
    const { today } = await ask(office(), 'getStatus');
    const pack = `huayuan-${Date.now().toString(36)}`;
    const { page, done } = await openPage(office(), { as: 'county-office' });
    page.setDefaultTimeout(patience);
    // An office reached by its address in the house, without a certificate, has no such thing.
    await page.addInitScript('delete Crypto.prototype.randomUUID');
    await visit(page, '/law/texts');
    await page.getByLabel('或粘贴文字').fill(rule);
    await page.getByRole('button', { name: '读一读' }).click();
    await page.getByText('缺第三条').first().waitFor();
    assert.equal(await page.locator('.clauses > li').count(), 3);
    await page.getByText('一个不少').waitFor();
    await page.locator('#keep-home').fill('花垣县');
    await page.locator('.seek-list [role="option"]', { hasText: '花垣县' }).first().click();
    await page.getByRole('button', { name: '导入保存' }).click();
    await page
      .getByRole('status')
      .getByRole('link', { name: /落实责任制细则/ })
      .click();
    await page.waitForURL(`**/law/texts/${county}/**`);
    await page.getByRole('link', { name: '起草制度包' }).click();
    await page.getByLabel('标识（小写字母、数字、连字符）').fill(pack);
    await page.getByLabel('在哪项制度上补充').selectOption('national-2022');
    await page.getByLabel('施行日期').fill(today);
    await page.getByRole('button', { name: '开始起草' }).click();
    await page.waitForURL(`**/law/drafts/${county}/**`);
    await settled(page);
    await page.getByText('还有 3 条没有确认。').first().waitFor();
    assert.ok(await page.getByRole('button', { name: '检查并计算影响' }).isDisabled(), 'nothing is taken unconfirmed');
    await confirmAll(page);
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('每一条都已确认。').waitFor();
    await page.getByText('有未保存的改动').waitFor({ state: 'detached' });
    await page.getByText('可以装载，没有问题。').waitFor();
    await page.getByRole('button', { name: '检查并计算影响' }).click();
    await page.getByRole('heading', { name: '对花垣县的影响' }).waitFor();
    const draft = page.url();
    await page.getByRole('link', { name: '用真实台账试算' }).click();
    await page.waitForURL(`**/u/${county}?**regime=${pack}**`);
    await page.getByText('假设推演，不是事实').waitFor();
    await page.goto(draft);
    await settled(page);
    await page.getByRole('button', { name: '签发' }).click();
    await page.getByText('签发 1/2').waitFor();
    await done();

    const second = await openPage(office(), { as: 'county-secretary' });
    second.page.setDefaultTimeout(patience);
    await second.page.goto(draft);
    await settled(second.page);
    await second.page.getByRole('button', { name: '签发' }).click();
    await second.page.locator('.stages li[aria-current="step"]', { hasText: '已施行' }).waitFor();
    await second.done();

    const { page: board, done: seen } = await openPage(office(), { as: 'county-secretary' });
    board.setDefaultTimeout(patience);
    const township = await townshipOf(office());
    // The first whole quarters under the new rule are those of the next year.
    const year = Number(today.slice(0, 4)) + 1;
    await visit(board, `/u/${township}/obligations?duty=${duty}&year=${year}`);
    const cookie = await enterAs(office().base, 'county-secretary');
    const reply = await fetch(`${office().base}/api/units/${township}/obligations?duty=${duty}&year=${year}`, {
      headers: { cookie },
    });
    const { rows } = (await reply.json()) as { rows: { period: string; need: number }[] };
    assert.ok(
      rows.length > 0 && rows.every(({ need, period }) => need === 2 && /Q[1-4]$/.test(period)),
      JSON.stringify(rows),
    );
    await visit(board, `/law/documents/${pack}`);
    await board.getByRole('heading', { name: '花垣县落实责任制细则（示例）' }).waitFor();
    await seen();
  });

  test('two prints stand side by side, and a difference is reached by keyboard', () => prints(office()));
}

async function prints(office: Office): Promise<void> {
  const { page, done } = await openPage(office, { as: 'county-office' });
  page.setDefaultTimeout(patience);
  for (const text of [
    rule.replace('细则（示例）', '细则（甲稿）'),
    rule.replace('细则（示例）', '细则（乙稿）').replace('至少订2次', '订1次'),
  ]) {
    await visit(page, '/law/texts');
    await page.getByLabel('或粘贴文字').fill(text);
    await page.getByRole('button', { name: '读一读' }).click();
    await page.locator('#keep-home').fill('花垣县');
    await page.locator('.seek-list [role="option"]', { hasText: '花垣县' }).first().click();
    await page.getByRole('button', { name: '导入保存' }).click();
    await page.getByRole('status').getByRole('link', { name: /稿/ }).waitFor();
  }
  await visit(page, '/law/texts/compare');
  const option = async (name: string): Promise<string> =>
    String(await page.getByLabel('左稿').locator('option', { hasText: name }).first().getAttribute('value'));
  const [a, b] = [await option('甲稿'), await option('乙稿')];
  await page.getByLabel('左稿').selectOption(a);
  await page.getByLabel('右稿').selectOption(b);
  await page.locator('.difference').first().waitFor();
  await page.getByRole('button', { name: '下一处' }).click();
  assert.equal(await page.locator('.difference:focus').count(), 1);
  await page.getByLabel('差异类别').selectOption('layout');
  await page.getByText('没有这一类差异。').waitFor();
  const sheet = await page.request.get(`/api/documents/comparison.xlsx?a=${a}&b=${b}`);
  assert.equal(sheet.status(), 200);
  await done();
}

/** A township of the county. */
async function townshipOf(office: Office): Promise<string> {
  const { rows } = await ask(office, 'listChildren', { params: { code: county } });
  const found = rows.find(({ kind }) => kind === 'township');
  assert.ok(found, 'the county has a township');
  return found.code;
}
