import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { type Office, openPage, settled, visit } from './support.ts';

const [county, village] = ['433124', '433124102200'];

/** Sends an act as whoever is signed in on the page. */
export const act = (page: Page, id: string, body: Record<string, unknown>): Promise<number> =>
  page.evaluate(
    async ([path, sent]) => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(path, { method: 'POST', headers, body: JSON.stringify(sent) })).status;
    },
    [`/api/records/${county}/${id}/acts`, { id: randomUUID(), ...body }] as const,
  );

/** Today, as the server says it: what is old may no longer be mended by its author. */
export const today = (page: Page): Promise<string> =>
  page.evaluate(async () => ((await (await fetch('/api/status')).json()) as { today: string }).today);

export function review(office: () => Office): void {
  test('a record goes back with what to mend, is mended in sight of it, and accepted in sight of what changed', async () => {
    const id = randomUUID();
    const writer = await openPage(office(), { as: 'village-cadre' });
    await visit(writer.page, '/');
    const day = await today(writer.page);
    const fields = { classes: ['finance'], note: '示例：村部' };
    assert.equal(
      await act(writer.page, id, { verb: 'create', kind: 'village-disclosure', unit: village, day, fields }),
      200,
    );
    const reviewer = await openPage(office(), { as: 'township-cadre' });
    await visit(reviewer.page, `/r/${county}/${id}`);
    await reviewer.page.getByRole('button', { name: '退回', exact: true }).click();
    await reviewer.page.getByRole('button', { name: '确定退回' }).click();
    await reviewer.page.getByText('请写明退回理由。').waitFor();
    await reviewer.page.getByLabel('退回理由').fill('看不出公开在哪里（示例）');
    await reviewer.page.getByRole('button', { name: '再指明一项' }).click();
    await reviewer.page.getByLabel('哪一项要改').selectOption({ label: '公开位置' });
    await reviewer.page.getByLabel('怎么改').fill('写明哪面墙');
    await reviewer.page.getByRole('button', { name: '确定退回' }).click();
    await reviewer.page.getByText('退回待改').first().waitFor();

    await visit(writer.page, '/notices');
    await writer.page
      .getByRole('row', { name: /退回待改/ })
      .getByRole('link')
      .first()
      .click();
    await writer.page.getByText('看不出公开在哪里（示例）').first().waitFor();
    await writer.page.getByRole('link', { name: '改后再交' }).click();
    await writer.page.getByText('写明哪面墙').waitFor();
    await settled(writer.page);
    await writer.page.getByLabel('公开位置').fill('示例：村部东墙');
    await writer.page.getByRole('button', { name: '保存' }).click();
    await writer.page.getByRole('heading', { name: '已保存' }).waitFor();

    await visit(reviewer.page, '/reviews');
    await reviewer.page.getByRole('heading', { level: 1, name: '待我复核' }).waitFor();
    await visit(reviewer.page, `/r/${county}/${id}`);
    await reviewer.page.getByRole('table', { name: '退回之后改了什么' }).getByText('示例：村部东墙').waitFor();

    // Somebody is faster while the reviewer looks: the difference is shown, and the second decision counts.
    assert.equal(await act(writer.page, id, { verb: 'amend', version: 3, fields: { note: '示例：村部西墙' } }), 200);
    await reviewer.page.getByRole('button', { name: '复核无误' }).click();
    const overtaken = reviewer.page.getByRole('table', { name: '您看过之后，别人改了什么' });
    await overtaken.getByText('示例：村部西墙').waitFor();
    await reviewer.page.getByRole('button', { name: '复核无误' }).click();
    await reviewer.page.getByText('已复核').first().waitFor();
    await writer.done();
    await reviewer.done();
  });

  test('a comment bears a name, calls somebody, and leaves a trace when it is taken back', async () => {
    const { page, done } = await openPage(office(), { as: 'township-cadre', width: 390 });
    const id = randomUUID();
    await visit(page, '/');
    const meeting = { kind: 'meeting', unit: '433124102', day: '2026-03-03', fields: { meeting_type: 'dispatch' } };
    assert.equal(await act(page, id, { verb: 'create', ...meeting }), 200);
    await visit(page, `/r/${county}/${id}`);
    await page.getByLabel('写留言').fill('请补上议题（示例）');
    await page.getByRole('button', { name: '发出' }).click();
    await page.getByText('请补上议题（示例）').first().waitFor();
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 390);
    await page.getByRole('button', { name: '撤回这条' }).click();
    await page.getByText(/撤回了一条留言/).waitFor();
    assert.equal(await page.getByText('请补上议题（示例）').count(), 0);
    await done();
  });
}
