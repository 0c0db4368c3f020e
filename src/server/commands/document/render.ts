/** `zerentian document render KIND --unit CODE [--seat S] [--a R --b R] [--tenure T] [--day D] --out FILE.docx|.pdf`. */
import { Refusal } from '#regime';
import { onMachine } from '../../operator.ts';
import { todayOf } from '../../routes/context.ts';
import { printedText } from '../../typeset/official.ts';
import { askerOf } from '../../typeset/questions.ts';
import { type Format, formats, paperOf, setPaper } from '../../typeset/render.ts';
import { unprintable } from '../../typeset/typefaces.ts';
import { type Io, readOptions } from '../io.ts';
import { withUnits } from '../session.ts';
import { need, writeNamed } from '../wanted.ts';

const known = {
  unit: 'value',
  seat: 'value',
  a: 'value',
  b: 'value',
  tenure: 'value',
  day: 'value',
  out: 'value',
} as const;

export async function render(args: readonly string[], io: Io): Promise<void> {
  const { values, rest } = readOptions(args, known);
  const kind = need(rest[0], 'KIND');
  const code = need(values.unit, '--unit');
  const out = need(values.out, '--out');
  const format = out.slice(out.lastIndexOf('.') + 1).toLowerCase();
  if (!Object.hasOwn(formats, format)) throw new Refusal('paper_format', { file: out });
  const { seat, a, b, tenure } = values;
  const document = await withUnits(io, ({ context, handlers }) => {
    const { library, version } = context;
    const maker = { library, version, made: context.now().toISOString(), ask: askerOf(handlers, onMachine) };
    return paperOf(maker, { kind, code, day: values.day ?? todayOf(context), seat, a, b, tenure });
  });
  const bytes = await setPaper(document, format as Format);
  await writeNamed(out, bytes);
  const missing = unprintable(printedText(document));
  const result = {
    file: out,
    title: document.title,
    bytes: bytes.length,
    notes: document.origin.notes.length,
    missing,
  };
  const lines = [`${document.title} → ${out}（${bytes.length} B，出处 origins ${result.notes}）`];
  if (missing.length > 0) lines.push(`自带字体缺字 not in the shipped fonts: ${missing.join(' ')}`);
  io.give(result, lines.join('\n'));
}
