/** Page furniture: what a web page, a newspaper or a printed page sets around a text. */
import type { FurnitureKind } from './tree.ts';

const web =
  /^(?:发布人|发布者|发布机构|发布单位|来源|信息来源|文章来源|稿件来源|发布时间|发布日期|发文日期|更新时间|时间|日期|字号|字体|字体大小|分享|分享到|浏览次数|浏览量|阅读量|点击数|点击|访问量|作者|责任编辑|责编|编辑|审核|校对|监制|索引号|主题分类|主题词|公开方式|当前位置|您的位置|您现在的位置|首页|上一篇|下一篇|相关阅读|相关链接|延伸阅读|打印|打印本页|关闭|关闭窗口|返回顶部|扫一扫|微信|微博|版权所有|主办单位|承办单位|网站地图|联系我们|技术支持)(?:[：:\s\u3000>【[]|$)/;
const webAnywhere =
  /\[\s*(?:大|中|小|打印|关闭)\s*\]|【(?:字体|打印|关闭|大|小)|分享到\s*[：:]|ICP备|公网安备|网站标识码|扫描二维码|点击下载|版权所有|©|https?:\/\//;
const imprint =
  /CN\s*\d{2}\s*[—–-]+\s*\d{4}|国内统一(?:连续出版物|刊)号|邮发代号|社址\s*[：:]|地址\s*[：:]|邮\s*(?:政)?\s*编\s*(?:码)?\s*[：:]|电\s*话\s*[：:]|(?:全年|每月|零售)(?:定)?价|定价\s*[：:]|印刷\s*[：:]|发行\s*[：:]|广告(?:热线|部|许可证)|投稿(?:邮箱|热线)|本报(?:地址|电话|网址)|责任编辑\s*[：:]|版式\s*[：:]|校对\s*[：:]/;
const paper = /^[\u4e00-\u9fff]{2,6}(?:日报|晚报|早报|时报|都市报|周刊)$/;
const jump =
  /^[（(【]?\s*(?:上接|下转|紧接)\s*(?:第?\s*[一二三四五六七八九十0-9A-Z０-９]{1,4}\s*版|[A-Z]?\d{1,3}版)[^。]{0,12}[）)】]?$/;
const page =
  /^(?:[—–－-]+\s*\d{1,4}\s*[—–－-]+|第\s*[0-9一二三四五六七八九十百]{1,5}\s*页(?:\s*[,，/]?\s*共\s*[0-9一二三四五六七八九十百]{1,5}\s*页)?|\d{1,4}\s*\/\s*\d{1,4}|·\s*\d{1,4}\s*·)$/;
const digitsOnly = /^[0-9０-９]{1,12}$/;
const news =
  /^(?:新华社|人民日报|本报|中新社|央视网|中国政府网)[^。]{0,24}(?:电|讯|消息)|^[（(]记者[^）)]{1,20}[）)]|^(?:近日|日前)[，,].{4,60}印发/;
const jumpInside = /[（(【](?:上接|下转)第?\s*[一二三四五六七八九十0-9A-Z０-９]{1,4}\s*版[^）)】。]{0,12}[）)】]/;

/** What kind of furniture a line is on its own account, wherever it stands in the file; null where it may be text. */
export function furnitureKind(line: string): FurnitureKind | null {
  if (line.length > 160) return null;
  if (page.test(line)) return 'page';
  if (jump.test(line)) return 'jump';
  if (digitsOnly.test(line)) return 'stray';
  if (line.length <= 80 && !line.endsWith('。') && (webAnywhere.test(line) || web.test(line))) return 'web';
  if (imprint.test(line)) return 'imprint';
  return null;
}

/** Lines that are furniture only before or after the text: the name of a paper, slogans, a news lead. */
export const isNews = (line: string): boolean => news.test(line);
export const isPaperName = (line: string): boolean => paper.test(line.replace(/\s/g, ''));

/** A jump mark printed inside a line: its stretch, or null. */
export function jumpMarkIn(line: string): [number, number] | null {
  const match = jumpInside.exec(line);
  return match ? [match.index, match.index + match[0].length] : null;
}

/** A day in a line of web furniture, as printed: 2023-02-27, 2023年2月27日, 2023/2/27. */
const dayMark = /(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?/;
/** The day a stretch of text names, as `2023-02-27`; also 二〇二三年二月六日. Null where there is none. */
export function dayIn(text: string): { day: string; at: number } | null {
  const match = dayMark.exec(text);
  if (match) return dayOf(Number(match[1]), Number(match[2]), Number(match[3]), match.index);
  const spoken = /([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日/.exec(
    text,
  );
  if (!spoken) return null;
  const value = (one: string): number =>
    one.length === 4
      ? Number([...one].map((sign) => '〇一二三四五六七八九'.indexOf(sign.replace(/[○零]/, '〇'))).join(''))
      : tens(one);
  return dayOf(value(spoken[1]!), tens(spoken[2]!), tens(spoken[3]!), spoken.index);
}

const tens = (text: string): number => {
  const [high, low] = text.includes('十') ? text.split('十') : ['', text];
  const digit = (one: string | undefined): number => '〇一二三四五六七八九'.indexOf(one ?? '〇');
  return (text.includes('十') ? (high ? digit(high) : 1) * 10 : 0) + (low ? digit(low) : 0);
};

function dayOf(year: number, month: number, day: number, at: number): { day: string; at: number } | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  const two = (value: number): string => String(value).padStart(2, '0');
  return { day: `${year}-${two(month)}-${two(day)}`, at };
}
