/** Lines of the head and the end of a document that are not its text: titles, organs, numbers, days, addressees. */
import { dayIn } from './furniture.ts';
import type { Line } from './lines.ts';
import { closeUp } from './lines.ts';

const titleNoun =
  /(?:办法|条例|规定|细则|措施|意见|通知|方案|决定|规划|纲要|要点|公告|通告|函|报告|准则|规则|规程|章程|法|制度|决议|决议案|批复|通报|指南|指引|标准|清单|计划|令|命令|议案|纪要|倡议书|公约)(?:[（(][^（()）]{1,14}[）)])?》?$/;
const organ =
  /^(?=[\u4e00-\u9fff（）() 　、]{2,60}$).*(?:办公厅|办公室|委员会|人民政府|政府|党委|党组|党工委|市委|省委|区委|县委|州委|镇委|乡委|局|部|厅|委|院|会|社|中心|总队|兵团|军区|银行|法院|检察院|领导小组|指挥部|管委会)$/;
const numbered =
  /^[\u4e00-\u9fff]{1,14}\s*[〔[［【（(]\s*\d{4}\s*[〕\]］】）)]\s*第?\s*\d{1,5}\s*号$|^第\s*\d{1,4}\s*号$/;
const note = /(?:批准|通过|发布|印发|公布|施行|修订|修正|实施)\s*[）)]?$/;
const copies =
  /^(?:抄送|抄报|主送|附件?)\s*[：:0-9]|^附件$|(?:\d{4}年\d{1,2}月\d{1,2}日|\d{1,2}日)\s*印发$|^[（(](?:此件|联系人|信息公开)/;

/** A line that may be a title: short, without a stop, ending with the name of a kind of document. */
export function isTitle(text: string): boolean {
  const close = closeUp(text);
  if (close.length < 4 || close.length > 90 || /[。；;！？]/.test(close) || /[：:，,]$/.test(close)) return false;
  return titleNoun.test(close) && !/^(?:根据|依照|按照|依据|现将|为了?|附件?[:：])/.test(close);
}

export const isOrgan = (text: string): boolean =>
  text.length <= 60 && organ.test(text.trim()) && !/关于|印发|落实|推进/.test(text);
/** The number of a document; papers to a body above name behind it who signed them. Null for other lines. */
export function documentNumber(text: string): string | null {
  const own = text.slice(0, 120).replace(/[\s\u3000]+签\s*发\s*人\s*[：:].*$/, '');
  return own.length <= 40 && numbered.test(own) ? closeUp(own) : null;
}

export const isCopyLine = (text: string): boolean => text.length <= 200 && copies.test(text);

/** A line that is a day and nothing else, also in brackets under a title. */
export function dayLine(text: string): string | null {
  const close = closeUp(text).replace(/^[（(](.*)[）)]$/, '$1');
  if (close.length < 8 || close.length > 16 || !/^[\d〇○零一二三四五六七八九]{4}[年./-]/.test(close)) return null;
  if (!/[日\d]$/.test(close) || /[^\d年月日./〇○零一二三四五六七八九十-]/.test(close)) return null;
  return dayIn(close)?.day ?? null;
}

/** A note under the title: who approved and issued it, when. */
export const isNote = (text: string): boolean =>
  text.length <= 160 && note.test(text) && (/^[（(]/.test(text) || /[）)]$/.test(text)) && dayIn(text) !== null;

export const isAddressee = (text: string): boolean =>
  text.length <= 300 &&
  /[：:]$/.test(text) &&
  !/[。；]/.test(text) &&
  text.length >= 3 &&
  !/^(?:签发人|会签人|拟稿|核稿|联系人|联系电话|填表|说明|备注|注|出席|请假|列席|时间|地点|主持)/.test(text);

/** The days of a note with what they say: approved or issued. */
export function noteDays(text: string): { day: string; as: 'approved' | 'issued'; at: number }[] {
  const found: { day: string; as: 'approved' | 'issued'; at: number }[] = [];
  let from = 0;
  for (;;) {
    const hit = dayIn(text.slice(from));
    if (!hit) return found;
    const at = from + hit.at;
    const behind = text.slice(at + 8);
    const next = dayIn(behind);
    const said = next ? behind.slice(0, next.at) : behind;
    if (/批准|通过|审议/.test(said)) found.push({ day: hit.day, as: 'approved', at });
    else if (/发布|印发|公布/.test(said)) found.push({ day: hit.day, as: 'issued', at });
    from = at + 8;
  }
}

/** Lines that break off inside a title: a bracket of a name still open, or words that a next line completes. */
export function titleGoesOn(line: Line, next: Line | undefined): boolean {
  if (!next) return false;
  const close = closeUp(line.text);
  if (close.length > 70 || /[。；;！？：:]/.test(close)) return false;
  const after = closeUp(next.text);
  if (unclosedName(close)) return after.length <= 70 && after.includes('》') && !/。/.test(after);
  if (isTitle(close) || isOrgan(line.text) || documentNumber(line.text) !== null || dayLine(close) || isNote(close))
    return false;
  if (!/关于|印发|转发/.test(close) || next.depth !== line.depth) return false;
  return isTitle(after) && !/^(?:关于|印发|转发|《|中共)/.test(after);
}

const unclosedName = (text: string): boolean => text.split('《').length > text.split('》').length;
