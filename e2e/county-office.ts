import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { writeXlsxStream } from 'hucre/xlsx';
import { importPeople } from './import-people.ts';
import { ask, type Office, openPage, settled, visit } from './support.ts';

const county = '433124';
const township = '433124110';

async function sheetOf(heads: readonly string[], rows: readonly string[][]): Promise<Buffer> {
  async function* lines(): AsyncGenerator<string[]> {
    yield* rows;
  }
  const columns = heads.map((header) => ({ header, width: 14 }));
  const parts: Uint8Array[] = [];
  for await (const part of writeXlsxStream(lines(), { name: '任职', columns }) as unknown as AsyncIterable<Uint8Array>)
    parts.push(part);
  return Buffer.concat(parts);
}

export function countyOffice(office: () => Office): void {
  test('appoints somebody with a rare character, ends the tenure, and sees both on the page of the person', async () => {
    const { page, done } = await openPage(office(), { as: 'county-office' });
    const name = `示例𠮷${randomUUID().slice(0, 4)}`;
    await visit(page, `/u/${county}/posts`);
    await page.getByRole('button', { name: '登记任职 班子成员' }).click();
    await page.getByLabel('按姓名找已登记的人员').fill(name);
    await page.getByRole('button', { name: '登记', exact: true }).click();
    const post = page.locator('.posts > li', { hasText: '班子成员' });
    await post.getByRole('link', { name }).waitFor();
    await post.getByRole('button', { name: `登记离任 ${name}` }).click();
    await page.getByLabel('离任原因').selectOption({ label: '调任' });
    await page.getByRole('button', { name: '登记离任', exact: true }).click();
    await page.getByRole('form', { name: `登记离任：${name}` }).waitFor({ state: 'detached' });
    await post.getByRole('link', { name }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    const rows = page.getByRole('table', { name: '任职经历' }).locator('tbody tr');
    assert.match(await rows.first().innerText(), /班子成员[\s\S]*\d{4}-\d{2}-\d{2}[\s\S]*\d{4}-\d{2}-\d{2}/);
    await done();
  });

  test('imports a sheet: looks first, sees which row is wrong and why, takes the others in once', async () => {
    const { page, done } = await openPage(office(), { as: 'county-office' });
    const name = `示例导入${randomUUID().slice(0, 4)}`;
    const heads = ['单位代码', '职务', '姓名', '到任日'];
    const rows = [
      [township, '班子成员', name, '2026-03-01'],
      [township, '没有的职务', '示例错行', '2026-03-01'],
    ];
    const file = { name: '任职.xlsx', mimeType: 'application/octet-stream', buffer: await sheetOf(heads, rows) };
    await visit(page, `/u/${county}/import`);
    // The button speaks the language of the page, whatever the browser does; by keyboard one sees where one is.
    await page.getByText('还没有选').waitFor();
    const choice = page.getByLabel('填好的表（.xlsx）');
    await choice.focus();
    const outlined = `parseFloat(getComputedStyle(document.querySelector('.file-choice .button')).outlineWidth)`;
    assert.ok(Number(await page.evaluate(outlined)) >= 2, 'the focus has no outline');
    await choice.setInputFiles(file);
    await page.getByText('任职.xlsx').waitFor();
    await page.getByRole('button', { name: '先检查' }).click();
    await page.getByText('共 2 行：可导入 1，已有 0，有问题 1。').waitFor();
    assert.match(await page.getByRole('table', { name: '有问题的行' }).innerText(), /3[\s\S]*职务[\s\S]*没有的职务/);
    await page.getByRole('button', { name: '导入 1 行' }).click();
    await page.getByText('已导入 1 行；原已有 0，未导入 1。').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载有问题的 1 行' }).click();
    assert.match((await download).suggestedFilename(), /\.xlsx$/);
    await page.getByRole('button', { name: '先检查' }).click();
    await page.getByText('共 2 行：可导入 0，已有 1，有问题 1。').waitFor();
    await visit(page, `/u/${township}/posts`);
    await page.getByRole('link', { name }).waitFor();
    const query = { kind: 'appointment', limit: 1 };
    const { rows: tenures } = await ask(office(), 'listRecords', { params: { code: township }, query });
    await visit(page, `/r/${county}/${tenures[0]?.id}`);
    const said = await page.locator('main').innerText();
    assert.doesNotMatch(
      said.slice(said.indexOf('内容')),
      /[0-9a-f]{8}-[0-9a-f]{4}/,
      'a person is called by an identifier',
    );
    await page.getByRole('link', { name: '任职经历' }).click();
    await page.getByRole('heading', { level: 1, name: /示例/ }).waitFor();
    await done();
  });

  importPeople(office);
  handsOver(office);
}

function handsOver(office: () => Office): void {
  test('begins a handover from its own work; who follows signs it himself', async () => {
    const { page, done } = await openPage(office(), { as: 'county-office' });
    await visit(page, '/');
    const item = page.locator('.home-items > li', { hasText: '的交接' }).first();
    await item.getByRole('link', { name: '去交接' }).click();
    await page.getByRole('button', { name: '发起交接' }).click();
    await page.getByText('待双方签字').waitFor();
    await page.getByRole('heading', { name: '签字的清单' }).waitFor();
    assert.match(await page.locator('.handover-list').innerText(), /一、未完成的应尽事项/);
    assert.equal(await page.getByRole('button', { name: '我是接收人，签字' }).count(), 0);
    const address = new URL(page.url()).pathname;
    const other = await openPage(office(), { as: 'county-secretary' });
    await visit(other.page, '/');
    await other.page.getByRole('heading', { level: 1, name: '我的工作台' }).waitFor();
    await visit(other.page, address);
    await other.page.getByRole('button', { name: '我是接收人，签字' }).click();
    await other.page.getByText('接收人已签').waitFor();
    await other.done();
    await page.reload();
    await settled(page);
    await page.getByLabel('理由（如移交人已去世、失联）').fill('示例：移交人已调离本省');
    await page.getByRole('button', { name: '监交确认' }).click();
    await page.getByText('已交接').first().waitFor();
    await done();
  });
}
