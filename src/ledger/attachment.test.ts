import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Field } from '#regime';
import { attachments, faultsOfFiles } from './attachment.ts';

const field: Field = { id: 'files', name: { zh: '附件', en: 'Files' }, kind: 'files', accepts: ['image'], max: 2 };
const digest = (sign: string): string => sign.repeat(64);
const codes = (value: Parameters<typeof faultsOfFiles>[1]): string[] =>
  faultsOfFiles(field, value).map(({ code }) => code);

test('an attachment is a digest and a name, and reads back as it was written', () => {
  const one = { digest: digest('a'), name: '会议: 照片(1).jpg' };
  assert.deepEqual(attachments.read(attachments.text(one)), one);
  for (const text of ['', 'a.jpg', `${digest('A')}:x.jpg`, `${digest('a')}:`, `${digest('a')}x:y`, digest('a')])
    assert.equal(attachments.read(text), undefined, text);
});

test('attachments: a list, as many as the field allows, each once, named without a path', () => {
  const of = (sign: string, name: string): string => `${digest(sign)}:${name}`;
  assert.deepEqual(codes([of('a', '𠮷祥 é.jpg'), of('b', 'x.pdf')]), []);
  assert.deepEqual(codes([of('a', '1.jpg'), of('b', '2.jpg'), of('c', '3.jpg')]), ['field_too_many']);
  assert.deepEqual(codes([of('a', '1.jpg'), of('a', '2.jpg')]), ['target_twice']);
  for (const name of ['../x.jpg', 'a/b.jpg', 'a\\b.jpg', '..', ' x.jpg'])
    assert.deepEqual(codes([of('a', name)]), ['file_name'], name);
  assert.deepEqual(codes([of('a', 'x\u202Egpj.exe')]), ['text_broken']);
  assert.deepEqual(codes([of('a', `${'长'.repeat(120)}.jpg`)]), ['text_too_long']);
  assert.deepEqual(codes(['x.jpg']), ['field_kind']);
  assert.deepEqual(codes('x.jpg'), ['field_kind']);
});
