import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { photo } from '../test/support/attached-files.ts';
import { docxOf } from '../test/support/office-files.ts';
import { type Office, openPage, settled, visit } from './support.ts';

const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer });

export function attachments(office: () => Office): void {
  test('a photo and a document are attached to a meeting, a file with macros is refused, another is added later', async () => {
    const { page, done } = await openPage(office(), { as: 'county-office' });
    await visit(page, '/u/433124/new/meeting');
    const choosing = page.getByRole('group', { name: '附件' });
    await choosing
      .locator('input[type=file]')
      .setInputFiles([
        file('现场.jpeg', await photo('jpeg', 900, 600)),
        file('纪要.docx', docxOf(['会议纪要', '部署下一步重点任务'])),
        file('宏.docx', docxOf(['x'], [{ name: 'word/vbaProject.bin', bytes: 'x' }])),
      ]);
    await choosing.getByText('现场.jpg').waitFor();
    await choosing.getByText('纪要.docx').waitFor();
    assert.match(await choosing.getByRole('alert').innerText(), /会运行.*不含宏/s);
    await choosing.getByRole('button', { name: '移除 宏.docx' }).click();
    await page.getByLabel('会议类型').selectOption({ index: 1 });
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('heading', { name: '已保存' }).waitFor();

    await page.locator('main a[href*="/r/433124/"]').first().click();
    await settled(page);
    const part = page.getByRole('region', { name: '附件' });
    const picture = part.getByRole('img', { name: '现场.jpg' });
    await picture.waitFor();
    const address = await picture.getAttribute('src');
    const kept = await (await page.request.get(`${office().base}${address}`)).body();
    assert.equal((await sharp(kept).metadata()).exif, undefined, 'the photo still says where it was taken');
    await part.getByRole('button', { name: '查看文字' }).click();
    await part.getByText('部署下一步重点任务').waitFor();

    await part.getByText('添加附件').click();
    await part.locator('input[type=file]').setInputFiles([file('补充.txt', Buffer.from('补充说明'))]);
    await part.getByRole('button', { name: '附上这 1 个' }).click();
    await part.getByRole('link', { name: '补充.txt' }).waitFor();
    assert.equal(await part.getByRole('listitem').count(), 3);
    await done();
  });
}
