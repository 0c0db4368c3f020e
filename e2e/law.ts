import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, type Office, openPage, settled, visit } from './support.ts';

export function law(office: () => Office): void {
  test('from the library to a document, a clause, its duty, and the regimes that change it', async () => {
    const { page, done } = await openPage(office());
    const { rows } = await ask(office(), 'listDocuments');
    await visit(page, '/law');
    assert.equal(await page.getByRole('table', { name: '文件' }).locator('tbody tr').count(), rows.length);
    await page.getByRole('table', { name: '文件' }).locator('a[href*="national-2022"]').first().click();
    await page.getByRole('heading', { level: 2, name: '第十一条' }).waitFor();
    const found = await ask(office(), 'getDocument', { params: { id: 'national-2022' } });
    assert.equal(await page.locator('.clause').count(), found.clauses.length);
    assert.equal(await page.locator('.clause .late-ink').count(), 0, 'a clause has no answer');
    await page.locator('.clause a[href*="art11/item2/s1"]').first().click();
    await page.getByRole('heading', { name: '由什么落实' }).waitFor();
    const bound = page.getByRole('table', { name: '约束了谁' });
    assert.match(await bound.innerText(), /今年应尽（全国）/);
    await bound.locator('tbody th a').first().click();
    await page.waitForURL('**/law/duties/**');
    await page.getByRole('heading', { name: '各制度下的规定' }).waitFor();
    await done();
    const below = await openPage(office(), { as: 'county-office' });
    await visit(below.page, '/law/clause?id=national-2022/art11/item2/s1');
    assert.doesNotMatch(await below.page.getByRole('table', { name: '约束了谁' }).innerText(), /全国|–|尚无到期/);
    await below.done();
  });

  test('two regimes stand side by side, with what the difference means on the real tree', async () => {
    const { page, done } = await openPage(office());
    await visit(page, '/law/compare?a=national-2022&b=beijing-2023&place=110118');
    const query = { a: 'national-2022', b: 'beijing-2023', place: '110118' };
    const found = await ask(office(), 'compareRegimes', { query });
    await page.getByRole('heading', { name: '对密云区的影响' }).waitFor();
    const tighter = found.rows.filter((row) => row.change === 'tighter').length;
    await page.getByLabel('差别').selectOption('tighter');
    await page.waitForURL('**change=tighter**');
    assert.equal(
      await page
        .getByRole('table', { name: /^责任对照/ })
        .locator('tbody tr')
        .count(),
      tighter,
    );
    const cited = page.locator('.compare td a').first();
    assert.match(await cited.innerText(), /第.+条/);
    assert.match((await cited.getAttribute('title')) ?? '', /^[a-z0-9-]+\/art/);
    assert.ok(tighter > 0, 'nothing is tighter in Beijing');
    await done();
  });

  test('an assumption that acts on a page opens in the library with its reason', async () => {
    const { page, done } = await openPage(office());
    await visit(page, '/u/433124');
    await page.getByText(/本页用到 \d+ 条默认口径/).click();
    await page.getByRole('link', { name: /^g-3 / }).click();
    await page.waitForURL('**/law/assumptions#g-3');
    await settled(page);
    assert.match(await page.locator('.assumption.target').innerText(), /g-3[\s\S]*理由/);
    await done();
  });
}
