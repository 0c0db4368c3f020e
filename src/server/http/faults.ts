/** Faults that the contract's schemas find in a request, in words of both languages and named by field. */
import type { ZodFastifySchemaValidationError } from 'fastify-type-provider-zod';

type Words = { zh: string; en: string };
export type Fault = { field: string; message: Words };

const places: Record<string, Words> = {
  params: { zh: '地址', en: 'address' },
  querystring: { zh: '查询参数', en: 'query' },
  body: { zh: '正文', en: 'body' },
};

/** Where in the request the faults lie, for the refusal's facts. */
export const placeOf = (context: string | undefined): Words => places[context ?? ''] ?? { zh: '请求', en: 'request' };

const kinds: Record<string, Words> = {
  string: { zh: '文字', en: 'text' },
  number: { zh: '数字', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: '是或否', en: 'true or false' },
  array: { zh: '列表', en: 'a list' },
  object: { zh: '对象', en: 'an object' },
  record: { zh: '对象', en: 'an object' },
};

/** Every fault with its field: `fields.attendees.0`, or `''` when the whole part is wrong. */
export function faultsOf(issues: readonly ZodFastifySchemaValidationError[]): Fault[] {
  return issues.map((issue) => ({
    field: issue.instancePath.slice(1).replaceAll('/', '.'),
    message: faultWords(issue.keyword, issue.params as Record<string, unknown>),
  }));
}

/** What is wrong by the name and the particulars of a fault, as zod gives them. */
export function faultWords(code: string, params: Record<string, unknown>): Words {
  if (code === 'invalid_type') return mustBe(String(params.expected));
  if (code === 'too_big' || code === 'too_small') return sizeWords(code === 'too_big', params);
  if (code === 'invalid_value') {
    const values = (params.values as unknown[] | undefined)?.join(', ') ?? '';
    return { zh: `只能是：${values}`, en: `must be one of: ${values}` };
  }
  if (code === 'invalid_format') return formatWords(params);
  if (code === 'unrecognized_keys') {
    const keys = (params.keys as string[] | undefined)?.join(', ') ?? '';
    return { zh: `不认识的项：${keys}`, en: `unknown: ${keys}` };
  }
  return { zh: '值不合要求', en: 'is not an acceptable value' };
}

function mustBe(expected: string): Words {
  const kind = kinds[expected] ?? { zh: expected, en: expected };
  return { zh: `必须填写，并且是${kind.zh}`, en: `is required and must be ${kind.en}` };
}

function sizeWords(tooBig: boolean, params: Record<string, unknown>): Words {
  const bound = String(tooBig ? params.maximum : params.minimum);
  const of =
    params.origin === 'string'
      ? { zh: '个字符', en: ' characters' }
      : params.origin === 'array'
        ? { zh: '项', en: ' entries' }
        : { zh: '', en: '' };
  return tooBig
    ? { zh: `最多 ${bound}${of.zh}`, en: `at most ${bound}${of.en}` }
    : { zh: `最少 ${bound}${of.zh}`, en: `at least ${bound}${of.en}` };
}

const patterns: [RegExp, Words][] = [
  [/\\d\{4\}-\\d\{2\}/, { zh: '日期写作 YYYY-MM-DD', en: 'a day is written YYYY-MM-DD' }],
  [
    /\\d\{12\}/,
    {
      zh: '单位代码为 2、4、6、9 或 12 位数字，全国为 0',
      en: 'a unit code has 2, 4, 6, 9 or 12 digits; 0 is the nation',
    },
  ],
];

function formatWords(params: Record<string, unknown>): Words {
  if (params.format === 'uuid') return { zh: '应为 UUID', en: 'must be a UUID' };
  const pattern = String(params.pattern ?? '');
  return patterns.find(([at]) => at.test(pattern))?.[1] ?? { zh: '格式不对', en: 'is not in the right form' };
}
