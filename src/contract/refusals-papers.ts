/** Wording of what setting a paper refuses, and of reading its figures again. */
import type { RefusalWords } from './refusals.ts';

export const paperRefusals = {
  paper_unknown: {
    status: 404,
    message: { zh: '没有公文种类 {kind}。', en: 'There is no kind of paper {kind}.' },
    remedy: { zh: '此处可用：{kinds}。', en: 'There are here: {kinds}.' },
  },
  paper_level: {
    status: 422,
    message: { zh: '单位 {unit} 不出具 {kind}。', en: 'The unit {unit} has no {kind}.' },
    remedy: { zh: '请选择这些层级的单位：{levels}。', en: 'Choose a unit of one of these levels: {levels}.' },
  },
  paper_needs: {
    status: 400,
    message: { zh: '{kind} 还需要 {parameter}。', en: '{kind} also needs {parameter}.' },
    remedy: {
      zh: '请给出 {parameter}（seat 为岗位，a、b 为制度）。',
      en: 'Give {parameter} (seat: a seat; a, b: regimes).',
    },
  },
  paper_format: {
    status: 400,
    message: { zh: '输出文件应以 .docx 或 .pdf 结尾：{file}。', en: 'The file must end in .docx or .pdf: {file}.' },
    remedy: { zh: '请改用其中一种。', en: 'Choose one of the two.' },
  },
  paper_too_long: {
    status: 422,
    message: { zh: '清单超过 {most} 行（{rows}）。', en: 'The list has more than {most} rows ({rows}).' },
    remedy: { zh: '请改用电子表格，或缩小范围。', en: 'Take the spreadsheet, or a smaller unit.' },
  },
  paper_pdf_absent: {
    status: 503,
    message: {
      zh: '本机（{platform}）没有 PDF 排版部件。',
      en: 'This machine ({platform}) has no part that sets PDF.',
    },
    remedy: { zh: '请改用 .docx。', en: 'Take the .docx instead.' },
  },
  question_unknown: {
    status: 422,
    message: { zh: '不认识的出处：{question}。', en: 'The origin {question} is not known.' },
    remedy: { zh: '请用制作该公文的版本核对。', en: 'Check it with the version that made the paper.' },
  },
  document_no_origin: {
    status: 422,
    message: {
      zh: '文件中没有数字的出处，不是由本系统制作，或另存时丢失。',
      en: 'The file holds no origins: it was not made here, or they were lost when it was saved.',
    },
    remedy: {
      zh: '请用本系统制作的 .docx 核对。',
      en: 'Check a .docx made by this system.',
    },
  },
} as const satisfies Record<string, RefusalWords>;
