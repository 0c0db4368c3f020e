import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, type Office, openPage, settled, visit, written } from './support.ts';

const code = '433124';

export function when(office: () => Office): void {
  test('the day switch shows the figures as they stood, and the address carries the day along', async () => {
    const { page, done } = await openPage(office());
    await visit(page, `/u/${code}`);
    await page.getByLabel('截至').fill('2026-04-10');
    await page.waitForURL(`**/u/${code}?day=2026-04-10`);
    await page.getByText('截至 2026-04-10').waitFor();
    await settled(page);
    const { total } = await ask(office(), 'getOverview', { params: { code }, query: { day: '2026-04-10' } });
    const now = await ask(office(), 'getOverview', { params: { code } });
    assert.ok(total.due < now.total.due, 'as much was due in April as now');
    const strip = page.getByRole('list', { name: '先看这里' });
    assert.match(await strip.innerText(), new RegExp(`到期 ${written(total.due)}：完成 ${written(total.due_met)}`));
    await page.getByRole('link', { name: '应尽事项', exact: true }).click();
    await page.waitForURL(`**/u/${code}/obligations?day=2026-04-10`);
    await done();
  });

  test('a day reads YYYY-MM-DD whatever the browser speaks, may be written loosely, and a wrong one moves nothing', async () => {
    const { page, done } = await openPage(office());
    await visit(page, `/u/${code}`);
    const day = page.getByLabel('截至');
    assert.match(await day.inputValue(), /^\d{4}-\d{2}-\d{2}$/);
    await day.fill('2026/4/1');
    await day.press('Tab');
    await page.waitForURL(`**/u/${code}?day=2026-04-01`);
    assert.equal(await day.inputValue(), '2026-04-01');
    await day.fill('2026-02-30');
    await day.press('Tab');
    assert.equal(await day.getAttribute('aria-invalid'), 'true');
    assert.match(page.url(), /day=2026-04-01$/);
    await page.getByRole('button', { name: '从日历选择' }).focus();
    assert.equal(await page.locator('input[type=date]').getAttribute('aria-hidden'), 'true');
    await done();
  });

  test('the year switch shows another year', async () => {
    const { page, done } = await openPage(office());
    await visit(page, `/u/${code}`);
    await page.getByRole('combobox', { name: '年度' }).selectOption('2025');
    await page.waitForURL(`**/u/${code}?year=2025`);
    await page.getByText('2025 年度').waitFor();
    await done();
  });
}
