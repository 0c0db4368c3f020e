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
    remedy: {
      zh: '请用 WPS、Word 或浏览器打开后另存为 .docx 或 .pdf，或直接粘贴文字。',
      en: 'Open it in WPS, Word or a browser and save it as .docx or .pdf, or paste the text.',
    },
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
  document_empty: {
    status: 422,
    message: { zh: '文件是空的，没有文字（{format}）。', en: 'The file is empty: it has no text ({format}).' },
    remedy: { zh: '请核对是否选错了文件。', en: 'Check whether it is the file that you meant.' },
  },
  document_unreadable: {
    status: 422,
    message: {
      zh: 'PDF 的字体没有给出字符：{unread} 个字读不出来（共 {signs} 个）。',
      en: 'The fonts of the PDF do not say which characters they show: {unread} of {signs} cannot be read.',
    },
    remedy: {
      zh: '请换用原来的 .docx，或先作文字识别，或直接粘贴文字。',
      en: 'Use the original .docx, run a text recognition first, or paste the text.',
    },
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
  draft_unknown: {
    status: 404,
    message: { zh: '没有这份草案（{draft}）。', en: 'There is no such draft ({draft}).' },
    remedy: { zh: '请从草案列表中选择。', en: 'Choose one from the list of drafts.' },
  },
  draft_exists: {
    status: 409,
    message: { zh: '这份草案已经建立（{draft}）。', en: 'The draft is there already ({draft}).' },
    remedy: { zh: '请打开已有的草案。', en: 'Open the one that is there.' },
  },
  draft_pack_taken: {
    status: 409,
    message: { zh: '标识 {pack} 已被使用。', en: 'The id {pack} is in use.' },
    remedy: { zh: '请换一个标识，例如加上年份。', en: 'Choose another id, for instance with the year.' },
  },
  draft_act_not_open: {
    status: 409,
    message: { zh: '草案目前处于“{state}”，不能这样办理。', en: 'The draft is "{state}"; that act is not open now.' },
    remedy: { zh: '现在可以：{open}。', en: 'Open now: {open}.' },
  },
  draft_signed_twice: {
    status: 409,
    message: {
      zh: '{name} 已于 {day} 签发，须由另一人签发。',
      en: '{name} signed on {day}; another person must sign.',
    },
    remedy: { zh: '请由另一位有权签发的人签发。', en: 'Have it signed by another person who may.' },
  },
  draft_day_passed: {
    status: 409,
    message: {
      zh: '施行日 {day} 已到（今天 {today}），不能撤回。',
      en: 'Its day {day} has come (today is {today}); it can no longer be taken back.',
    },
    remedy: { zh: '请另行起草修改或废止的规定。', en: 'Draft a rule that changes or ends it.' },
  },
  draft_not_yet: {
    status: 409,
    message: { zh: '施行日 {day} 未到（今天 {today}）。', en: 'Its day {day} has not come (today is {today}).' },
    remedy: { zh: '到施行日自动生效。', en: 'It takes force by itself on its day.' },
  },
  draft_faulty: {
    status: 422,
    message: {
      zh: '草案还不能装载：{count} 处有误，首先是 {file} 第 {line} 行。',
      en: 'The draft does not load yet: {count} faults, the first in {file}, line {line}.',
    },
    remedy: { zh: '请按列出的文件、行和字段改正。', en: 'Mend them by file, line and field as listed.' },
  },
  draft_undecided: {
    status: 422,
    message: {
      zh: '还有 {count} 条没有确认，例如 {clause}。',
      en: '{count} clauses are not decided, for instance {clause}.',
    },
    remedy: { zh: '请逐条确认后再检查。', en: 'Decide every clause, then check.' },
  },
  draft_ground: {
    status: 422,
    message: {
      zh: '制度包写的是 {pack}、{ground}，草案属于 {wanted}、{home}。',
      en: 'The files say {pack} on {ground}; the draft is {wanted} on {home}.',
    },
    remedy: {
      zh: '请把 regime.yaml 的 id 和 jurisdiction 改回来。',
      en: 'Put id and jurisdiction in regime.yaml right.',
    },
  },
  document_file_there: {
    status: 409,
    message: { zh: '文件 {file} 已存在，未覆盖。', en: 'There is a file {file} already; it was not overwritten.' },
    remedy: { zh: '请换一个输出文件夹或标识（--id）。', en: 'Name another folder or another --id.' },
  },
} as const satisfies Record<string, RefusalWords>;
