/** Words for what a shape finds wrong, in Chinese and English; YAML's usual traps are named as such. */
import type { z } from 'zod';
import type { PathStep } from './fault.ts';

type Issue = z.core.$ZodIssue;
export interface ShapeFault {
  readonly path: readonly PathStep[];
  readonly zh: string;
  readonly en: string;
}

const kindWords: Record<string, [zh: string, en: string]> = {
  string: ['文字', 'text'],
  number: ['数字', 'a number'],
  int: ['整数', 'a whole number'],
  boolean: ['true 或 false', 'true or false'],
  object: ['键值表', 'a mapping'],
  record: ['键值表', 'a mapping'],
  array: ['列表', 'a list'],
  null: ['空值', 'null'],
};
const kindWord = (kind: string): [string, string] => kindWords[kind] ?? [kind, kind];

/** One fault per issue; of a choice of shapes the nearest one speaks. `root` is the value that was checked. */
export function shapeFaults(issues: readonly Issue[], root: unknown): ShapeFault[] {
  return issues.flatMap((issue) => faultsOf(issue, [], root));
}

function faultsOf(issue: Issue, base: readonly PathStep[], root: unknown): ShapeFault[] {
  const path = [...base, ...(issue.path as PathStep[])];
  const value = path.reduce<unknown>((at, step) => (at as Record<PathStep, unknown> | null | undefined)?.[step], root);
  const say = (zh: string, en: string): ShapeFault[] => [{ path, zh, en }];
  switch (issue.code) {
    case 'invalid_type':
      return say(...typeWords(issue.expected, value));
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], zh: `不认识的字段 ${key}`, en: `unknown field ${key}` }));
    case 'invalid_value': {
      const known = issue.values.map(String).join(', ');
      if (value === undefined) return say(`缺少此项，可选：${known}`, `is missing; one of: ${known}`);
      return say(
        `不能是 ${JSON.stringify(value)}，可选：${known}`,
        `cannot be ${JSON.stringify(value)}; one of: ${known}`,
      );
    }
    case 'invalid_union':
      return unionFaults(issue, path, value, root);
    case 'too_small':
      return say(`至少 ${issue.minimum}（长度或大小）`, `at least ${issue.minimum} (length or size)`);
    case 'too_big':
      return say(`至多 ${issue.maximum}（长度或大小）`, `at most ${issue.maximum} (length or size)`);
    case 'invalid_key':
      return say('键不合规定', 'the key is not allowed');
    default:
      return say(...formWords(issue.message));
  }
}

/** Messages of forms hold both languages, joined by a bar; without one the message stands for both. */
function formWords(message: string): [zh: string, en: string] {
  const [zh, en] = message.split('|');
  return [zh!, en ?? zh!];
}

function typeWords(expected: string, value: unknown): [zh: string, en: string] {
  const [zh, en] = kindWord(expected);
  if (value === undefined) return [`缺少此项（应为${zh}）`, `is missing (${en} expected)`];
  if (value === null) return [`不能为空（应为${zh}）`, `cannot be empty (${en} expected)`];
  const written = JSON.stringify(value);
  if (expected === 'string' && (typeof value === 'number' || typeof value === 'boolean')) {
    return [
      `${written} 要用引号括起来，否则 YAML 读成${typeof value === 'number' ? '数字' : '真假值'}`,
      `put ${written} in quotes, or YAML reads it as a ${typeof value}`,
    ];
  }
  if (expected === 'boolean' && typeof value === 'string' && /^(yes|no|on|off|y|n|是|否)$/i.test(value)) {
    return [
      `写 true 或 false，${written} 在 YAML 里只是文字`,
      `write true or false; ${written} is only a word in YAML`,
    ];
  }
  if (expected === 'number' && typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) {
    return [`数字不要加引号：${written}`, `take the quotes off the number ${written}`];
  }
  return [`应为${zh}，写的是 ${short(written)}`, `must be ${en}, not ${short(written)}`];
}

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

type UnionIssue = Extract<Issue, { code: 'invalid_union' }>;

function unionFaults(issue: UnionIssue, path: readonly PathStep[], value: unknown, root: unknown): ShapeFault[] {
  const options = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String).join(', ') : '';
  if (issue.errors.length === 0) {
    if (value === undefined) return [{ path, zh: `缺少此项，可选：${options}`, en: `is missing; one of: ${options}` }];
    const written = JSON.stringify(value);
    return [{ path, zh: `不能是 ${written}，可选：${options}`, en: `cannot be ${written}; one of: ${options}` }];
  }
  const nearest = issue.errors.toSorted((a, b) => distance(a) - distance(b))[0]!;
  if (distance(nearest) >= wrongType) {
    const kinds = issue.errors.flatMap((branch) =>
      branch.flatMap((one) => (one.code === 'invalid_type' ? [one.expected] : [])),
    );
    const words = [...new Set(kinds)].map(kindWord);
    const written = value === undefined ? '' : JSON.stringify(value);
    const zh = words.map(([word]) => word).join('、');
    const en = words.map(([, word]) => word).join(' or ');
    if (written === '') return [{ path, zh: `缺少此项（应为${zh}）`, en: `is missing (${en} expected)` }];
    return [{ path, zh: `应为${zh}，写的是 ${short(written)}`, en: `must be ${en}, not ${short(written)}` }];
  }
  return nearest.flatMap((inner) => faultsOf(inner, path, root));
}

const wrongType = 1000;

/** How far a value is from a shape: a wrong kind at the top is furthest, then wrong or missing keys, then the depths. */
function distance(issues: readonly Issue[]): number {
  let sum = 0;
  for (const issue of issues) {
    if (issue.path.length === 0 && issue.code === 'invalid_type') sum += wrongType;
    else if (issue.code === 'unrecognized_keys') sum += 10 * issue.keys.length;
    else sum += issue.path.length <= 1 ? 10 : 1;
  }
  return sum;
}
