import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Office, openPage, visit } from './support.ts';

export function search(office: () => Office): void {
  for (const [how, text] of [
    ['pinyin', 'huayuan'],
    ['name', '花垣'],
    ['code', '433124'],
  ] as const) {
    test(`a county is found by its ${how}`, async () => {
      const { page, done } = await openPage(office());
      await visit(page, '/u/0');
      const field = page.getByRole('combobox', { name: '查找单位' });
      await field.fill(text);
      const option = page.getByRole('option', { name: /花垣县/ }).first();
      await option.waitFor();
      assert.equal(await field.getAttribute('aria-expanded'), 'true');
      await option.click();
      await page.waitForURL('**/u/433124');
      await page.getByRole('heading', { level: 1, name: '花垣县' }).waitFor();
      assert.equal(await field.inputValue(), '');
      await done();
    });
  }

  test('what does not exist is said to be not found', async () => {
    const { page, done } = await openPage(office());
    await visit(page, '/u/0');
    await page.getByRole('combobox', { name: '查找单位' }).fill('没有这个地方');
    await page.getByRole('option', { name: '没有找到单位' }).waitFor();
    await done();
  });
}
