import assert from 'node:assert/strict';
import { test } from 'node:test';
import { enterAs, type Office, openPage, visit } from './support.ts';

/** The audit log, as the auditor searches it. */
export function auditor(office: () => Office): void {
  test('the auditor begins at the log, finds a failed sign-in by kind and person, and takes a file', async () => {
    await fetch(`${office().base}/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user_name: 'intruder', password: 'Wrong-Password-1' }),
    });
    const { page, done } = await openPage(office(), { as: 'auditor' });
    await visit(page, '/');
    assert.equal(new URL(page.url()).pathname, '/audit');
    await page.getByLabel('事项').selectOption({ label: '登录失败' });
    await page.getByLabel('人员', { exact: true }).fill('intruder');
    await page.getByLabel('人员', { exact: true }).press('Enter');
    const row = page.getByRole('row').filter({ hasText: 'intruder' });
    await row.first().waitFor();
    assert.match(await row.first().innerText(), /登录失败/);
    assert.equal(await page.getByRole('row').filter({ hasText: '示例安全管理员' }).count(), 0);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '导出表格' }).click(),
    ]);
    assert.match(file.suggestedFilename(), /^审计记录-\d{4}-\d{2}-\d{2}\.xlsx$/);
    await visit(page, '/audit?kind=export-audit');
    await page.getByRole('row').filter({ hasText: '导出审计记录' }).first().waitFor();
    await done();
  });

  test('an upload that was refused is found by its kind, with who, where and why', async () => {
    const cookie = await enterAs(office().base, 'county-office');
    const sent = await fetch(`${office().base}/api/units/433124/imports/people?dry=no`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/octet-stream' },
      body: 'hello',
    });
    assert.equal(sent.status, 400);
    const { page, done } = await openPage(office(), { as: 'auditor' });
    await visit(page, '/audit');
    await page.getByLabel('事项').selectOption({ label: '上传未通过' });
    const row = page.getByRole('row').filter({ hasText: '花垣县' }).first();
    await row.getByText('示例县农办').waitFor();
    await row.getByText('展开').click();
    await row.getByText('批量导入表格').waitFor();
    await row.getByText('不是可读的 .xlsx 表格').waitFor();
    await done();
  });

  test('the auditor changes nothing and sees no records', async () => {
    const cookie = await enterAs(office().base, 'auditor');
    const ask = async (path: string) => (await fetch(`${office().base}${path}`, { headers: { cookie } })).status;
    assert.equal(await ask('/api/accounts'), 403);
    assert.notEqual(await ask('/api/units/433124/overview'), 200);
    assert.equal(await ask('/api/audit?limit=1'), 200);
  });
}
