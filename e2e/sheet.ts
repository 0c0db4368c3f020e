import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, type Office, openPage, visit } from './support.ts';

const code = '433124';
const seat = 'party-secretary';

export function sheet(office: () => Office): void {
  test('a sheet shows a bar for each obligation, the pace of the term and every village not yet visited', async () => {
    const { page, done } = await openPage(office());
    const found = await ask(office(), 'getSheet', { params: { code, seat } });
    await visit(page, `/u/${code}/seats`);
    await page.getByRole('table').locator('tbody th a').first().click();
    await page.waitForURL(`**/u/${code}/s/${seat}`);
    await page.getByRole('heading', { name: /责任清单/ }).waitFor();
    const bars = found.lanes.reduce((sum, lane) => sum + lane.obligations.length, 0);
    assert.equal(await page.locator('.lane-bar').count(), bars);
    const coverage = found.coverage[0];
    assert.ok(coverage && coverage.missing.length > 0, 'the sample has no coverage to show');
    await page.getByText(`尚未走到 ${coverage.missing.length} 处`).waitFor();
    assert.equal(await page.locator('.place-marks i').count(), coverage.missing.length + coverage.visited.length);
    await page.getByRole('button', { name: '看表格' }).first().click();
    assert.equal(
      await page
        .getByRole('table', { name: /累计数/ })
        .locator('tbody tr')
        .count(),
      coverage.points.length,
    );
    assert.ok((await page.getByText('示例', { exact: true }).count()) > 0, 'a sample person is not marked');
    await page.getByText('导出公文').click();
    const paper = (await page.getByRole('link', { name: /Word 文档/ }).getAttribute('href')) ?? '';
    const reply = await fetch(`${office().base}${paper}`, { headers: { cookie: office().cookie } });
    assert.equal(reply.status, 200, paper);
    assert.match(reply.headers.get('content-type') ?? '', /wordprocessingml/);
    await done();
  });

  test('on a narrow screen the bars stand below each other and say their period', async () => {
    const { page, done } = await openPage(office(), { width: 390 });
    await visit(page, `/u/${code}/s/${seat}`);
    const bar = page.locator('.lane-bar').first();
    await bar.waitFor();
    assert.match(await bar.innerText(), /2026 年|长期/);
    assert.equal(
      await page.evaluate('document.documentElement.scrollWidth <= innerWidth'),
      true,
      'the page scrolls sideways',
    );
    await done();
  });
}
