import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readXlsx } from 'hucre/xlsx';
import { type Office, openPage, visit } from './support.ts';

/** Contact details leave the program by two persons, and the auditor sees it. */
export function personalExport(office: () => Office): void {
  const mark = randomUUID().slice(0, 8);
  const [reason, roster] = [`示例：十二月推进会通知 ${mark}`, `示例：核对名册 ${mark}`];
  const ground = '示例〔2026〕3号';

  test('the county office asks, the secretary approves, the file says what for, and the auditor sees all of it', async () => {
    const asking = await openPage(office(), { as: 'county-office' });
    await visit(asking.page, '/u/433124/posts');
    await asking.page.getByRole('link', { name: '申请导出联系方式' }).click();
    await asking.page.getByRole('heading', { name: '申请导出联系方式：花垣县' }).waitFor();
    await asking.page.getByLabel('用途').selectOption({ label: '工作联系' });
    await asking.page.getByLabel('具体用在哪里').fill(reason);
    await asking.page.getByLabel('依据').fill(ground);
    await asking.page.getByRole('button', { name: '提出申请' }).click();
    await asking.page.getByRole('status').filter({ hasText: '等另一人决定' }).waitFor();
    const mine = asking.page.getByRole('row').filter({ hasText: reason });
    await mine.getByText('待审批').waitFor();
    assert.equal(await mine.getByRole('button').count(), 0, 'nobody decides his own');

    const deciding = await openPage(office(), { as: 'county-secretary' });
    await visit(deciding.page, '/');
    await deciding.page.getByText('件事等您审批').waitFor();
    await deciding.page.getByRole('link', { name: '去看' }).click();
    const row = deciding.page.getByRole('row').filter({ hasText: reason });
    await row.getByRole('button', { name: '批准', exact: true }).click();
    await row.getByText('已批准').waitFor();
    await deciding.done();

    await visit(asking.page, '/approvals');
    const [file] = await Promise.all([
      asking.page.waitForEvent('download'),
      mine.getByRole('link', { name: '导出（一次）' }).click(),
    ]);
    assert.match(file.suggestedFilename(), /^花垣县人员联系方式-\d{4}-\d{2}-\d{2}\.xlsx$/);
    const book = await readXlsx(readFileSync(await file.path()));
    const line = String(book.sheets[0]?.rows[0]?.[0]);
    for (const part of ['含个人信息', '工作联系', reason, ground, '批准']) assert.ok(line.includes(part), line);
    assert.ok((book.sheets[0]?.rows.length ?? 0) > 10, 'the sample has holders of seats');
    await mine.getByText('已办结').waitFor();
    await asking.done();

    const looking = await openPage(office(), { as: 'auditor' });
    await visit(looking.page, '/audit?kind=export-contacts');
    const entry = looking.page.getByRole('row').filter({ hasText: '导出人员联系方式' }).first();
    await entry.getByText('花垣县').waitFor();
    await entry.getByText('展开').click();
    await entry.getByText(ground).waitFor();
    await looking.done();
  });

  test('a request is refused with its reason, which whoever asked sees', async () => {
    const asking = await openPage(office(), { as: 'county-office' });
    const why = '示例：只要乡镇的';
    await visit(asking.page, '/approvals?unit=433124');
    await asking.page.getByLabel('用途').selectOption({ label: '核实任职' });
    await asking.page.getByLabel('具体用在哪里').fill(roster);
    await asking.page.getByLabel('依据').fill(ground);
    await asking.page.getByRole('button', { name: '提出申请' }).click();
    await asking.page.getByRole('row').filter({ hasText: roster }).waitFor();

    const deciding = await openPage(office(), { as: 'county-secretary', width: 390 });
    await visit(deciding.page, '/approvals');
    const row = deciding.page.getByRole('row').filter({ hasText: roster });
    await row.getByRole('button', { name: '不批准' }).click();
    const sure = deciding.page.getByRole('button', { name: '确定不批准' });
    assert.ok(await sure.isDisabled(), 'a refusal needs its reason');
    await deciding.page.getByLabel('理由').fill(why);
    await sure.click();
    await row.getByText('未批准').waitFor();
    await deciding.done();

    await visit(asking.page, '/approvals');
    await asking.page.getByRole('row').filter({ hasText: roster }).getByText(why).waitFor();
    await asking.done();
  });
}
