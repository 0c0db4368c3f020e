/** `zerentian document import FILE [--home CODE] [--pack ID]`: keeps a document, so that the law library shows its words. */
import { basename } from 'node:path';
import { onMachine } from '../../operator.ts';
import { type Io, readOptions } from '../io.ts';
import { withUnits } from '../session.ts';
import { need, readNamed } from '../wanted.ts';

export async function bring(args: readonly string[], io: Io): Promise<void> {
  const { values, rest } = readOptions(args, { home: 'value', pack: 'value' });
  const file = need(rest[0], 'FILE');
  const body = await readNamed(file);
  const name = file === '-' ? 'pasted.txt' : basename(file);
  const given = values.pack === undefined ? {} : { pack: values.pack };
  const result = await withUnits(io, ({ context, handlers }) => {
    const ground = values.pack === undefined ? undefined : context.library.packs.get(values.pack)?.jurisdiction;
    const query = { name, home: values.home ?? ground ?? '0', ...given };
    return handlers.importFile({ params: undefined, query, body, ...onMachine });
  });
  const lines = result.documents.map(
    (one) =>
      `${one.title ?? one.file} → ${one.home}/${one.id} · 条款 clauses ${one.clauses} · 差错 faults ${one.faults} · ${one.pack ?? '—'}`,
  );
  if (result.repeated) lines.push('此前已导入，未重复保存。 Imported before; nothing was kept twice.');
  io.give(result, lines.join('\n'));
}
