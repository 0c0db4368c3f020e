import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import sharp from 'sharp';
import { heicPhoto, photo, place } from '../../../test/support/attached-files.ts';
import { docxOf, pdfOf, zipOf } from '../../../test/support/office-files.ts';
import { fileName } from './file-name.ts';
import { standardLimits } from './setting.ts';
import { takeIn } from './take-in.ts';

const take = (bytes: Buffer | string, name = 'x') => takeIn(Buffer.from(bytes as string), name, standardLimits);
const refused = (code: string, bytes: Buffer | string, name?: string) =>
  assert.rejects(take(bytes, name), (error: Error & { code?: string }) => {
    assert.equal(error.code, code, `${name}: ${error.code} ${error.message}`);
    return true;
  });

/** Everything that a re-encoded picture might still say about its maker. */
async function traces(bytes: Buffer): Promise<string[]> {
  const { exif, xmp, iptc, icc, comments } = await sharp(bytes).metadata();
  const found = Object.entries({ exif, xmp, iptc, icc, comments }).flatMap(([name, value]) => (value ? [name] : []));
  const text = bytes.toString('latin1');
  for (const word of ['GPS', 'SecretCam', 'behind the house', 'Exif', 'xmpmeta'])
    if (text.includes(word)) found.push(word);
  return found;
}

for (const format of ['jpeg', 'png', 'webp', 'tiff'] as const)
  test(`a ${format} comes out without place, camera and comments, under the digest of what is kept`, async () => {
    const sent = await photo(format);
    assert.ok((await traces(sent)).length > 0, 'the picture sent says where it was taken');
    const kept = await take(sent, '会议.照片.jpeg');
    assert.deepEqual(await traces(kept.bytes), []);
    assert.deepEqual([kept.width, kept.height], [320, 200]);
    assert.equal(kept.type, format === 'png' || format === 'webp' ? format : 'jpg');
    assert.equal(kept.name, `会议.照片.${kept.type}`);
    assert.equal(kept.digest, createHash('sha256').update(kept.bytes).digest('hex'));
    assert.equal((await take(sent)).digest, kept.digest, 'the same picture again is the same file');
  });

test('a photo of a phone (HEIC) becomes a JPEG of the same picture without its place', async () => {
  assert.ok(heicPhoto.toString('latin1').includes('Exif'));
  const kept = await take(heicPhoto, 'IMG_0001.HEIC');
  assert.deepEqual([kept.type, kept.name, kept.width, kept.height], ['jpg', 'IMG_0001.jpg', 96, 64]);
  assert.deepEqual(await traces(kept.bytes), []);
  const [r, g] = await sharp(kept.bytes).extract({ left: 15, top: 12, width: 1, height: 1 }).raw().toBuffer();
  assert.ok((r ?? 0) > 150 && (g ?? 255) < 110, `the red field is where it was: ${r} ${g}`);
  assert.ok(place.latitude.length > 0);
});

test('a photo that lies on its side is kept upright, a large one smaller', async () => {
  const lying = await sharp({ create: { width: 3000, height: 1000, channels: 3, background: 'red' } })
    .jpeg()
    .withMetadata({ orientation: 6 })
    .toBuffer();
  const kept = await take(lying);
  assert.deepEqual([kept.width, kept.height], [853, 2560]);
});

test('what hides behind or in a picture is gone: a polyglot keeps only its pixels', async () => {
  const hidden = '<script>alert(1)</script>PK\u0003\u0004';
  const jpeg = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'blue' } })
    .jpeg()
    .toBuffer();
  const both = Buffer.concat([jpeg, Buffer.from(hidden), zipOf([{ name: 'evil.exe', bytes: 'MZ' }])]);
  const kept = await take(both, 'evil.html');
  assert.equal(kept.name, 'evil.jpg');
  for (const word of ['script', 'evil', 'PK']) assert.ok(!kept.bytes.toString('latin1').includes(word), word);
  const gif = Buffer.concat([await sharp(jpeg).gif().toBuffer(), Buffer.from('/*<svg onload=alert(1)>*/')]);
  const still = await take(gif, 'a.gif.js');
  assert.deepEqual([still.type, still.bytes.toString('latin1').includes('onload')], ['png', false]);
});

test('a picture that is cut off or far too large is refused', async () => {
  const whole = await photo();
  await refused('picture_broken', whole.subarray(0, 200), 'a.jpg');
  await refused('picture_broken', heicPhoto.subarray(0, 400), 'a.heic');
  const wide = await sharp({ create: { width: 15_000, height: 15_000, channels: 3, background: 'white' } })
    .png()
    .toBuffer();
  await refused('picture_too_large', wide, 'a.png');
});

