/** From a kind of paper and a unit to a file: template found, questions asked, document set. */
import { levelOf, parseUnitCode } from '#org';
import { type Library, Refusal, type Template } from '#regime';
import { compose, type Wanted } from './compose.ts';
import { type OfficialDocument, officialDay } from './official.ts';
import type { Ask } from './questions.ts';
import { printable } from './writings.ts';

export interface PaperWanted {
  readonly kind: string;
  readonly code: string;
  readonly day: string;
  readonly seat?: string | undefined;
  readonly a?: string | undefined;
  readonly b?: string | undefined;
  readonly tenure?: string | undefined;
}
export interface Maker {
  readonly library: Library;
  readonly version: string;
  readonly made: string;
  readonly ask: Ask;
}

/** Templates in force at a place on a day, the nearest pack's first; one of the same id hides those above it. */
export function templatesAt(library: Library, code: string, day: string): { template: Template; pack: string }[] {
  const found = new Map<string, { template: Template; pack: string }>();
  for (const { id: pack } of library.at(day, code).chain) {
    for (const template of library.contents.get(pack)?.templates ?? []) {
      if (!found.has(template.id)) found.set(template.id, { template, pack });
    }
  }
  return [...found.values()];
}

/** The document, not yet in a format. Refusals: `paper_unknown`, `paper_level`, `paper_needs`. */
export async function paperOf(maker: Maker, wanted: PaperWanted): Promise<OfficialDocument> {
  const { library, ask } = maker;
  const { kind, code, day } = wanted;
  const templates = templatesAt(library, code, day);
  const found = templates.find(({ template }) => template.id === kind);
  if (!found) throw new Refusal('paper_unknown', { kind, kinds: templates.map(({ template }) => template.id) });
  const { template, pack } = found;
  const { unit } = (await ask({ kind: 'unit', with: { code, day } })) as { unit: { name: string } };
  const level = levelOf(parseUnitCode(code));
  if (!template.levels.includes(level)) throw new Refusal('paper_level', { kind, unit: code, levels: template.levels });
  return compose(template, wantedBy(maker, template, pack, wanted, unit.name), ask);
}

function wantedBy(
  { library, version, made }: Maker,
  template: Template,
  pack: string,
  given: PaperWanted,
  unit: string,
): Wanted {
  const { code, day, kind } = given;
  const needed: [name: string, value: string][] = (template.needs ?? []).map((name) => {
    const value = given[name];
    if (value === undefined) throw new Refusal('paper_needs', { kind, parameter: name });
    return [name, value];
  });
  const regimes = needed.filter(([name]) => name === 'a' || name === 'b');
  return {
    parameters: { code, day, ...Object.fromEntries(needed) },
    words: {
      code,
      unit: printable(unit),
      day: officialDay(day),
      year: day.slice(0, 4),
      ...Object.fromEntries(regimes.map(([name, id]) => [name, library.packs.get(id)?.name.zh ?? id])),
    },
    origin: { template: kind, pack, law: library.at(day, code).mark, day, made, version },
  };
}

export const formats = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const;
export type Format = keyof typeof formats;

/**
 * The bytes of a document in a format. The writers are loaded when they are first asked for: a server that sets no paper
 * does not carry them, and one on a machine without Typst's native part still starts. Refusal `paper_pdf_absent`.
 */
export async function setPaper(document: OfficialDocument, format: Format): Promise<Uint8Array> {
  if (format === 'docx') return (await import('./write-docx.ts')).writeDocx(document);
  const writer = await import('./write-pdf.ts').catch((error: unknown) => {
    throw new Refusal('paper_pdf_absent', { platform: `${process.platform}-${process.arch}`, cause: String(error) });
  });
  return writer.writePdf(document);
}
