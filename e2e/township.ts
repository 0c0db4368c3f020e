import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Office, openPage, settled, visit } from './support.ts';

const township = '433124102';
const village = '433124102200';

export function townshipOffice(office: () => Office): void {
  test('a cadre does a due thing for a village, and the village sees it', async () => {
    const { page, done } = await openPage(office(), { as: 'township-cadre' });
    await visit(page, `/u/${township}`);
    await page.getByRole('heading', { level: 1, name: /龙潭镇/ }).waitFor();
    await visit(page, `/u/${village}/new/village-disclosure`);
    await page.getByRole('button', { name: '保存' }).waitFor();
    await page.getByLabel('党务').check();
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('heading', { name: '已保存' }).waitFor();
    await page.locator('main .box a').first().click();
    await settled(page);
    const where = new URL(page.url()).pathname;
    await done();

    const below = await openPage(office(), { as: 'village-secretary' });
    await visit(below.page, where);
    await below.page.getByRole('heading', { level: 1, name: /公开/ }).waitFor();
    await below.done();
  });

  test('the secretary sees the villages below and not the township beside', async () => {
    const { page, done } = await openPage(office(), { as: 'township-secretary', width: 390 });
    await visit(page, `/u/${village}`);
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 390);
    await page.goto('/u/433124110');
    await page.getByRole('heading', { level: 1, name: /不在您的职务范围内$/ }).waitFor();
    await done();
  });
}
