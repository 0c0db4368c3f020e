import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, type Office, openPage, settled, visit, written } from './support.ts';

const path = [
  ['湖南省', '43'],
  ['湘西土家族苗族自治州', '4331'],
  ['花垣县', '433124'],
  ['双龙镇', '433124110'],
  ['十八洞村', '433124110226'],
] as const;

export function drillDown(office: () => Office): void {
  test('every tile leads one level down, the crumbs lead back, and the figures are those of the server', async () => {
    const { page, done } = await openPage(office());
    await visit(page, '/u/0');
    for (const [name, code] of path) {
      await page.locator('.tile', { hasText: name }).first().click();
      await page.waitForURL(`**/u/${code}`);
      await page.getByRole('heading', { level: 1, name }).waitFor();
      await settled(page);
      const { total } = await ask(office(), 'getOverview', { params: { code } });
      const strip = page.getByRole('list', { name: '先看这里' });
      assert.match(await strip.innerText(), new RegExp(`全年应尽\\s*${written(total.owed)}`));
    }
    await page.getByRole('navigation', { name: '所在位置' }).getByRole('link', { name: '全国' }).click();
    await page.waitForURL('**/u/0');
    await page.getByRole('heading', { level: 1, name: '全国' }).waitFor();
    await done();
  });

  test('what is overdue opens where it lies: children above the county, obligations inside it', async () => {
    const { page, done } = await openPage(office());
    await visit(page, '/u/43');
    const strip = page.getByRole('list', { name: '先看这里' });
    await strip
      .getByRole('link', { name: /看在哪里/ })
      .first()
      .click();
    await page.waitForURL('**/u/43?sort=overdue#children');
    const header = page.getByRole('columnheader', { name: '已逾期' }).first();
    await header.waitFor();
    assert.equal(await page.locator('th[aria-sort=descending]').count(), 1);

    await visit(page, '/u/433124');
    await strip
      .getByRole('link', { name: /查看事项/ })
      .first()
      .click();
    await page.waitForURL('**/u/433124/obligations?status=overdue');
    const rows = page.getByRole('table', { name: '应尽事项' }).locator('tbody tr');
    // The address changes before the list is there; until then the overview stands.
    await rows.first().waitFor();
    await settled(page);
    const listed = await ask(office(), 'listObligations', { params: { code: '433124' }, query: { status: 'overdue' } });
    assert.equal(await rows.count(), listed.rows.length);
    assert.ok(listed.rows.length > 0, 'the sample has nothing overdue');

    await rows.first().getByRole('link').first().click();
    await page.waitForURL('**/o/**');
    await page.getByRole('heading', { name: '这个结果怎么来的' }).waitFor();
    await page.locator('.clause-text a').first().click();
    await page.waitForURL('**/law/clause?id=**');
    await page.getByRole('heading', { name: '约束了谁' }).waitFor();
    await done();
  });

  test('an address that names nothing says so in plain words', async () => {
    const { page, done } = await openPage(office());
    await page.goto('/nowhere');
    await page.getByRole('heading', { name: '没有这个页面' }).waitFor();
    await page.goto('/u/999999');
    await page.getByRole('alert').first().waitFor();
    await page.getByRole('link', { name: '去责任看板' }).first().click();
    await page.waitForURL('**/u/0');
    await done();
  });
}
