import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { runCommand } from '../../../test/support/command.ts';
import { docxOf } from '../../../test/support/office-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'zerentian-documents-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, bytes: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

const rule = [
  '大风市乡村振兴责任制实施细则（示例）',
  '第一条　乡镇定下本地目标和抓手，每季度至少订2次工作计划。',
  '第三条　本细则自2026年3月1日起施行。',
];
const plain = file('rule.txt', rule.join('\n'));

test('document parse tells identity, tree, faults and what was dropped, as text and as JSON', async () => {
  const { code, json } = await runCommand('document', ['parse', plain, '--json']);
  assert.equal(code, 0);
  assert.deepEqual(Object.keys(json), ['identity', 'nodes', 'furniture', 'faults', 'account', 'more']);
  assert.deepEqual(Object.keys(json.nodes[0]).sort(), [
    'char',
    'children',
    'id',
    'kind',
    'label',
    'line',
    'number',
    'text',
    'title',
  ]);
  assert.deepEqual(Object.keys(json.faults[0]), ['code', 'place', 'message', 'proposal']);
  assert.deepEqual(
    json.faults.map((one: { code: string }) => one.code),
    ['number_missing'],
  );
  const { out } = await runCommand('document', ['parse', file('rule.docx', docxOf(rule))]);
  assert.match(out, /art1 {2}第一条/);
  assert.match(out, /3:1 number_missing: 缺第二条/);
});

test('document compare tells what differs between two prints', async () => {
  const other = file('other.txt', rule.join('\n').replace('至少订2次', '订1次'));
  const { code, json } = await runCommand('document', ['compare', plain, other, '--json']);
  assert.equal(code, 0);
  assert.ok(json.differences.every((one: { a: string; kind: string }) => one.a === 'art1' && one.kind === 'legal'));
  assert.ok(json.counts.legal > 0);
});

test('document draft-pack writes a pack that loads beside its base and never overwrites one', async () => {
  const args = ['draft-pack', plain, '--extends', 'national-2022', '--id', 'gale-draft', '--out', folder, '--json'];
  const { code, json } = await runCommand('document', args);
  assert.equal(code, 0);
  assert.deepEqual([json.problems, json.inForce, json.jurisdiction], [[], '2026-03-01', '98']);
  for (const name of ['regime.yaml', 'clauses/draft.yaml', 'duties/draft.yaml'])
    assert.ok(existsSync(join(folder, 'gale-draft', name)));
  assert.match(readFileSync(join(folder, 'gale-draft', 'duties/draft.yaml'), 'utf8'), /replace: township-work-plan/);
  const again = await runCommand('document', args);
  assert.deepEqual([again.code, again.json.code], [1, 'document_file_there']);
});

test('document draft-pack takes the ground from the province that the title names', async () => {
  for (const [name, code] of [
    ['湖南省', '43'],
    ['黑龙江省', '23'],
    ['广西壮族自治区', '45'],
  ] as const) {
    const path = file(`${code}.txt`, rule.join('\n').replace('大风市', name));
    const { json } = await runCommand('document', ['draft-pack', path, '--extends', 'national-2022', '--json']);
    assert.deepEqual([json.id, json.jurisdiction], [`draft-${code}`, code]);
    assert.deepEqual(json.rivals, code === '43' ? ['hunan-2023'] : []);
  }
});

test('what cannot be read is refused in both languages, with an exit code', async () => {
  const missing = await runCommand('document', ['parse', join(folder, 'nowhere.txt'), '--json']);
  assert.deepEqual([missing.code, missing.json.code], [1, 'path_unreadable']);
  const picture = await runCommand('document', ['parse', file('a.png', Buffer.from([0x89, 0x50, 0, 0])), '--json']);
  assert.deepEqual([picture.code, picture.json.code], [1, 'document_kind']);
  assert.ok(picture.json.message.zh && picture.json.message.en && picture.json.remedy.zh);
  const usage = await runCommand('document', ['sing', '--json']);
  assert.deepEqual([usage.code, usage.json.code], [2, 'command_unknown']);
  const outside = await runCommand('document', ['draft-pack', plain, '--id', '../gale', '--json']);
  assert.deepEqual([outside.code, outside.json.code], [2, 'option_value']);
  const bare = await runCommand('document', ['parse', '--json']);
  assert.deepEqual([bare.code, bare.json.code], [2, 'option_value']);
});
