import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Office, openPage, settled, visit } from './support.ts';

const county = '433124';

export function countySecretary(office: () => Office): void {
  test('begins with the own work, opens the board of the county and the own duty sheet', async () => {
    const { page, done } = await openPage(office(), { as: 'county-secretary' });
    await visit(page, '/');
    await page.getByRole('heading', { level: 1, name: '我的工作台' }).waitFor();
    await page.getByRole('link', { name: '看本单位的责任看板' }).click();
    await page.waitForURL(`**/u/${county}`);
    await page.getByRole('heading', { level: 1, name: /花垣县/ }).waitFor();
    await visit(page, '/');
    await page
      .locator('main')
      .getByRole('link', { name: /委书记$/ })
      .first()
      .click();
    await page.waitForURL(`**/u/${county}/s/party-secretary**`);
    await settled(page);
    await page.getByRole('heading', { name: /委书记责任清单/ }).waitFor();
    await page.getByText('各周期').first().waitFor();
    await done();
  });

  test('records an own visit, which counts at once, but no meeting of the office and no visit of somebody else', async () => {
    const { page, done } = await openPage(office(), { as: 'county-secretary' });
    await visit(page, `/u/${county}/new`);
    await page.getByRole('link', { name: /走访/ }).first().waitFor();
    assert.equal(await page.getByRole('link', { name: '会议', exact: true }).count(), 0);
    await visit(page, `/u/${county}/new/visit`);
    await page.getByLabel('专题调研').check();
    await page.getByLabel(/县（市、区、旗）委书记/).check();
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('heading', { name: '已保存' }).waitFor();
    await page.getByRole('table', { name: '它推动了这些应尽事项' }).waitFor();
    await visit(page, `/u/${county}/new/visit`);
    await page.getByLabel('专题调研').check();
    await page.getByLabel(/县长/).check();
    await page.getByRole('button', { name: '保存' }).click();
    await page
      .getByText(/可以办理的/)
      .first()
      .waitFor();
    await done();
  });

  test('does not find what lies outside the county', async () => {
    const { page, done } = await openPage(office(), { as: 'county-secretary' });
    for (const elsewhere of ['110118', '43', '430405']) {
      await page.goto(`/u/${elsewhere}`);
      await page.getByRole('heading', { level: 1, name: /不在您的职务范围内$/ }).waitFor();
    }
    await done();
  });
}
