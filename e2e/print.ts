import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Office, openPage, visit } from './support.ts';

export function print(office: () => Office): void {
  for (const path of ['/u/433124', '/u/433124/s/party-secretary', '/law/documents/beijing-2023']) {
    test(`${path} prints without the furniture of the screen`, async () => {
      const { page, done } = await openPage(office());
      await visit(page, path);
      await page.emulateMedia({ media: 'print' });
      for (const furniture of ['.top', '.tabs', '.when', '.filters']) {
        assert.equal(await page.locator(furniture).filter({ visible: true }).count(), 0, `${furniture} is printed`);
      }
      assert.ok(await page.locator('h1').isVisible());
      const sheets = (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g) ?? [];
      assert.ok(sheets.length >= 1 && sheets.length < 60, `${sheets.length} sheets`);
      await done();
    });
  }
}
