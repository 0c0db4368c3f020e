import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, type Office, openPage, settled, visit } from './support.ts';

/** A township in which the sample records nothing. */
const township = '130126100';

export function units(office: () => Office): void {
  test('the page of a unit says what it is, what is below it and which registers are kept', async () => {
    const { page, done } = await openPage(office());
    await visit(page, '/u/433124110/unit');
    const unit = await ask(office(), 'getUnit', { params: { code: '433124110' } });
    const below = page.getByRole('table', { name: '下辖单位' });
    assert.match(await below.innerText(), new RegExp(`村级\\s+${unit.counts[0]?.units}`));
    const registers = page.getByRole('table', { name: '登记的底数' });
    assert.equal(await registers.locator('tbody tr').count(), unit.facts.length);
    assert.ok(unit.facts.length > 0, 'the sample has no register of village groups');
    assert.match(await registers.innerText(), /自然村（组）数/);
    await page.getByText('没有登记过变更。').waitFor();
    await done();
  });

  test('two villages are merged: first in plain words, then recorded; both ways of counting stay one click away', async () => {
    const { page, done } = await openPage(office());
    const { rows } = await ask(office(), 'listChildren', { params: { code: township }, query: { limit: 5 } });
    const [kept, gone] = rows;
    assert.ok(kept && gone, 'the township has no two villages');
    await visit(page, `/u/${kept.code}/unit`);
    await page.getByRole('button', { name: '登记变更' }).click();
    await page.getByRole('button', { name: '下一步：核对' }).click();
    await page.getByRole('alert').getByText('请选择与哪些单位合并。').waitFor();
    const day = page.getByLabel('从哪天起按新的算');
    await day.fill('2026年3月1日');
    await day.blur();
    assert.equal(await day.inputValue(), '2026-03-01');
    const others = page.getByRole('combobox', { name: '与哪些单位合并' });
    await others.fill(gone.code);
    await page.getByRole('option', { name: new RegExp(gone.code) }).waitFor();
    await others.press('Enter');
    await page.getByRole('button', { name: `去掉 ${gone.name}` }).waitFor();
    await page.getByRole('button', { name: '下一步：核对' }).click();
    const words = `自 2026-03-01 起，${kept.name}（${kept.code}）、${gone.name}（${gone.code}）合并为${kept.name}（${kept.code}）。`;
    await page.getByText(words).waitFor();
    assert.equal((await ask(office(), 'getUnit', { params: { code: gone.code } })).valid_to, null);
    await page.getByRole('button', { name: '确认登记' }).click();
    await page.getByText('已登记，数字已重新计算。').waitFor();

    const turns = page.getByRole('table', { name: '沿革' });
    await turns.getByText(gone.name).waitFor();
    assert.match(await turns.innerText(), /前身[\s\S]*合并[\s\S]*2026-03-01/);
    await turns.getByRole('link', { name: '变更前（2026-02-28）' }).first().click();
    await page.waitForURL('**day=2026-02-28');
    await visit(page, `/u/${kept.code}`);
    await page.getByRole('link', { name: '按现在的单位' }).click();
    await page.waitForURL('**units=now');
    await settled(page);
    assert.equal(await page.getByRole('link', { name: '按现在的单位' }).getAttribute('aria-current'), 'page');
    assert.equal(await page.getByRole('link', { name: '按当时的单位' }).getAttribute('aria-current'), null);
    await visit(page, `/u/${gone.code}/unit`);
    await page.getByText(/不能再变更/).waitFor();
    await done();
  });

  test('what the tree does not allow is refused in plain words, and what was written stays', async () => {
    const { page, done } = await openPage(office());
    await visit(page, `/u/${township}/unit`);
    await page.getByRole('button', { name: '登记变更' }).click();
    await page.getByRole('radio', { name: '划转' }).check();
    await page.getByRole('textbox', { name: '代码' }).fill('130126101');
    await page.getByRole('button', { name: '下一步：核对' }).click();
    await page.getByRole('button', { name: '确认登记' }).click();
    await page.getByRole('alert').waitFor();
    assert.match(await page.getByRole('alert').innerText(), /130126101/);
    await page.getByRole('button', { name: '返回修改' }).click();
    assert.equal(await page.getByRole('textbox', { name: '代码' }).inputValue(), '130126101');
    await done();
  });
}
