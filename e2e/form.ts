import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, type Office, openPage, settled, visit } from './support.ts';

const county = '130125';

export function form(office: () => Office): void {
  test('faults are named at their fields in the language of the screen, and the focus goes to them', async () => {
    const { page, done } = await openPage(office(), { language: 'en', as: { officeOf: county } });
    await visit(page, `/u/${county}/new/meeting`);
    await page.getByRole('button', { name: 'Save' }).click();
    const alert = page.getByRole('alert');
    await alert.waitFor();
    assert.equal(await page.evaluate(`document.activeElement.getAttribute('role')`), 'alert');
    await alert
      .getByRole('link', { name: /meeting/i })
      .first()
      .click();
    const field = page.locator('#field-meeting_type');
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    assert.equal(await page.locator('#fault-meeting_type').count(), 1);
    await done();
  });

  test('a reload loses nothing, and discarding starts again', async () => {
    const { page, done } = await openPage(office(), { as: { officeOf: county } });
    await visit(page, `/u/${county}/new/meeting`);
    await page.getByLabel('备注').fill('示例：写了一半');
    await page.reload();
    await settled(page);
    assert.equal(await page.getByLabel('备注').inputValue(), '示例：写了一半');
    await page.getByRole('button', { name: '放弃并重新填写' }).click();
    assert.equal(await page.getByLabel('备注').inputValue(), '');
    await done();
  });

  test('when the answer is lost on the way, sending again records nothing twice', async () => {
    const { page, done } = await openPage(office(), { as: { officeOf: county } });
    await visit(page, `/u/${county}/new/meeting?f.meeting_type=rural-work-conference`);
    await page.getByLabel('备注').fill('示例：网络中断');
    let lost = 0;
    await page.route('**/acts', async (route) => {
      if (lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      return route.abort('connectionfailed');
    });
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('服务器没有回应').waitFor();
    await page.getByRole('button', { name: '保存' }).dblclick();
    await page.getByRole('heading', { name: '没有重复记录' }).waitFor();
    const { rows } = await ask(office(), 'listRecords', {
      params: { code: county },
      query: { scope: 'own', kind: 'meeting' },
    });
    assert.equal(rows.length, 1);
    await done();
  });

  test('village groups reached are written as numbers under their village, and recorded as such', async () => {
    const { page, done } = await openPage(office(), { as: { officeOf: '433124110' } });
    await visit(page, '/u/433124110/new/visit?f.visit_type=village');
    const field = page.locator('#field-villages');
    await field.fill('shibadong');
    await page.getByRole('option', { name: /十八洞村/ }).waitFor();
    await field.press('Enter');
    await page.getByLabel('十八洞村：到了哪些组').fill('1、3-4');
    await page.getByLabel(/乡镇长/).check();
    let sent: unknown;
    page.on('request', (request) => {
      if (request.method() === 'POST') sent = request.postDataJSON();
    });
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('heading', { name: '已保存' }).waitFor();
    const villages = ['433124110226:1', '433124110226:3', '433124110226:4'];
    assert.deepEqual((sent as { fields: { villages: string[] } }).fields.villages, villages);
    await page.locator('main .box a').first().click();
    await page
      .getByText(/十八洞村[^、]*1/)
      .first()
      .waitFor();
    await done();
  });

  test('units are chosen by search inside the home unit, and can be taken out again', async () => {
    const { page, done } = await openPage(office(), { width: 390, as: 'county-office' });
    await visit(page, '/u/433124/new/visit');
    const field = page.locator('#field-villages');
    await field.fill('shibadong');
    await page.getByRole('option', { name: /十八洞村/ }).waitFor();
    await field.press('Enter');
    await page.getByRole('button', { name: '去掉 十八洞村' }).click();
    assert.equal(await page.locator('.chosen li').count(), 0);
    await field.fill('密云');
    await page.getByRole('option', { name: '没有找到单位' }).waitFor();
    await done();
  });
}
