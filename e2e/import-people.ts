import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { sheetBytes } from '../test/support/sheet.ts';
import { ask, type Office, openPage, visit } from './support.ts';

const county = '433124';
const heads = ['姓名', '电话', '邮箱'];

/** Chooses persons and a sheet, and has it looked at. */
async function look(page: Page, rows: readonly string[][]): Promise<void> {
  const buffer = await sheetBytes(heads, rows);
  await visit(page, `/u/${county}/import`);
  await page.getByRole('radio', { name: '人员和联系方式' }).check();
  const file = { name: '人员.xlsx', mimeType: 'application/octet-stream', buffer };
  await page.getByLabel('填好的表（.xlsx）').setInputFiles(file);
  await page.getByRole('button', { name: '先检查' }).click();
}

async function pageOf(office: Office, name: string): Promise<string> {
  const { rows } = await ask(office, 'searchPeople', { params: { code: county }, query: { q: name } });
  assert.ok(rows[0], `${name} is not in`);
  return `/p/${rows[0].county}/${rows[0].id}`;
}

/** Persons and how to reach them, from a spreadsheet. */
export function importPeople(office: () => Office): void {
  test('persons come in from a sheet: the wrong row is named, the good ones go in once and can be found', async () => {
    const { page, done } = await openPage(office(), { as: 'county-office' });
    const name = `示例𠮷${randomUUID().slice(0, 6)}`;
    await look(page, [
      [name, '138 1234 0001', 'ji@example.cn'],
      ['示例错号', '12345', ''],
    ]);
    await page.getByText('共 2 行：可导入 1，已有 0，有问题 1。').waitFor();
    assert.match(await page.getByRole('table', { name: '有问题的行' }).innerText(), /3[\s\S]*电话[\s\S]*12345/);
    await page.getByRole('button', { name: '导入 1 行' }).click();
    await page.getByText('已导入 1 行；原已有 0，未导入 1。').waitFor();
    await page.getByRole('button', { name: '先检查' }).click();
    await page.getByText('共 2 行：可导入 0，已有 1，有问题 1。').waitFor();
    await visit(page, `/u/${county}/posts`);
    await page.getByRole('button', { name: '登记任职 班子成员' }).click();
    await page.getByLabel('按姓名找已登记的人员').fill(name);
    await page.getByText(name).first().waitFor();
    await visit(page, await pageOf(office(), name));
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await done();
  });

  test('phone and mail that a sheet brings are masked until a purpose is chosen; what differs later is not taken', async () => {
    const { page, done } = await openPage(office(), { as: 'county-office' });
    const name = `示例联系${randomUUID().slice(0, 6)}`;
    await look(page, [[name, '13812345678', '']]);
    await page.getByRole('button', { name: '导入 1 行' }).click();
    await page.getByText('已导入 1 行').waitFor();
    await look(page, [
      [name, '13899999999', ''],
      [name, '', 'lian@example.cn'],
    ]);
    await page.getByText('共 2 行：可导入 1，已有 0，有问题 1。').waitFor();
    assert.match(await page.getByRole('table', { name: '有问题的行' }).innerText(), /电话/);
    await page.getByRole('button', { name: '导入 1 行' }).click();
    await page.getByText('已导入 1 行').waitFor();
    await visit(page, await pageOf(office(), name));
    await page.getByText('138****5678').waitFor();
    await page.getByText('l***@example.cn').waitFor();
    await page.getByLabel('用途').selectOption({ label: '工作联系' });
    await page.getByRole('button', { name: '查看', exact: true }).click();
    await page.getByText('13812345678').waitFor();
    await page.getByText('lian@example.cn').waitFor();
    await done();
  });
}
