import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, type Office, openPage, visit } from './support.ts';

export function children(office: () => Office): void {
  test('the children stand as areas where wanted, and the choice is remembered', async () => {
    const { page, done } = await openPage(office());
    await visit(page, '/u/433124');
    await page.getByRole('button', { name: '看面积图' }).click();
    const map = page.getByRole('img', { name: /面积图/ });
    await map.locator('svg').waitFor();
    const { children: rows } = await ask(office(), 'getOverview', { params: { code: '433124' } });
    for (const { unit } of rows) assert.ok((await map.getByText(unit.name).count()) > 0, `${unit.name} has no area`);
    await page.reload();
    await map.locator('svg').waitFor();
    await map.getByText(rows[0]!.unit.name).first().click();
    await page.waitForURL('**/u/433124*');
    await page.getByRole('button', { name: '看方格' }).click();
    assert.equal(await page.locator('.tree-map').count(), 0);
    await done();
  });

  test('no place is shown as an example below the line that the packs draw, and none where nothing was due', async () => {
    const { page, done } = await openPage(office());
    for (const code of ['0', '43', '433124']) {
      await visit(page, `/u/${code}`);
      const { children: rows, bands } = await ask(office(), 'getOverview', { params: { code } });
      const line = bands[1]?.from ?? 1;
      const fit = rows
        .filter(({ figures }) => figures.due > 0 && (figures.rate ?? 0) >= line)
        .map(({ unit }) => unit.name);
      const shown = await page.locator('.ends h3:text-is("做法可供借鉴") + .places a').allInnerTexts();
      assert.deepEqual(
        shown.filter((name) => !fit.includes(name)),
        [],
        code,
      );
      assert.equal(shown.length, rows.length > 7 ? Math.min(3, fit.length) : 0, code);
    }
    await done();
  });
}