test('office files are kept as they are, told by their parts whatever they are called', async () => {
  const docx = docxOf(['第一条']);
  const kept = await take(docx, '方案.pdf');
  assert.deepEqual([kept.type, kept.name], ['docx', '方案.docx']);
  assert.ok(kept.bytes.equals(docx));
  const of = (main: string) =>
    zipOf([
      { name: '[Content_Types].xml', bytes: '<Types/>' },
      { name: main, bytes: '<x/>' },
    ]);
  assert.equal((await take(of('xl/workbook.xml'))).type, 'xlsx');
  assert.equal((await take(of('ppt/presentation.xml'))).type, 'pptx');
  assert.equal((await take(of('OFD.xml'))).type, 'ofd');
  const pdf = pdfOf([['第一条']]);
  assert.deepEqual([(await take(pdf, 'a.docx')).type, (await take(pdf)).bytes.equals(pdf)], ['pdf', true]);
});

test('office files with macros, remote templates or programs in them are refused', async () => {
  await refused('file_active', docxOf(['x'], [{ name: 'word/vbaProject.bin', bytes: 'x' }]));
  await refused('file_active', docxOf(['x'], [{ name: 'word/activeX/activeX1.xml', bytes: 'x' }]));
  await refused('file_active', docxOf(['x'], [{ name: 'word/embeddings/run.exe', bytes: 'MZ' }]));
  const remote =
    '<Relationships><Relationship Id="1" Type="http://x/attachedTemplate" Target="http://evil/t.dotm" TargetMode="External"/></Relationships>';
  await refused('file_active', docxOf(['x'], [{ name: 'word/_rels/settings.xml.rels', bytes: remote }]));
  const link = remote.replace('attachedTemplate', 'hyperlink');
  assert.equal((await take(docxOf(['x'], [{ name: 'word/_rels/document.xml.rels', bytes: link }]))).type, 'docx');
});

test('a bomb in a .docx is refused by what comes out, not by what it claims', async () => {
  const zeros = Buffer.alloc(40 * 1024 * 1024);
  await refused('file_bomb', docxOf(['x'], [{ name: 'word/media/a.xml', bytes: zeros, claims: 10 }]));
  const parts = Array.from({ length: 12 }, (_, i) => ({
    name: `word/media/${i}.xml`,
    bytes: zeros.subarray(0, 30 * 1024 * 1024),
    claims: 1,
  }));
  await refused('file_bomb', docxOf(['x'], parts));
});

test('a document with something before or behind it is refused', async () => {
  const [pdf, docx] = [pdfOf([['a']]), docxOf(['x'])];
  await refused('file_mixed', Buffer.concat([docx, Buffer.from('<html><script>alert(1)</script>')]));
  await refused('file_mixed', Buffer.concat([pdf, docx]));
  await refused('file_mixed', Buffer.concat([pdf, Buffer.alloc(4096, 'x')]));
  await refused('file_kind', Buffer.concat([Buffer.from('<html><script>alert(1)</script>'), pdf]), 'a.pdf');
});

test('a PDF with scripts is refused, in the open or packed away', async () => {
  const plain = pdfOf([['a']]).toString('latin1');
  const action = '/OpenAction << /S /JavaScript /JS (app.alert(1)) >>';
  await refused('file_active', Buffer.from(plain.replace('/Type /Catalog', `/Type /Catalog ${action}`), 'latin1'));
  await refused(
    'file_active',
    Buffer.from(plain.replace('/Type /Catalog', '/Type /Catalog /OpenAction << /S /Launch /F (cmd.exe) >>'), 'latin1'),
  );
  await refused('file_active', packedScript(), 'packed.pdf');
});

