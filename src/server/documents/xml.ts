/** XML as a stream of opened and closed elements and texts. No document type, no entities of its own: nothing to attack. */
import { Refusal } from '#regime';

export interface XmlReader {
  open(name: string, attributes: (name: string) => string | undefined): void;
  close(name: string): void;
  text(words: string): void;
}

const broken = (why: string): Refusal => new Refusal('document_broken', { format: 'XML', why });
const deepest = 400;

/** Reads the whole text once, from front to back. Refusal `document_broken` for what is not well formed. */
export function readXml(xml: string, reader: XmlReader): void {
  const open: string[] = [];
  let at = 0;
  while (at < xml.length) {
    const tag = xml.indexOf('<', at);
    if (tag < 0) break;
    if (tag > at && open.length > 0) reader.text(plainText(xml.slice(at, tag)));
    if (xml.startsWith('<!--', tag)) at = after(xml, '-->', tag + 4);
    else if (xml.startsWith('<![CDATA[', tag)) {
      at = after(xml, ']]>', tag + 9);
      if (open.length > 0) reader.text(xml.slice(tag + 9, at - 3));
    } else if (xml.startsWith('<?', tag)) at = after(xml, '?>', tag + 2);
    else if (xml.startsWith('<!', tag)) throw broken('it declares a document type');
    else at = readTag(xml, tag, open, reader);
  }
  if (open.length > 0) throw broken(`<${open.at(-1)}> is not closed`);
}

function readTag(xml: string, tag: number, open: string[], reader: XmlReader): number {
  const end = tagEnd(xml, tag);
  if (xml[tag + 1] === '/') {
    const name = xml.slice(tag + 2, end).trim();
    if (open.pop() !== name) throw broken(`</${name.slice(0, 40)}> closes nothing`);
    reader.close(name);
    return end + 1;
  }
  const empty = xml[end - 1] === '/';
  const inner = xml.slice(tag + 1, empty ? end - 1 : end);
  const blank = inner.search(/\s/);
  const name = blank < 0 ? inner : inner.slice(0, blank);
  if (name === '') throw broken('an element has no name');
  const rest = blank < 0 ? '' : inner.slice(blank);
  reader.open(name, (wanted) => attributeIn(rest, wanted));
  if (empty) reader.close(name);
  else {
    open.push(name);
    if (open.length > deepest) throw broken('it is nested too deeply');
  }
  return end + 1;
}

/** The end of a tag; a bracket inside quotation marks does not end it. */
function tagEnd(xml: string, tag: number): number {
  let quote = '';
  for (let at = tag + 1; at < xml.length; at += 1) {
    const sign = xml[at]!;
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '>') return at;
  }
  throw broken('a tag is cut off');
}

function attributeIn(rest: string, wanted: string): string | undefined {
  for (const [, name, , double, single] of rest.matchAll(/([^\s=]{1,80})\s{0,8}=\s{0,8}("([^"]*)"|'([^']*)')/g)) {
    if (name === wanted) return plainText(double ?? single ?? '');
  }
  return undefined;
}

function after(xml: string, mark: string, from: number): number {
  const at = xml.indexOf(mark, from);
  if (at < 0) throw broken(`${mark} is missing`);
  return at + mark.length;
}

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function plainText(words: string): string {
  if (!words.includes('&')) return words;
  return words.replace(/&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-z]{2,4});/g, (whole, name: string) => {
    if (!name.startsWith('#')) return named[name] ?? whole;
    const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  });
}
