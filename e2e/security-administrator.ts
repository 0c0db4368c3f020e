import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { type Office, openPage, settled, visit } from './support.ts';

/** Signing in, being signed out while writing, accounts, and what takes two persons. */
export function securityAdministrator(office: () => Office): void {
  test('who is not signed in meets the sign-in page, which says that this is a sample, and enters where they wanted to go', async () => {
    const { page, done } = await openPage(office(), { as: null });
    await page.goto('/u/433124');
    await page.getByRole('heading', { name: '登录' }).waitFor();
    await page.getByText('示例账号没有密码').waitFor();
    await page.getByLabel('用户名').fill('nobody');
    await page.getByLabel('密码').fill('Wrong-Password-1');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: '用户名或密码不对' }).waitFor();
    await page.getByRole('button', { name: '以示例身份进入：示例县农办' }).click();
    await page.getByRole('heading', { name: /花垣县/ }).waitFor();
    assert.equal(new URL(page.url()).pathname, '/u/433124');
    await page.getByRole('button', { name: '退出' }).click();
    await page.getByRole('heading', { name: '登录' }).waitFor();
    await done();
  });

  test('a session that ends while somebody writes is taken up again over the page, and nothing typed is lost', async () => {
    const { page, done } = await openPage(office(), { as: 'county-office' });
    await visit(page, '/u/433124/new/meeting?f.meeting_type=standing-committee');
    await page.getByLabel('备注').fill('示例：写到一半');
    await page.context().clearCookies();
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('heading', { name: '请重新登录' }).waitFor();
    await page.getByRole('button', { name: '以示例身份进入：示例县农办' }).click();
    await page.getByRole('heading', { name: '请重新登录' }).waitFor({ state: 'detached' });
    assert.equal(await page.getByLabel('备注').inputValue(), '示例：写到一半');
    assert.equal(await page.evaluate('document.activeElement.textContent'), '保存', 'the focus is where it was');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '已保存' }).waitFor();
    await done();
  });

  test('the security administrator makes an account, hands over a link, and a second person makes it an administrator', async () => {
    const mark = randomUUID().slice(0, 8);
    const [user, name] = [`journey-${mark}`, `示例新人${mark}`];
    const { page, done } = await openPage(office(), { as: 'security' });
    await visit(page, '/');
    assert.equal(new URL(page.url()).pathname, '/accounts');
    await page.getByRole('button', { name: '新建账号' }).click();
    await page.getByLabel('姓名', { exact: true }).fill(name);
    await page.getByLabel('用户名', { exact: true }).fill(user);
    await page.getByRole('button', { name: '建立并取得链接' }).click();
    const link = await page.getByRole('textbox', { name: '一次性链接' }).inputValue();
    await page.getByRole('button', { name: '已转交，关闭' }).click();

    const other = await openPage(office(), { as: null });
    await other.page.goto(link.replace(/^https?:\/\/[^/]+/, ''));
    await other.page.getByRole('heading', { name: '设置密码' }).waitFor();
    await other.page.getByLabel('新密码').fill('short');
    await other.page.getByRole('button', { name: '设置' }).click();
    await other.page.getByRole('alert').filter({ hasText: '不合要求' }).waitFor();
    await other.page.getByLabel('新密码').fill('Ploughing-2026-fields');
    await other.page.getByRole('button', { name: '设置' }).click();
    await other.page.getByRole('link', { name: '登录' }).click();
    await other.page.getByLabel('用户名').fill(user);
    await other.page.getByLabel('密码').fill('Ploughing-2026-fields');
    await other.page.getByRole('button', { name: '登录', exact: true }).click();
    await other.page.getByRole('button', { name: '退出' }).waitFor();
    await other.done();

    await visit(page, `/accounts?q=${user}`);
    await page.getByRole('button', { name: `办理账号：${name}` }).click();
    await page.getByLabel('事由').fill('示例：岗位需要');
    await page.getByRole('button', { name: '申请授予审计管理员' }).click();
    await page.getByText('请另一名管理员').waitFor();
    await visit(page, '/approvals');
    assert.equal(await page.getByRole('button', { name: '批准', exact: true }).count(), 0, 'nobody decides their own');
    await done();

    const system = await openPage(office(), { as: 'system' });
    await visit(system.page, '/');
    assert.equal(new URL(system.page.url()).pathname, '/approvals');
    const row = system.page.getByRole('row').filter({ hasText: `授予${name}审计管理员` });
    await row.getByRole('button', { name: '批准', exact: true }).click();
    await row.getByText('已办结').waitFor();
    await system.done();

    await firstAsAdministrator(office(), user);
  });

  staysApart(office);
}

function staysApart(office: () => Office): void {
  test('nobody else opens the accounts, and the security administrator sees no figures', async () => {
    const { page, done } = await openPage(office(), { as: 'county-office' });
    await page.goto('/accounts');
    await page.getByRole('alert').filter({ hasText: '只有安全管理员可以' }).waitFor();
    await done();
    const security = await openPage(office(), { as: 'security' });
    await security.page.goto('/u/433124');
    await settled(security.page);
    assert.doesNotMatch(await security.page.locator('main').innerText(), /已逾期/);
    await security.done();
  });
}

/** A new administrator is led through a second factor before anything else. */
async function firstAsAdministrator(office: Office, user: string): Promise<void> {
  const auditor = await openPage(office, { as: null });
  await auditor.page.goto('/');
  await auditor.page.getByLabel('用户名').fill(user);
  await auditor.page.getByLabel('密码').fill('Ploughing-2026-fields');
  await auditor.page.getByRole('button', { name: '登录', exact: true }).click();
  await auditor.page.getByText('请先绑定').waitFor();
  const secret = (await auditor.page.locator('.enrol code').innerText()).replaceAll(' ', '');
  await auditor.page.getByLabel('动态口令').fill(codeNow(secret));
  await auditor.page.getByRole('button', { name: '继续' }).click();
  await auditor.page.getByRole('heading', { name: '请保存恢复码' }).waitFor();
  await auditor.page.getByRole('button', { name: '已保存，继续' }).click();
  await auditor.page.getByRole('heading', { name: '审计记录' }).waitFor();
  await auditor.done();
}

/** What an authenticator shows for a secret now (RFC 6238). */
function codeNow(secret: string): string {
  const bits = [...secret].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  const bytes = (bits.join('').match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', Buffer.from(bytes)).update(counter).digest();
  return String((mac.readUInt32BE((mac.at(-1) ?? 0) & 0xf) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