/** A PDF whose catalogue, script and all, lies in a packed object stream. */
function packedScript(): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>',
  ];
  const places = objects.map((_, i) => objects.slice(0, i).reduce((sum, body) => sum + body.length + 1, 0));
  const head = places.map((at, i) => `${i + 1} ${at}`).join(' ');
  const packed = deflateRaw(`${head}\n${objects.join('\n')}`);
  const stream = (dictionary: string, bytes: Buffer) =>
    Buffer.concat([
      Buffer.from(`<< ${dictionary} /Length ${bytes.length} >>\nstream\n`),
      bytes,
      Buffer.from('\nendstream\n'),
    ]);
  const first = Buffer.from('%PDF-1.5\n');
  const four = Buffer.concat([
    Buffer.from('4 0 obj\n'),
    stream(`/Type /ObjStm /N 3 /First ${head.length + 1} /Filter /FlateDecode`, packed),
    Buffer.from('endobj\n'),
  ]);
  const start = first.length + four.length;
  const row = (type: number, a: number, b: number) => Buffer.from([type, a >> 8, a & 255, b]);
  const rows = deflateRaw(
    Buffer.concat([row(0, 0, 0), row(2, 4, 0), row(2, 4, 1), row(2, 4, 2), row(1, first.length, 0), row(1, start, 0)]),
  );
  const five = Buffer.concat([
    Buffer.from('5 0 obj\n'),
    stream('/Type /XRef /Size 6 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode', rows),
    Buffer.from('endobj\n'),
  ]);
  return Buffer.concat([first, four, five, Buffer.from(`startxref\n${start}\n%%EOF\n`)]);
}

/** With the two bytes before and the sum behind that PDF asks for. */
function deflateRaw(bytes: Buffer | string): Buffer {
  const raw = Buffer.from(bytes as string);
  let [a, b] = [1, 0];
  for (const byte of raw) [a, b] = [(a + byte) % 65521, (b + a + byte) % 65521];
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(((b << 16) | a) >>> 0);
  return Buffer.concat([Buffer.from([0x78, 0x9c]), deflateRawSync(raw), sum]);
}

test('text is kept in UTF-8; what a browser or a shell would run is no text', async () => {
  const kept = await take('会议纪要\n一、𠮷祥\n', '纪要.TXT');
  assert.deepEqual([kept.type, kept.name, kept.bytes.toString()], ['txt', '纪要.txt', '会议纪要\n一、𠮷祥\n']);
  const old = Buffer.from([0xbb, 0xe1, 0xd2, 0xe9]);
  assert.equal((await take(old, 'a.txt')).bytes.toString(), '会议');
  for (const name of ['a.html', 'a.svg', 'a.js', 'a.csv', 'a.bat', 'a.xml']) await refused('file_kind', 'hello', name);
  for (const text of [
    '<!DOCTYPE html><p>x',
    '<svg xmlns="x"/>',
    '  \n<?xml version="1.0"?><a/>',
    '#!/bin/sh\nrm',
    '<script>1</script>',
  ])
    await refused('file_kind', text, 'a.txt');
});

test('nothing, too much, and kinds that nobody asked for are refused with what to do', async () => {
  await refused('file_empty', '', 'a.jpg');
  await refused('file_too_large', Buffer.alloc(standardLimits.bytes + 1, 'a'), 'a.txt');
  await refused('file_kind', Buffer.from('d0cf11e0a1b11ae1'.padEnd(2048, '0'), 'hex'), 'a.doc');
  await refused('file_kind', Buffer.from('4d5a90000300000004000000ffff0000'.padEnd(2048, '0'), 'hex'), 'a.jpg');
  await refused('file_kind', zipOf([{ name: 'a.txt', bytes: 'x' }]), 'a.docx');
  await refused('file_broken', zipOf([{ name: 'a.txt', bytes: 'x' }]).subarray(0, 40), 'a.docx');
  await refused('file_kind', Buffer.from([0, 1, 2, 3]), 'a.txt');
});

test('names lose paths, signs that turn them round and device names, and end as their bytes say', () => {
  const names: [given: string, ending: string, kept: string][] = [
    ['../../etc/passwd', 'txt', 'passwd.txt'],
    ['C:\\Users\\x\\照片.JPG', 'jpg', '照片.jpg'],
    ['𠮷祥村（一组）é.heic', 'jpg', '𠮷祥村（一组）é.jpg'],
    ['gpj.exe\u202E.txt', 'jpg', 'gpj.exe.jpg'],
    ['a\u0000b\n"c".pdf', 'pdf', 'a b c.pdf'],
    ['2024.5 总结', 'docx', '2024.5 总结.docx'],
    ['CON.pdf', 'pdf', 'file CON.pdf'],
    ['...', 'png', 'file.png'],
    ['', 'png', 'file.png'],
    ['\ud800x.png', 'png', 'x.png'],
  ];
  for (const [given, ending, kept] of names) assert.equal(fileName(given, ending), kept, JSON.stringify(given));
  assert.equal([...fileName(`${'长'.repeat(500)}.pdf`, 'pdf')].length, 120);
});
