import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, type Office, openPage, settled, visit, written } from './support.ts';

const code = '433124';

export function whatIf(office: () => Office): void {
  test('a what-if is marked as such, counts otherwise, and ends with one click', async () => {
    const { page, done } = await openPage(office());
    await visit(page, `/u/${code}`);
    const fact = await ask(office(), 'getOverview', { params: { code } });
    await page.getByRole('combobox', { name: '制度' }).selectOption('beijing-2023');
    await page.waitForURL(`**/u/${code}?regime=beijing-2023`);
    await page.getByText('假设推演，不是事实').waitFor();
    await settled(page);
    const guess = await ask(office(), 'getOverview', { params: { code }, query: { regime: 'beijing-2023' } });
    assert.notEqual(guess.total.owed, fact.total.owed);
    const strip = page.getByRole('list', { name: '先看这里' });
    assert.match(await strip.innerText(), new RegExp(`全年应尽\\s*${written(guess.total.owed)}`));
    await page.getByRole('link', { name: '回到现行制度' }).click();
    await page.waitForURL(`**/u/${code}`);
    await page.getByText('假设推演，不是事实').waitFor({ state: 'detached' });
    await done();
  });

  test('a what-if of a province is counted while the page waits, and follows an act in one of its counties', async () => {
    const { page, done } = await openPage(office());
    const asked = { params: { code: '43' }, query: { regime: 'beijing-2023' } };
    await visit(page, '/u/43');
    const fact = await ask(office(), 'getOverview', { params: { code: '43' } });
    await page.getByRole('combobox', { name: '制度' }).selectOption('beijing-2023');
    await page.waitForURL('**/u/43?regime=beijing-2023');
    await page.getByRole('heading', { name: '正在按所选制度重算' }).waitFor();
    await page.getByText(/已算 [\d,]+ 个，共 [\d,]+ 个/).waitFor();
    await page.getByRole('progressbar').waitFor();
    const strip = page.getByRole('list', { name: '先看这里' });
    await strip.waitFor({ timeout: 120_000 });
    await settled(page);
    const guess = await ask(office(), 'getOverview', asked);
    assert.equal(guess.regime.what_if, true);
    assert.notEqual(guess.total.owed, fact.total.owed);
    assert.ok(guess.total.met > 0, 'nothing is met');
    assert.match(await strip.innerText(), new RegExp(`全年应尽\\s*${written(guess.total.owed)}`));
    const sum = guess.children.reduce((met, child) => met + child.figures.met, guess.own.met);
    assert.equal(sum, guess.total.met);

    await page.getByRole('link', { name: '应尽事项', exact: true }).click();
    await page.waitForURL('**/u/43/obligations?regime=beijing-2023');
    await settled(page);
    await page.getByRole('link', { name: '职务与机构', exact: true }).click();
    await page.waitForURL('**/u/43/seats?regime=beijing-2023');
    await settled(page);
    await page.getByText('假设推演，不是事实').waitFor();
    await page.getByRole('link', { name: '回到现行制度' }).click();
    await page.waitForURL('**/u/43/seats');

    const below = await openPage(office(), { as: { officeOf: '433125' } });
    await visit(below.page, '/u/433125/new/meeting?f.meeting_type=standing-committee');
    await below.page.getByRole('button', { name: '保存' }).click();
    await below.page.getByRole('heading', { name: '已保存' }).waitFor();
    await below.done();
    await visit(page, '/u/43?regime=beijing-2023');
    const changed = page.getByText(/此后 1 个单位又有办理，正在补算/);
    await changed.waitFor();
    await changed.waitFor({ state: 'detached', timeout: 60_000 });
    const later = await ask(office(), 'getOverview', asked);
    assert.deepEqual(later.counted, { homes: guess.counted?.homes, changed: 0, since: null });
    await done();
  });
}
