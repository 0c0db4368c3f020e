/** Wording of what reading a document refuses. */
import type { RefusalWords } from './refusals.ts';

const another = {
  zh: '请换用 .txt、.docx 或带文字层的 .pdf 文件，或直接粘贴文字。',
  en: 'Use a .txt, a .docx or a .pdf with a text layer, or paste the text.',
};

export const documentRefusals = {
  document_too_large: {
    status: 413,
    message: { zh: '文件超过上限 {limit}。', en: 'The document is above the limit of {limit}.' },
    remedy: { zh: '请拆分文件，或去掉其中的图片。', en: 'Split it, or take the pictures out.' },
  },
  document_kind: {
    status: 415,
    message: { zh: '不是可读的公文文件（{kind}）。', en: 'This is no document that can be read ({kind}).' },
    remedy: another,
  },
  document_broken: {
    status: 422,
    message: {
      zh: '文件已损坏，无法读取（{format}：{why}）。',
      en: 'The file is damaged and cannot be read ({format}: {why}).',
    },
    remedy: { zh: '请重新下载或另存后再试。', en: 'Fetch it again or save it anew, then try once more.' },
  },
  document_bomb: {
    status: 422,
    message: {
      zh: '文件解压后过大或部件过多（{parts}，上限 {limit}），已停止读取。',
      en: 'Unpacked, the file is too large or has too many parts ({parts}, limit {limit}); reading was stopped.',
    },
    remedy: another,
  },
  document_macros: {
    status: 422,
    message: { zh: '文件含宏（{part}），不予读取。', en: 'The file carries macros ({part}) and is not read.' },
    remedy: { zh: '请另存为不含宏的 .docx。', en: 'Save it as a .docx without macros.' },
  },
  document_encrypted: {
    status: 422,
    message: { zh: '文件已加密（{format}）。', en: 'The file is encrypted ({format}).' },
    remedy: { zh: '请去掉密码后再试。', en: 'Remove its password and try again.' },
  },
  document_no_text: {
    status: 422,
    message: {
      zh: '文件中没有文字（{pages} 页），可能是扫描件。',
      en: 'There is no text in the file ({pages} pages); it may be a scan.',
    },
    remedy: { zh: '请先作文字识别，或直接粘贴文字。', en: 'Run a text recognition first, or paste the text.' },
  },
  document_slow: {
    status: 422,
    message: { zh: '读取超过 {limit}，已停止。', en: 'Reading took longer than {limit} and was stopped.' },
    remedy: another,
  },
  document_heavy: {
    status: 422,
    message: { zh: '读取所用内存超过 {limit}，已停止。', en: 'Reading took more memory than {limit} and was stopped.' },
    remedy: another,
  },
  document_home: {
    status: 422,
    message: {
      zh: '文件归县级及以上单位所有，{home} 在县级以下。',
      en: 'A document belongs to a county or above; {home} is below.',
    },
    remedy: { zh: '请选择发文的县、市、省或全国。', en: 'Choose the county, city, province or nation that issued it.' },
  },
  imported_unknown: {
    status: 404,
    message: { zh: '没有导入的文件 {home}/{id}。', en: 'There is no imported document {home}/{id}.' },
    remedy: { zh: '请从文件列表中选择，或先导入。', en: 'Choose one from the list of documents, or import it first.' },
  },
  document_file: {
    status: 404,
    message: { zh: '没有文件 {file}，或无法打开。', en: 'There is no file {file}, or it cannot be opened.' },
    remedy: { zh: '请核对路径。', en: 'Check the path.' },
  },
  document_file_there: {
    status: 409,
    message: { zh: '文件 {file} 已存在，未覆盖。', en: 'There is a file {file} already; it was not overwritten.' },
    remedy: { zh: '请换一个输出文件夹或标识（--id）。', en: 'Name another folder or another --id.' },
  },
} as const satisfies Record<string, RefusalWords>;
