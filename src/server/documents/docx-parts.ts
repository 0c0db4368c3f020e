/** The parts of a .docx file that hold words: which they are, and their XML under the usual names. */
import { type FurnitureKind, Refusal } from '#regime';
import { readXml } from './xml.ts';
import { type Entry, unpack } from './zip.ts';

/** The part with the running text: named by the package, else where it usually lies. Refusal `document_kind`. */
export function mainPart(file: Buffer, entries: ReadonlyMap<string, Entry>): Entry {
  const relations = entries.get('_rels/.rels');
  let named: string | undefined;
  if (relations) {
    readXml(xmlText(unpack(file, relations)), {
      open: (_, attribute) => {
        if (attribute('Type')?.endsWith('/officeDocument')) named = attribute('Target')?.replace(/^\//, '');
      },
      close: () => {},
      text: () => {},
    });
  }
  const main =
    entries.get(named?.startsWith('word/') ? named : 'word/document.xml') ?? entries.get('word/document.xml');
  if (!main) throw new Refusal('document_kind', { kind: archiveKind(entries) });
  return main;
}

/** What else a ZIP file is, by the parts that tell. */
function archiveKind(entries: ReadonlyMap<string, Entry>): string {
  const names = [...entries.keys()];
  if (names.some((name) => /(?:^|\/)OFD\.xml$/i.test(name))) return '.ofd';
  if (names.some((name) => name.startsWith('xl/'))) return '.xlsx';
  if (names.some((name) => name.startsWith('ppt/'))) return '.pptx';
  if (entries.has('content.xml') && entries.has('mimetype')) return '.odt';
  return '.zip';
}

const kinds: readonly (readonly [RegExp, FurnitureKind])[] = [
  [/^word\/(?:footnotes|endnotes)\d*\.xml$/, 'note'],
  [/^word\/comments\d*\.xml$/, 'comment'],
  [/^word\/(?:header|footer)\d*\.xml$/, 'page'],
];

/** Parts beside the running text, each with what its words are. */
export function partsOf(entries: ReadonlyMap<string, Entry>): [FurnitureKind, Entry][] {
  return kinds.flatMap(([pattern, kind]) =>
    [...entries.values()]
      .filter(({ name }) => pattern.test(name))
      .map((entry): [FurnitureKind, Entry] => [kind, entry]),
  );
}

const word =
  /\sxmlns:([\w.-]+)=["']http:\/\/(?:schemas\.openxmlformats\.org\/wordprocessingml\/2006|purl\.oclc\.org\/ooxml\/wordprocessingml)\/main["']/;

/** The XML of a part, with the prefix `w` for the elements of Word whatever the file calls them. */
export function partText(file: Buffer, entry: Entry): string {
  const xml = xmlText(unpack(file, entry));
  const prefix = word.exec(xml.slice(0, 20_000))?.[1] ?? 'w';
  if (prefix === 'w') return xml;
  const escaped = prefix.replace(/[.-]/g, '\\$&');
  return xml.replace(new RegExp(`(</?|\\s(?=${escaped}:\\w+=))${escaped}:`, 'g'), '$1w:');
}

/** Word writes UTF-8; other programs may write UTF-16 with a mark. */
function xmlText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return bytes.toString('utf8');
}
