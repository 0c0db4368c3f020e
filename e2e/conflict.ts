import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { ask, type Office, openPage, settled, visit } from './support.ts';

const county = '130127';

/** A meeting recorded by the page; gives its address. */
async function meeting(page: Page): Promise<string> {
  await visit(page, `/u/${county}/new/meeting?f.meeting_type=standing-committee`);
  await page.getByLabel('备注').fill('示例：原来的备注');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('heading', { name: '已保存' }).waitFor();
  await page.locator('main .box a').first().click();
  await page.waitForURL('**/r/**');
  await settled(page);
  return new URL(page.url()).pathname;
}

export function conflict(office: () => Office): void {
  test('two browsers amend one record: the later sees both versions, chooses field by field, and loses nothing', async () => {
    const one = await openPage(office(), { as: { officeOf: county } });
    const two = await openPage(office(), { as: { officeOf: county } });
    const path = await meeting(one.page);
    await visit(one.page, `${path}/amend`);
    await visit(two.page, `${path}/amend`);
    await one.page.getByLabel('备注').fill('示例：第一人写的');
    await two.page.getByLabel('备注').fill('示例：第二人写的');
    await two.page.getByLabel('日期').fill('2026-02-03');
    await one.page.getByRole('button', { name: '保存' }).click();
    await one.page.getByRole('heading', { name: '已保存' }).waitFor();
    await two.page.getByRole('button', { name: '保存' }).click();
    await two.page.getByRole('heading', { name: '这条台账刚被别人改过' }).waitFor();

    const note = two.page.getByRole('group', { name: /备注/ });
    assert.match(await note.innerText(), /两边都改过[\s\S]*示例：第二人写的[\s\S]*示例：第一人写的/);
    await two.page.reload();
    await two.page.getByRole('heading', { name: '这条台账刚被别人改过' }).waitFor();
    await note.getByRole('radio', { name: /现在的/ }).check();
    await two.page.getByRole('button', { name: '按所选合并，再核对一遍' }).click();
    assert.equal(await two.page.getByLabel('备注').inputValue(), '示例：第一人写的');
    assert.equal(await two.page.getByLabel('日期').inputValue(), '2026-02-03');
    await two.page.getByRole('button', { name: '保存' }).click();
    await two.page.getByRole('heading', { name: '已保存' }).waitFor();
    const [, , , id = ''] = path.split('/');
    const record = await ask(office(), 'getRecord', { params: { county, id } });
    assert.equal(record.record.day, '2026-02-03');
    assert.equal(Object.values(record.fields).includes('示例：第一人写的'), true);
    await one.done();
    await two.done();
  });
}
