/** Wording of what the law library and the views over it refuse. */
import type { RefusalWords } from './refusals.ts';

export const lawRefusals = {
  law_none: {
    status: 422,
    message: { zh: '{day} 时还没有施行中的责任制。', en: 'No responsibility system was in force on {day}.' },
    remedy: { zh: '请选 2022-11-28 以后的日期。', en: 'Choose a later day; the first text holds from 2022-11-28.' },
  },
  regime_unknown: {
    status: 404,
    message: {
      zh: '没有制度包“{regime}”；现有：{regimes}。',
      en: 'There is no regime "{regime}"; there are: {regimes}.',
    },
    remedy: { zh: '请从现有制度包中选择。', en: 'Choose one of them.' },
  },
  pack_invalid: {
    status: 500,
    message: {
      zh: '制度包有误，服务不能启动。',
      en: 'The regime packs have faults; the program does not start with them.',
    },
    remedy: {
      zh: '请按所列文件、行和字段改正，再运行 zerentian regime check。',
      en: 'Mend the listed files, lines and fields, then run zerentian regime check.',
    },
  },
  packs_missing: {
    status: 404,
    message: { zh: '{zh}', en: '{en}' },
    remedy: { zh: '请给出含有制度包文件夹的目录。', en: 'Name a folder that holds pack folders.' },
  },
  draft_empty: {
    status: 422,
    message: {
      zh: '文件“{title}”中没有读到条款，无法起草制度包。',
      en: 'No clauses were read in the document "{title}"; there is nothing to draft.',
    },
    remedy: { zh: '请核对文件是否为条款式正文。', en: 'Check that the file is a text in articles.' },
  },
  assumption_unknown: {
    status: 500,
    message: {
      zh: '制度包 {regime} 没有假设 {assumption} 的值 {key}。',
      en: 'Regime {regime} has no value {key} of assumption {assumption}.',
    },
    remedy: { zh: '请在制度包的 assumptions.yaml 中补上。', en: 'Add it to assumptions.yaml of the pack.' },
  },
  calendar_missing: {
    status: 422,
    message: {
      zh: '没有 {year} 年的工作日历；现有：{years}。',
      en: 'There is no calendar of working days for {year}; there are: {years}.',
    },
    remedy: {
      zh: '请选日历所及的年份，或在制度包的 calendar.yaml 中补上。',
      en: 'Choose a year the calendar covers, or add it to calendar.yaml of the pack.',
    },
  },
  duty_unknown: {
    status: 404,
    message: { zh: '此地此日没有责任“{value}”。', en: 'There is no duty "{value}" there on that day.' },
    remedy: { zh: '请从制度库或责任清单中打开。', en: 'Open it from the law library or from a duty sheet.' },
  },
  clause_unknown: {
    status: 404,
    message: { zh: '没有条款“{clause}”。', en: 'There is no clause "{clause}".' },
    remedy: { zh: '请从制度库的文件目录中打开。', en: 'Open it from its document in the law library.' },
  },
  document_unknown: {
    status: 404,
    message: {
      zh: '没有文件“{document}”；现有：{documents}。',
      en: 'There is no document "{document}"; there are: {documents}.',
    },
    remedy: { zh: '请从文件目录中选择。', en: 'Choose one of the list.' },
  },
  obligation_unknown: {
    status: 404,
    message: {
      zh: '截至 {day}，这个单位没有这项应尽事项。',
      en: 'As of {day}, this unit does not owe it.',
    },
    remedy: {
      zh: '请从应尽事项列表中打开，并核对日期、年份与制度。',
      en: 'Open it from the list of obligations; check day, year and regime.',
    },
  },
  whatif_computing: {
    status: 503,
    message: {
      zh: '正在按另一套制度重算 {unit}：已算 {done} 个县级及以上单位，共 {total} 个。',
      en: '{unit} is being counted under another regime: {done} of {total} counties and units above are done.',
    },
    remedy: { zh: '请稍候重试；已算的会保留。', en: 'Try again shortly; what is counted stays.' },
  },
  whatif_too_large: {
    status: 422,
    message: {
      zh: '{unit} 有 {records} 条记录，超过换制试算的上限 {limit} 条。',
      en: '{unit} has {records} records, above the limit of {limit} for a what-if.',
    },
    remedy: { zh: '请选下级单位，例如 {smaller}。', en: 'Choose a unit further down, for instance {smaller}.' },
  },
} as const satisfies Record<string, RefusalWords>;
