/**
 * Every refusal of the system: its HTTP status, what happened and where, and what to do next, in both languages.
 * `{name}` stands for a fact of the case. A test compares this list with the codes in the sources, both ways.
 */
import type { Refusal } from '#regime';
import { actRefusals } from './refusals-acts.ts';
import { documentRefusals } from './refusals-documents.ts';
import { fileRefusals } from './refusals-files.ts';
import { lawRefusals } from './refusals-law.ts';
import { paperRefusals } from './refusals-papers.ts';
import { peopleRefusals } from './refusals-people.ts';
import { seatRefusals } from './refusals-seats.ts';
import { treeRefusals } from './refusals-tree.ts';
import { reviewRefusals } from './review/refusals.ts';
import type { RefusalReply } from './shapes.ts';

interface Words {
  readonly zh: string;
  readonly en: string;
}
export interface RefusalWords {
  /** 400 bad input, 401 not signed in, 403 not allowed, 404 not there, 409 stands against what is stored, 413/415 wrong body, 422 the law says no, 429 too often, 503 later. */
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 503;
  readonly message: Words;
  readonly remedy: Words;
}

const requestRefusals = {
  input_invalid: {
    status: 400,
    message: { zh: '{place_zh}有误：{fields}。', en: 'The {place_en} is not right: {fields}.' },
    remedy: { zh: '请按各项说明改正后重试。', en: 'Mend the named fields and send it again.' },
  },
  body_not_json: {
    status: 400,
    message: { zh: '请求正文不是完整的 JSON。', en: 'The body of the request is not complete JSON.' },
    remedy: {
      zh: '请检查引号、括号，并以 application/json 发送。',
      en: 'Check quotes and brackets, and send it as application/json.',
    },
  },
  body_not_utf8: {
    status: 400,
    message: { zh: '请求正文不是有效的 UTF-8，未作任何保存。', en: 'The body is not valid UTF-8; nothing was kept.' },
    remedy: { zh: '请以 UTF-8 编码重新发送。', en: 'Send it again encoded as UTF-8.' },
  },
  text_unstorable: {
    status: 400,
    message: {
      zh: '文字中有空字符（NUL）或残缺的字符，无法原样保存。',
      en: 'The text holds a NUL or half a character, which cannot be kept as sent.',
    },
    remedy: { zh: '请删去该字符后重试。', en: 'Remove that character and send it again.' },
  },
  body_media_type: {
    status: 415,
    message: { zh: '请求正文的类型不受支持。', en: 'The body is of an unsupported type.' },
    remedy: { zh: '请以 content-type: application/json 发送。', en: 'Send it with content-type: application/json.' },
  },
  body_too_large: {
    status: 413,
    message: { zh: '请求正文超过 1 MB。', en: 'The body is larger than 1 MB.' },
    remedy: { zh: '请缩短文字或分次提交。', en: 'Shorten the text or send it in parts.' },
  },
  address_broken: {
    status: 400,
    message: { zh: '地址 {path} 无法解读。', en: 'The address {path} cannot be read.' },
    remedy: { zh: '请检查百分号编码与长度。', en: 'Check its percent encoding and its length.' },
  },
  host_foreign: {
    status: 400,
    message: {
      zh: '不以“{host}”之名应答。',
      en: 'Nothing answers under the name "{host}".',
    },
    remedy: {
      zh: '请用对外名称（设置 ZERENTIAN_NAME）打开，或在本机打开 http://localhost 加端口。',
      en: 'Open it by its public name (setting ZERENTIAN_NAME), or on this machine as http://localhost with the port.',
    },
  },
  route_unknown: {
    status: 404,
    message: { zh: '没有接口 {method} {path}。', en: 'There is no endpoint {method} {path}.' },
    remedy: {
      zh: '登录后可在 /api/docs 看全部接口。',
      en: 'All endpoints are listed at /api/docs, once you are signed in.',
    },
  },
  page_mark_invalid: {
    status: 400,
    message: { zh: '翻页标记 after 无法解读。', en: 'The page mark given as `after` cannot be read.' },
    remedy: {
      zh: '请原样使用上一页回复中的 next，或去掉 after 从头开始。',
      en: 'Use `next` of the last reply unchanged, or leave `after` out to begin anew.',
    },
  },
  units_loading: {
    status: 503,
    message: {
      zh: '行政区划仍在装载：{unit} 所在层级尚未就绪（{phase}，{rows}/{total}）。',
      en: 'Units are still being loaded: the level of {unit} is not ready yet ({phase}, {rows} of {total}).',
    },
    remedy: {
      zh: '请稍候数秒重试；省至乡级先行可用。',
      en: 'Try again in a few seconds; levels down to township come first.',
    },
  },
  database_away: {
    status: 503,
    message: {
      zh: '数据库暂时连接不上；本次请求是否已保存尚不确定。',
      en: 'The database is away for the moment; it is not certain whether this request was kept.',
    },
    remedy: {
      zh: '请稍候重试；同一办理编号重发不会重复。',
      en: 'Try again shortly; resending an act under the same id does no harm.',
    },
  },
  disk_full: {
    status: 503,
    message: {
      zh: '磁盘已满，无法保存；这一次的内容没有保存，已有的数据没有丢失。',
      en: 'The disk is full and nothing more can be kept: this was not saved, what was there is not lost.',
    },
    remedy: {
      zh: '请管理员在数据库和附件所在的磁盘（ZERENTIAN_DATA、ZERENTIAN_FILES 或 DATABASE_URL 所指）腾出空间，然后重试。',
      en: 'Let the operator make room where the database and the attachments lie (ZERENTIAN_DATA, ZERENTIAN_FILES or DATABASE_URL), then try again.',
    },
  },
  database_slow: {
    status: 503,
    message: { zh: '查询超过时限。', en: 'The query took longer than allowed.' },
    remedy: { zh: '请缩小范围，例如选下级单位。', en: 'Narrow it, for instance to a unit further down.' },
  },
  overloaded: {
    status: 503,
    message: {
      zh: '此刻访问的人太多，本次请求没有处理。',
      en: 'Too many are asking right now; this request was not handled.',
    },
    remedy: { zh: '请过几秒再试，没有保存任何内容。', en: 'Try again in a few seconds; nothing was kept.' },
  },
  internal: {
    status: 500,
    message: { zh: '程序出错，编号 {request}。', en: 'Something is wrong with the program; request number {request}.' },
    remedy: {
      zh: '请把编号告知管理员，日志中有详情。',
      en: 'Give the number to the operator, whose log holds the details.',
    },
  },
  command_unknown: {
    status: 400,
    message: {
      zh: '没有命令“{command}”；现有：{commands}。',
      en: 'There is no command "{command}"; there are: {commands}.',
    },
    remedy: { zh: '请运行 zerentian --help。', en: 'Run zerentian --help.' },
  },
  option_unknown: {
    status: 400,
    message: {
      zh: '不认识的选项“{option}”；可用：{options}。',
      en: 'Unknown option "{option}"; there are: {options}.',
    },
    remedy: { zh: '请在命令后加 --help 查看用法。', en: 'Add --help to the command to see how it is used.' },
  },
  option_value: {
    status: 400,
    message: { zh: '选项 {option} 缺少可用的值。', en: 'Option {option} lacks a usable value.' },
    remedy: { zh: '请写作 {option} 值；用法见 zerentian --help。', en: 'Write {option} VALUE; see zerentian --help.' },
  },
  config_port: {
    status: 500,
    message: { zh: '{zh}', en: '{en}' },
    remedy: { zh: '请改正环境变量 PORT。', en: 'Mend the environment variable PORT.' },
  },
  config_database_url: {
    status: 500,
    message: { zh: '{zh}', en: '{en}' },
    remedy: { zh: '请改正环境变量 DATABASE_URL。', en: 'Mend the environment variable DATABASE_URL.' },
  },
} as const satisfies Record<string, RefusalWords>;

