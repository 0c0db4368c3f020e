import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { type Office, openPage, settled, visit } from './support.ts';

const focused = (page: Page) =>
  page.evaluate('document.activeElement.textContent || document.activeElement.id') as Promise<string>;

/** Presses Tab until the element with the focus has this text; fails after a hundred. */
async function tabTo(page: Page, text: RegExp): Promise<void> {
  for (let i = 0; i < 100; i++) {
    await page.keyboard.press('Tab');
    if (text.test(await focused(page))) return;
  }
  assert.fail(`the keyboard does not reach ${text}`);
}

export function keyboard(office: () => Office): void {
  test('the first Tab offers to skip to the content, and the focus can be seen', async () => {
    const { page, done } = await openPage(office());
    await visit(page, '/u/433124');
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), '跳到正文');
    const width = await page.evaluate('parseFloat(getComputedStyle(document.activeElement).outlineWidth)');
    assert.ok(Number(width) >= 2, 'the focus has no outline');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate('document.activeElement.id'), 'content');
    await done();
  });

  test('search, drill down, filter and record with the keyboard alone', async () => {
    const { page, done } = await openPage(office(), { as: { officeOf: '130131' } });
    await visit(page, '/law');
    await page.getByRole('combobox', { name: '查找单位' }).focus();
    await page.keyboard.type('pingshan');
    await page
      .getByRole('option', { name: /平山县/ })
      .first()
      .waitFor();
    for (let i = 0; i < 20; i++) {
      if (/平山县/.test(await page.locator('[role=option][aria-selected=true]').innerText())) break;
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
    await page.waitForURL('**/u/130131');
    await settled(page);
    await tabTo(page, /^记一条$/);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/new');
    await settled(page);
    await tabTo(page, /^会议$/);
    await page.keyboard.press('Enter');
    await page.getByLabel('会议类型').waitFor();
    await page.getByLabel('会议类型').focus();
    await page.keyboard.press('ArrowDown');
    await tabTo(page, /^保存$/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '已保存' }).waitFor();
    assert.equal(await focused(page), '已保存');
    await done();
  });

  test('the language switch speaks English and is remembered', async () => {
    const { page, done } = await openPage(office());
    await page.goto('/u/433124');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('link', { name: 'Law library' }).waitFor();
    assert.equal(await page.evaluate('document.documentElement.lang'), 'en');
    assert.equal(await page.evaluate(`localStorage.getItem('zerentian.language')`), 'en');
    await done();
  });
}
