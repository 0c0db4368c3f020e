import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { type Office, openPage, visit } from './support.ts';

/** From now on the page writes down what its polite region comes to say. */
const listen = (page: Page) =>
  page.evaluate(`{
    const region = document.querySelector('main ~ [aria-live="polite"]');
    window.heard = [];
    new MutationObserver(() => window.heard.push(region.textContent)).observe(region, {
      childList: true, characterData: true, subtree: true,
    });
  }`);

/** Everything a screen reader was given so far, in order; waits until there is this much. */
async function heard(page: Page, count: number): Promise<readonly string[]> {
  const said = await page.waitForFunction((least) => {
    const { heard } = globalThis as unknown as { heard: readonly string[] };
    return heard.length >= least && heard;
  }, count);
  return said.jsonValue() as Promise<readonly string[]>;
}

export function spoken(office: () => Office): void {
  test('a screen reader hears the title of each page one goes to, once; sifting a page says nothing', async () => {
    const { page, done } = await openPage(office(), { as: 'county-office' });
    await visit(page, '/u/433124');
    await listen(page);
    const list = '花垣县 · 台账 – 责任田';
    await page.getByRole('navigation', { name: '单位页面' }).getByRole('link', { name: '台账', exact: true }).click();
    assert.deepEqual(await heard(page, 1), [list]);
    await page.getByLabel('种类').selectOption('meeting');
    await page.waitForURL('**/records?**kind=meeting**');
    await page
      .getByRole('table', { name: '台账' })
      .getByRole('link', { name: /^会议·/ })
      .first()
      .click();
    const [, record = ''] = await heard(page, 2);
    assert.match(record, /^会议·.+ – 责任田$/);
    assert.equal(record, await page.title());
    await page.goBack();
    await heard(page, 3);
    await page.getByRole('navigation', { name: '单位页面' }).getByRole('link', { name: '总览', exact: true }).click();
    assert.deepEqual(await heard(page, 4), [list, record, list, '花垣县 · 总览 – 责任田']);
    await done();
  });
}