/** Wording and status of every code. */
export const refusals = {
  ...requestRefusals,
  ...actRefusals,
  ...seatRefusals,
  ...reviewRefusals,
  ...treeRefusals,
  ...lawRefusals,
  ...documentRefusals,
  ...fileRefusals,
  ...paperRefusals,
  ...peopleRefusals,
} as const satisfies Record<string, RefusalWords>;
export type RefusalCode = keyof typeof refusals;

const isKnown = (code: string): code is RefusalCode => Object.hasOwn(refusals, code);

type Fault = RefusalReply['fields'][number];

const wordsOf = (code: string): RefusalWords => (isKnown(code) ? refusals[code] : carried);

/**
 * Status and body of the reply to a refusal. `faults` are named by field; without them those among the facts are used.
 * Refusals that carry finished sentences (`zh`, `en`), as those of the database do, need no entry in the catalogue.
 */
export function refusalReply(refusal: Refusal, faults: readonly Fault[] = []): [number, RefusalReply] {
  const { faults: carriedFaults, ...facts } = refusal.facts;
  const words = wordsOf(refusal.code);
  const message = wordsFrom(facts) ?? filled(words.message, facts);
  const remedy = filled(words.remedy, facts);
  const fields = faults.length > 0 ? [...faults] : fieldsOf(carriedFaults, facts, message);
  return [words.status, { code: refusal.code, message, remedy, facts, law: [...refusal.law], fields }];
}

/** The finished sentences that some refusals bring among their facts. */
const wordsFrom = ({ zh, en }: Facts): Words | undefined =>
  typeof zh === 'string' && typeof en === 'string' ? { zh, en } : undefined;

function fieldsOf(faults: unknown, facts: Facts, message: Words): Fault[] {
  if (!Array.isArray(faults)) return typeof facts.field === 'string' ? [{ field: facts.field, message }] : [];
  return (faults as Facts[]).map((fault) => ({
    field: shown(fault.field),
    message: filled(wordsOf(shown(fault.code)).message, fault),
  }));
}

const carried: RefusalWords = {
  status: 500,
  message: { zh: '{zh}', en: '{en}' },
  remedy: { zh: '请按上文处理后重试。', en: 'Do as it says and try again.' },
};

type Facts = Readonly<Record<string, unknown>>;

const filled = (words: Words, facts: Facts): Words => ({
  zh: fill(words.zh, facts, 'zh'),
  en: fill(words.en, facts, 'en'),
});

const fill = (template: string, facts: Facts, language: keyof Words): string =>
  template.replaceAll(/\{(\w+)\}/g, (_all, name: string) => shown(facts[name], language));

/** A fact as it is read; facts that are words in both languages are read in their own. */
function shown(fact: unknown, language?: keyof Words): string {
  if (fact === undefined || fact === null || (Array.isArray(fact) && fact.length === 0)) return '–';
  if (Array.isArray(fact))
    return fact.map((one) => shown(one, language)).join(language === 'zh' && isWords(fact[0]) ? '、' : ', ');
  if (language && isWords(fact)) return fact[language];
  return typeof fact === 'object' ? JSON.stringify(fact) : String(fact);
}

const isWords = (fact: unknown): fact is Words =>
  typeof fact === 'object' && fact !== null && 'zh' in fact && 'en' in fact && typeof fact.zh === 'string';
