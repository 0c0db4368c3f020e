import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, type Office, openPage, settled, visit, written } from './support.ts';

/** A county in which the sample records nothing. */
const county = '130123';
const duty = 'county-rural-work-conference';

export function record(office: () => Office): void {
  test('a meeting recorded from an obligation meets it at once up to the nation; withdrawn, it takes all back', async () => {
    const { page, done } = await openPage(office(), { as: { officeOf: county } });
    const met = async (code: string) => (await ask(office(), 'getOverview', { params: { code } })).total.met;
    const places = [county, '1301', '13', '0'];
    const before = await Promise.all(places.map(met));
    const listed = await ask(office(), 'listObligations', { params: { code: county }, query: { duty, scope: 'own' } });
    const owed = listed.rows[0];
    assert.ok(owed, 'the county owes no conference');

    await visit(page, `/u/${county}/o/${duty}/${encodeURIComponent(owed.holder)}/${owed.period}`);
    await page.getByRole('link', { name: '记会议' }).click();
    await page.getByLabel('会议类型').waitFor();
    assert.notEqual(await page.getByLabel('会议类型').inputValue(), '', 'the form was not preset');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('heading', { name: '已保存' }).waitFor();
    const moved = page.getByRole('table', { name: '它推动了这些应尽事项' });
    assert.match(await moved.innerText(), /1 \/ 1\s*已完成/);

    const after = await Promise.all(places.map(met));
    assert.ok(
      after.every((value, index) => value > before[index]!),
      `${before} became ${after}`,
    );
    const nation = await openPage(office());
    await visit(nation.page, '/u/0');
    assert.match(
      await nation.page.getByRole('list', { name: '先看这里' }).innerText(),
      new RegExp(`已完成 ${written(after[3]!)}`),
    );
    await nation.done();

    await visit(page, `/u/${county}/records`);
    await page.getByRole('table', { name: '台账' }).locator('tbody th a').first().click();
    await settled(page);
    await page.getByRole('button', { name: '撤回' }).click();
    await page.getByRole('button', { name: '确定撤回' }).click();
    await page.getByText('请写明撤回理由。').waitFor();
    await page.getByRole('dialog').getByLabel('理由').fill('示例：记错了');
    await page.getByRole('button', { name: '确定撤回' }).click();
    await page.getByText('已撤回，不再计入任何事项。').waitFor();
    await page.getByText('示例：记错了').waitFor();
    assert.deepEqual(await Promise.all(places.map(met)), before);
    await done();
  });

  test('a record is amended on its own page, and its acts stay readable', async () => {
    const { page, done } = await openPage(office(), { as: { officeOf: county } });
    await visit(page, `/u/${county}/new/meeting?f.meeting_type=standing-committee`);
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('heading', { name: '已保存' }).waitFor();
    await page.locator('main .box a').first().click();
    await page.getByRole('link', { name: '更正' }).click();
    await page.getByLabel('备注').fill('示例：补充要点');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('heading', { name: '已保存' }).waitFor();
    await page.locator('main .box a').first().click();
    await page.getByText('示例：补充要点').first().waitFor();
    assert.equal(await page.getByRole('table', { name: '办理过程' }).locator('tbody tr').count(), 2);
    await done();
  });
}
