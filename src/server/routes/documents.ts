/** Official papers of a unit: which there are, and each as a file made of the answers of the other handlers. */
import { Readable } from 'node:stream';
import { reach } from '#org';
import { Download, type Handlers, type Input } from '../http/handlers.ts';
import { auditAlone } from '../store/people/audit.ts';
import { checkPaper } from '../typeset/check-origin.ts';
import { printedText } from '../typeset/official.ts';
import { askerOf } from '../typeset/questions.ts';
import { type Format, formats, paperOf, setPaper, templatesAt } from '../typeset/render.ts';
import { askedOf, type Context, requireLoaded } from './context.ts';

type Names = 'listPapers' | 'getPaperDocx' | 'getPaperPdf' | 'checkPaper';

export const paperRoutes = (context: Context, handlers: Partial<Handlers>): Pick<Handlers, Names> => ({
  listPapers: async ({ params, query }) => {
    const code = requireLoaded(context, params.code);
    const { day } = askedOf(context, query);
    return {
      rows: templatesAt(context.library, code, day).map(({ template, pack }) => ({
        kind: template.id,
        name: template.name,
        form: template.form,
        levels: [...template.levels],
        needs: [...(template.needs ?? [])],
        pack,
      })),
    };
  },
  getPaperDocx: (input) => paper(context, handlers, input, 'docx'),
  getPaperPdf: (input) => paper(context, handlers, input, 'pdf'),
  checkPaper: async ({ body, query, by, from, reach: within }) => {
    const ask = askerOf(handlers, { by, from, reach: within });
    const { origin, rows } = await checkPaper(body ?? new Uint8Array(), ask, query.day);
    const { template, pack, day, made } = origin;
    return {
      paper: { template, pack, day, made },
      rows: rows.map(({ note, name, printed, said, verdict }) => ({
        note,
        name,
        printed: [...printed],
        ...said,
        verdict,
      })),
    };
  },
});

async function paper(
  context: Context,
  handlers: Partial<Handlers>,
  { params, query, by, from, ...asked }: Input<'getPaperDocx'> | Input<'getPaperPdf'>,
  format: Format,
): Promise<Download> {
  const code = requireLoaded(context, params.code, 'villages');
  const { day } = askedOf(context, query);
  const { library, version } = context;
  // A paper leaves the program: it holds what may be exported and nothing more.
  const asker = { by, from, reach: reach.exportable(asked.reach) };
  const maker = { library, version, made: context.now().toISOString(), ask: askerOf(handlers, asker) };
  const { seat, a, b, tenure } = query;
  const document = await paperOf(maker, { kind: params.kind, code, day, seat, a, b, tenure });
  const bytes = await setPaper(document, format);
  const facts = {
    paper: params.kind,
    format,
    day,
    ...(seat !== undefined && { seat }),
    ...(tenure !== undefined && { tenure }),
  };
  const entry = { kind: 'export-paper', by, unit: code, address: from.address, facts };
  await auditAlone(context.stores, entry, context.now());
  // Characters that no shipped font has: in a PDF they stay empty, so whoever takes it has to know.
  const { unprintable } = await import('../typeset/typefaces.ts');
  const missing = unprintable(printedText(document)).join('');
  const headers = missing === '' ? {} : { 'x-missing-characters': encodeURIComponent(missing) };
  const body = Readable.from([Buffer.from(bytes)]);
  return new Download(formats[format], `${document.title}.${format}`, body, false, headers);
}
