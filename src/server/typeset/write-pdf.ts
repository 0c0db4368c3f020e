/** The PDF of an official document: set by Typst from `official.typ`, PDF/A-3b, fonts embedded, origin attached. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import {
  area,
  characterPitch,
  endRules,
  type Face,
  fonts,
  linePitch,
  markScale,
  markSize,
  markTop,
  page,
  pageNumberBelow,
  redLine,
  type,
} from './measures.ts';
import type { OfficialDocument } from './official.ts';
import { attachmentLines, titleLines } from './official.ts';
import { attachmentHead, endLines, numbered, signatureOf } from './setting.ts';
import { familiesOf, fontFiles, unprintable } from './typefaces.ts';

/** Files of Typst live in memory below this folder; nothing is read from it. */
const workspace = fileURLToPath(new URL('.', import.meta.url));
const file = (name: string): string => `${workspace}${name}`;
let compiler: NodeCompiler | undefined;

function open(): NodeCompiler {
  if (compiler) return compiler;
  compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: fontFiles.map((path) => readFileSync(path)) }] });
  compiler.mapShadow(file('official.typ'), readFileSync(file('official.typ')));
  return compiler;
}

/** The bytes of a PDF. The same document gives the same bytes. */
export function writePdf(document: OfficialDocument): Uint8Array {
  const typst = open();
  typst.mapShadow(file('document.json'), Buffer.from(JSON.stringify(shapeOf(document), shown)));
  try {
    const result = typst.compile({ mainFilePath: file('official.typ') });
    const paper = result.result;
    if (!paper) throw new Error(`typst: ${JSON.stringify(typst.fetchDiagnostics(result.takeDiagnostics()!))}`);
    const creationTimestamp = Date.parse(`${document.origin.day}T00:00:00Z`) / 1000;
    return new Uint8Array(typst.pdf(paper, { pdfStandard: 'a-3b', creationTimestamp }));
  } finally {
    typst.unmapShadow(file('document.json'));
    typst.evictCache(10);
  }
}

/** What no shipped font can show stands as 〓, as print shops set it; PDF/A admits no empty boxes. The origin keeps it. */
function shown(key: string, value: unknown): unknown {
  if (key === 'origin' || typeof value !== 'string') return value;
  const missing = new Set(unprintable(value));
  return missing.size === 0 ? value : [...value].map((one) => (missing.has(one) ? '〓' : one)).join('');
}

/** The document as `official.typ` reads it: measures, and words already chosen. */
function shapeOf(document: OfficialDocument) {
  const { signature, end } = document;
  const mark = document.form === 'paper' ? undefined : document.mark;
  return {
    measures: measuresOf(document.form, mark ?? ''),
    form: document.form,
    date: document.origin.day.split('-').map(Number),
    origin: JSON.stringify(document.origin, null, 1),
    title: document.title,
    titleLines: titleLines(document.title, 20),
    mark: mark ?? null,
    copyNumber: document.copyNumber ?? null,
    secrecy: document.secrecy ?? null,
    urgency: document.urgency ?? null,
    number: document.number ?? null,
    signer: document.form === 'minutes' ? null : (document.signer ?? null),
    addressees: document.addressees.length === 0 ? null : `${document.addressees.join('，')}：`,
    present: (document.present ?? []).map(({ word, names }) => ({ word, names: names.join('　') })),
    body: numbered(document.body),
    attachmentLines: attachmentLines(document.attachments.map((one) => one.title)),
    attachments: document.attachments.map(({ title, body }, index) => ({
      head: attachmentHead(index, document.attachments.length),
      titleLines: titleLines(title, 20),
      body: numbered(body),
    })),
    signature: signature ? { ...signatureOf(signature), sealed: signature.sealed } : null,
    remark: document.remark ?? null,
    end: end ? { ...endLines(end), copies: end.copies.length === 0 ? null : `${end.copies.join('，')}。` } : null,
  };
}

function measuresOf(form: OfficialDocument['form'], mark: string) {
  const faces = Object.fromEntries((Object.keys(fonts) as Face[]).map((face) => [face, familiesOf(face)]));
  return {
    page,
    area,
    linePitch: Math.floor(linePitch * 100) / 100,
    characterPitch: Math.floor(characterPitch * 100) / 100,
    body: type.body,
    title: type.title,
    small: type.small,
    table: type.table,
    markSize: markSize(mark),
    markScale: markScale(mark),
    markWidth: [...mark].length * markSize(mark) * 1.01,
    markTop: form === 'letter' ? markTop.letter : form === 'minutes' ? markTop.minutes : markTop.document,
    lineBelow: redLine.below,
    letterLine: redLine.letter,
    letterFoot: redLine.letterFoot,
    numberBelow: pageNumberBelow,
    endRules,
    faces,
  };
}
