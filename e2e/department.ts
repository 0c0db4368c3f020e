import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Office, openPage, settled, visit } from './support.ts';

const county = '433124';

export function department(office: () => Office): void {
  test('records a document of its own, mends it, and may not touch what others recorded', async () => {
    const { page, done } = await openPage(office(), { as: 'department' });
    await visit(page, '/');
    await page.getByRole('link', { name: '看本单位的责任看板' }).click();
    await page.waitForURL(`**/u/${county}`);
    await visit(page, `/u/${county}/new/document-record`);
    await page.getByLabel('是什么材料').selectOption({ label: '培训记录' });
    await page.getByLabel('教育培训').check();
    await page.getByLabel('标题').fill('示例：培训记录');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('heading', { name: '已保存' }).waitFor();
    await page.locator('main .box a').first().click();
    await settled(page);
    await page.getByRole('link', { name: '更正' }).waitFor();

    await visit(page, `/u/${county}/records`);
    const others = page.getByRole('table', { name: '台账' }).locator('tbody tr', { hasText: '会议' }).first();
    await others.locator('th a').click();
    await settled(page);
    assert.equal(await page.getByRole('link', { name: '更正' }).count(), 0);
    assert.equal(await page.getByRole('button', { name: '撤回' }).count(), 0);
    await done();
  });

  test('sees nothing of the townships below', async () => {
    const { page, done } = await openPage(office(), { as: 'department' });
    await page.goto('/u/433124102/records');
    await page.getByRole('heading', { level: 1, name: /不在您的职务范围内$/ }).waitFor();
    await done();
  });
}
