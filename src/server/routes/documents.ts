/** Official papers of a unit: which there are, and each as a file made of the answers of the other handlers. */
import { Readable } from 'node:stream';
import { Download, type Handlers, type Input } from '../http/handlers.ts';
import { askerOf } from '../typeset/questions.ts';
import { type Format, formats, paperOf, setPaper, templatesAt } from '../typeset/render.ts';
import { askedOf, type Context, requireLoaded } from './context.ts';

type Names = 'listPapers' | 'getPaperDocx' | 'getPaperPdf';

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
});

async function paper(
  context: Context,
  handlers: Partial<Handlers>,
  { params, query, ...asker }: Input<'getPaperDocx'> | Input<'getPaperPdf'>,
  format: Format,
): Promise<Download> {
  const code = requireLoaded(context, params.code, 'villages');
  const { day } = askedOf(context, query);
  const { library, version } = context;
  const maker = { library, version, made: context.now().toISOString(), ask: askerOf(handlers, asker) };
  const { seat, a, b } = query;
  const document = await paperOf(maker, { kind: params.kind, code, day, seat, a, b });
  const bytes = await setPaper(document, format);
  return new Download(formats[format], `${document.title}.${format}`, Readable.from([Buffer.from(bytes)]));
}
