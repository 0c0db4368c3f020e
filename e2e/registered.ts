import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { writeXlsxStream } from 'hucre/xlsx';
import { type Office, openPage, visit } from './support.ts';

// A county beside the one of the sample: what is registered there changes no other journey.
const county = '433125';
const heads = ['单位代码', '机构', '设立情况', '本地全称', '合署或承担的机构', '起始日'];

async function sheetOf(rows: readonly string[][]): Promise<Buffer> {
  async function* lines(): AsyncGenerator<string[]> {
    yield* rows;
  }
  const columns = heads.map((header) => ({ header, width: 14 }));
  const parts: Uint8Array[] = [];
  for await (const part of writeXlsxStream(lines(), { name: '机构', columns }) as unknown as AsyncIterable<Uint8Array>)
    parts.push(part);
  return Buffer.concat(parts);
}
const fileOf = async (rows: readonly string[][]) => ({
  ...{ name: '机构.xlsx', mimeType: 'application/octet-stream' },
  buffer: await sheetOf(rows),
});

export function registered(office: () => Office): void {
  test('imports two bodies, mends the wrong row, and sees the local name on the posts, the sheet and in the lists', async () => {
    const { page, done } = await openPage(office(), { as: { officeOf: county } });
    const name = `示例县农业农村和水利局${randomUUID().slice(0, 4)}`;
    const farm = [county, '党委农村工作部门', '单独设立', name, '', '2026-01-01'];
    const group = [county, '党委农村工作领导小组', '未设由别人承担', '', name, '2026-01-01'];
    await visit(page, `/u/${county}/import`);
    await page.getByLabel('机构登记').check();
    await page.getByLabel('填好的表（.xlsx）').setInputFiles(await fileOf([farm, group]));
    await page.getByRole('button', { name: '先检查' }).click();
    await page.getByText('共 2 行：可导入 1，已有 0，有问题 1。').waitFor();
    const faults = page.getByRole('table', { name: '有问题的行' });
    assert.match(await faults.innerText(), /3[\s\S]*设立情况[\s\S]*未设由别人承担[\s\S]*请填写其中一项/);
    await page.getByRole('button', { name: '导入 1 行' }).click();
    await page.getByText('已导入 1 行；原已有 0，未导入 1。').waitFor();
    const mended = await fileOf([farm, group.with(2, '未设，由其他机构承担')]);
    await page.getByLabel('填好的表（.xlsx）').setInputFiles(mended);
    await page.getByRole('button', { name: '先检查' }).click();
    await page.getByText('共 2 行：可导入 1，已有 1，有问题 0。').waitFor();
    await page.getByRole('button', { name: '导入 1 行' }).click();
    await page.getByText('已导入 1 行；原已有 1，未导入 0。').waitFor();

    await visit(page, `/u/${county}/posts`);
    await page.getByRole('heading', { level: 2, name, exact: true }).waitFor();
    await page.getByRole('heading', { level: 2, name: `党委农村工作领导小组（未设，由${name}承担）` }).waitFor();
    await visit(page, `/u/${county}/s/rural-work-leading-group`);
    await page.getByText('登记为未设。应尽事项仍列在它名下').waitFor();
    await page
      .getByRole('heading', { name: new RegExp(`由${name}承担`) })
      .first()
      .waitFor();
    await done();
  });

  test('corrects an entry in place, ends it, and sees what was', async () => {
    const { page, done } = await openPage(office(), { as: { officeOf: county } });
    const name = `示例县林草局${randomUUID().slice(0, 4)}`;
    const law = '园林绿化（林业）部门';
    await visit(page, `/u/${county}/posts`);
    const fold = page.locator('details.fold > summary');
    if ((await fold.count()) > 0) await fold.click();
    await page.getByRole('button', { name: `登记设立情况 ${law}`, exact: true }).click();
    const form = page.getByRole('form', { name: `登记：${law}` });
    await form.getByLabel('本地全称').fill(name);
    await form.getByLabel('从哪天起').fill('2026-02-01');
    await form.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByRole('heading', { level: 2, name, exact: true }).waitFor();
    await page.getByRole('button', { name: `更正登记 ${law}` }).click();
    const amend = page.getByRole('form', { name: `更正登记：${law}` });
    await amend.getByLabel('设立情况').selectOption({ label: '未设' });
    await amend.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByRole('heading', { level: 2, name: `${law}（未设）`, exact: true }).waitFor();
    assert.equal(await page.getByRole('button', { name: `登记任职 ${law}主要负责人` }).count(), 0);
    await page.getByRole('button', { name: `终止登记 ${law}` }).click();
    const end = page.getByRole('form', { name: `终止登记：${law}` });
    await end.getByLabel('到哪天止').fill('2026-02-28');
    await end.getByRole('button', { name: '终止', exact: true }).click();
    await end.waitFor({ state: 'detached' });
    if (!(await page.getByText('以往和将来的登记（1）').first().isVisible())) await fold.click();
    await page.getByText('以往和将来的登记（1）').first().click();
    await page.getByText(/未设；2026-02-01 至 2026-02-28/).waitFor();
    await done();
  });

  test('where nobody sits yet every body stands open, and the way to the import above them', async () => {
    const { page, done } = await openPage(office());
    await visit(page, '/u/130102/posts');
    await page.getByRole('link', { name: '批量导入' }).click();
    await page.waitForURL(/\/u\/130102\/import/);
    await page.getByText('下载模板').waitFor();
    await done();
  });
}
