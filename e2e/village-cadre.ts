import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Office, openPage, settled, visit } from './support.ts';

export function villageCadre(office: () => Office): void {
  test('signs in, sees what is due, does one thing by its button, and sees it gone', async () => {
    const { page, done } = await openPage(office(), { as: 'village-cadre' });
    await visit(page, '/');
    await page.getByRole('heading', { level: 1, name: '我的工作台' }).waitFor();
    const items = page.locator('.home-items > li');
    await items.first().waitFor();
    const count = await items.count();
    const item = items.filter({ has: page.getByRole('link', { name: '去登记：村级公开' }) }).first();
    const what = await item.locator('.home-what').innerText();
    const [, year, month] = /(\d{4}) 年 (\d{1,2}) 月/.exec(what) ?? [];
    assert.ok(year && month, what);
    await item.getByRole('link', { name: '去登记：村级公开' }).click();
    await page.getByRole('button', { name: '保存' }).waitFor();
    await settled(page);
    const written = page.locator('#field-day');
    await written.fill(`${year}-${month.padStart(2, '0')}-20`);
    await written.press('Tab');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('heading', { name: '已保存' }).waitFor();
    await page.getByRole('link', { name: '工作台', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: '我的工作台' }).waitFor();
    await settled(page);
    await items.nth(count - 1).waitFor({ state: 'detached' });
    assert.ok(!(await page.locator('main').innerText()).includes(what));
    await page.getByRole('link', { name: '看本单位的责任看板' }).click();
    await page.waitForURL('**/u/433124102200');
    await done();
  });

  test('reads it on a narrow screen without scrolling sideways', async () => {
    const { page, done } = await openPage(office(), { as: 'village-cadre', width: 390 });
    await visit(page, '/');
    await page.getByRole('heading', { level: 1, name: '我的工作台' }).waitFor();
    await settled(page);
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 390);
    await done();
  });
}
