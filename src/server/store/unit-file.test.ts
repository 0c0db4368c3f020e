import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal } from '#regime';
import { writeUnitFiles } from '../../../test/support/unit-files.ts';
import { surveyUnits } from './survey-units.ts';
import { openUnitFiles, parseOverrides, readUnitRows, unitFiles } from './unit-file.ts';

test('the real file holds 665,277 units with the nation, and the flags of known places are right', async () => {
  const { overrides } = await openUnitFiles(unitFiles);
  const survey = await surveyUnits(readUnitRows(unitFiles.rows), overrides);
  assert.equal(survey.upper.length + survey.villages, 665_277);
  assert.equal(survey.villages, 620_573);

  const byLevel = new Map<string, number>();
  for (const [profile, units] of survey.counts.get('0') ?? []) {
    const level = profile.split('\t')[0] as string;
    byLevel.set(level, (byLevel.get(level) ?? 0) + units);
  }
  assert.deepEqual(Object.fromEntries(byLevel), {
    nation: 1,
    province: 31,
    city: 342,
    county: 2_978,
    township: 41_352,
    village: 620_573,
  });

  const found = new Map(survey.upper.map((unit) => [unit.code as string, unit]));
  const shown = (code: string) => {
    const unit = found.get(code);
    return `${unit?.name} ${unit?.kind} ${unit?.farming}`;
  };
  assert.equal(shown('433124'), '花垣县 county true');
  assert.equal(shown('1101'), '市辖区 statistical true');
  assert.equal(shown('110118'), '密云区 district true');
  assert.equal(shown('110101'), '东城区 district false');
  assert.equal(shown('441900'), '东莞市 statistical true');
  assert.equal(shown('620201'), '嘉峪关市 statistical true');
  assert.equal(shown('429004'), '仙桃市 county true');
  assert.equal(shown('110101001'), '东华门街道 street false');
  assert.equal(found.get('340421')?.pinyin, 'feng tai xian');
  assert.deepEqual(
    [
      '4301',
      '50',
      '3502',
      '3415',
      '3403',
      '3416',
      '330382',
      '410621',
      '410182',
      '141024',
      '371481',
      '411104',
      '211281',
    ].map((code) => found.get(code)?.pinyin),
    [
      'chang sha shi',
      'chong qing shi',
      'xia men shi',
      'lu an shi',
      'beng bu shi',
      'bo zhou shi',
      'yue qing shi',
      'xun xian',
      'xing yang shi',
      'hong tong xian',
      'lao ling shi',
      'shao ling qu',
      'diao bing shan shi',
    ],
  );
  for (const { code, pinyin } of survey.upper) {
    if (code.length <= 6) assert.match(pinyin, /^[a-z]+( [a-z]+)*$/, code);
  }
});

test('counts of a scope are the sum of the counts below it and of itself', async () => {
  const { overrides } = await openUnitFiles(unitFiles);
  const { counts, upper } = await surveyUnits(readUnitRows(unitFiles.rows), overrides);
  const sum = (code: string) => [...(counts.get(code)?.values() ?? [])].reduce((all, units) => all + units, 0);
  for (const parent of ['0', '11', '43', '4331', '433124']) {
    const children = upper.filter(({ code }) =>
      parent === '0'
        ? code.length === 2
        : code.startsWith(parent) && code.length === (parent.length === 6 ? 9 : parent.length + 2),
    );
    assert.equal(
      sum(parent),
      children.reduce((all, { code }) => all + sum(code), 1),
      parent,
    );
  }
});

test('a bad line is named', async () => {
  const files = writeUnitFiles('43\t湖南省\thu nan sheng\n433\t错\tcuo\n');
  await assert.rejects(
    async () => {
      for await (const _ of readUnitRows(files.rows));
    },
    (error) => error instanceof Refusal && error.code === 'unit_file' && error.facts.line === 2,
  );
});

test('a bad override is named by entry and field', () => {
  const refused = (text: string, problem: RegExp) =>
    assert.throws(
      () => parseOverrides(text),
      (error) =>
        error instanceof Refusal && error.code === 'unit_overrides' && problem.test(String(error.facts.problem)),
    );
  refused("- { code: '433', farming: true, why: 示例 }", /code/);
  refused("- { code: '433124', kind: castle, why: 示例 }", /kind/);
  refused("- { code: '433124', farming: true }", /why/);
  refused("- { code: '433124', farm: true, why: 示例 }", /farm/);
  refused("- { code: '433124' }\n- { code: '433124' }", /twice/);
  assert.equal(parseOverrides('').size, 0);
});
