/** The part of a .docx that says where its figures came from: written beside the text, read again by `document check`. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { z } from 'zod';
import { Refusal } from '#regime';
import { entriesOf, unpack } from '../documents/zip.ts';
import type { Origin } from './official.ts';

const space = 'urn:zerentian:origin';
const part = 'customXml/item1.xml';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006';
const relation = `${office}/relationships/customXml`;
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** What goes with a custom part: programs that save the file anew keep none without its properties. */
const properties = {
  'customXml/itemProps1.xml': `${head}<ds:datastoreItem ds:itemID="{6F4C1B0A-2D5E-4C7B-9A51-7A65726E7469}" xmlns:ds="${office}/customXml"><ds:schemaRefs><ds:schemaRef ds:uri="${space}"/></ds:schemaRefs></ds:datastoreItem>`,
  'customXml/_rels/item1.xml.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relation}Props" Target="itemProps1.xml"/></Relationships>`,
} as const;
const contentType =
  '<Override PartName="/customXml/itemProps1.xml" ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/>';

type FontNames = { readonly named: string; readonly others: readonly string[]; readonly free: string };

/** The file with the origin as a custom XML part, and with the names of fonts that may stand in for those it asks for. */
export function addOrigin(bytes: Uint8Array, origin: Origin, faces: readonly FontNames[]): Uint8Array {
  const files = unzipSync(bytes);
  const change = (path: string, work: (text: string) => string): void => {
    files[path] = strToU8(work(strFromU8(files[path] ?? new Uint8Array())));
  };
  files[part] = strToU8(`${head}\n<origin xmlns="${space}">${escaped(JSON.stringify(origin, null, 1))}</origin>`);
  for (const [path, text] of Object.entries(properties)) files[path] = strToU8(text);
  change('[Content_Types].xml', (text) => text.replace('</Types>', `${contentType}</Types>`));
  change('word/_rels/document.xml.rels', (text) =>
    text.replace(
      '</Relationships>',
      `<Relationship Id="zerentianOrigin" Type="${relation}" Target="../${part}"/></Relationships>`,
    ),
  );
  change('word/fontTable.xml', (text) => withFonts(text, faces));
  change('word/styles.xml', offTheGrid);
  const time = new Date(`${origin.day}T08:00:00Z`);
  return zipSync(files, { level: 6, mtime: time });
}

/**
 * Lines and characters keep their own exact pitch. The grid stays in the page set-up, where people look for 22 by 28,
 * but programs snap to it differently: one makes a title two lines high, another spreads the characters.
 */
const offTheGrid = (styles: string): string =>
  styles.replace(
    /(<w:pPrDefault>\s*<w:pPr>)/,
    '$1<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>',
  );

/** Font table entries: what else a font is called, so that Word and WPS pick the next best and not any. */
function withFonts(text: string, faces: readonly FontNames[]): string {
  const entries = faces.map(
    ({ named, others, free }) =>
      `<w:font w:name="${named}"><w:altName w:val="${[...others, free].join(',')}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>`,
  );
  const name = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  if (/<\/w:fonts>/.test(text)) return text.replace('</w:fonts>', `${entries.join('')}</w:fonts>`);
  if (/<w:fonts[^>]*\/>/.test(text))
    return text.replace(/<w:fonts([^>]*)\/>/, `<w:fonts$1>${entries.join('')}</w:fonts>`);
  return `${head}<w:fonts ${name}>${entries.join('')}</w:fonts>`;
}

/** A file comes back from anywhere: what it says is checked before it is asked again. */
const OriginShape = z.object({
  template: z.string(),
  pack: z.string(),
  law: z.string(),
  day: z.string(),
  made: z.string(),
  version: z.string(),
  parameters: z.record(z.string(), z.string()),
  notes: z
    .array(
      z.object({
        id: z.string(),
        name: z.object({ zh: z.string(), en: z.string() }),
        text: z.string(),
        value: z.unknown(),
        ask: z.object({ kind: z.string(), with: z.record(z.string(), z.string()) }),
        at: z.string().max(500),
      }),
    )
    .max(20_000),
});

/** A .docx as read again: its origin and the text now standing in the bookmark of each note. */
export interface ReadBack {
  readonly origin: Origin;
  /** By note; several texts where a figure is printed more than once, none where the bookmark is gone. */
  readonly printed: ReadonlyMap<string, readonly string[]>;
}

/** Refusals: `document_no_origin`, and those of a damaged, encrypted or overlarge file. */
export function readOrigin(bytes: Uint8Array): ReadBack {
  const file = Buffer.from(bytes);
  const entries = entriesOf(file);
  const textOfPart = (name: string): string => {
    const entry = entries.get(name);
    return entry ? unpack(file, entry).toString('utf8') : '';
  };
  const parts = [...entries.keys()].filter((name) => /^customXml\/[^/]+\.xml$/.test(name)).slice(0, 50);
  const origin = parts.map((name) => originIn(textOfPart(name))).find((one) => one !== undefined);
  if (!origin) throw new Refusal('document_no_origin', {});
  return { origin, printed: printedIn(textOfPart('word/document.xml')) };
}

/** Word may rename the part when it saves: it is known by its namespace. */
function originIn(text: string): Origin | undefined {
  const inner = text.includes(`"${space}"`)
    ? /<(?:\w+:)?origin[^>]*>([\s\S]*)<\/(?:\w+:)?origin>/.exec(text)?.[1]
    : undefined;
  if (inner === undefined) return undefined;
  try {
    return OriginShape.parse(JSON.parse(unescaped(inner)));
  } catch {
    return undefined;
  }
}

const printedIn = (xml: string): Map<string, string[]> => {
  const found = new Map<string, string[]>();
  const starts = /<w:bookmarkStart\b[^>]*\bw:name="zt_([a-z]\d+)(?:_\d+)?"[^>]*>/g;
  for (const match of xml.matchAll(starts)) {
    const id = /\bw:id="([^"]*)"/.exec(match[0])?.[1] ?? '';
    const rest = xml.slice(match.index + match[0].length);
    const end = rest.search(new RegExp(`<w:bookmarkEnd\\b[^>]*\\bw:id="${id.replaceAll(/\W/g, '\\$&')}"`));
    const text = textOf(end < 0 ? '' : rest.slice(0, end));
    found.set(match[1]!, [...(found.get(match[1]!) ?? []), text]);
  }
  return found;
};

/** Visible text of a stretch of WordprocessingML. */
const textOf = (xml: string): string =>
  [...xml.matchAll(/<w:r\b[\s\S]*?<\/w:r>/g)]
    .filter(([run]) => !/<w:vanish\b(?![^>]*w:val="(?:false|0)")/.test(run))
    .flatMap(([run]) => [...run.matchAll(/<w:t\b[^>]*>([\s\S]*?)<\/w:t>/g)].map((match) => unescaped(match[1]!)))
    .join('');

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll(/&#(?:x([0-9a-f]+)|(\d+));/gi, (_all, hex, dec) =>
      String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(dec)),
    )
    .replaceAll('&amp;', '&');
