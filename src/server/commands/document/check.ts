/** `zerentian document check FILE.docx [--day D]`: which figures of a paper still hold. Exit code 3 when some do not. */
import { onMachine } from '../../operator.ts';
import { type Checked, checkPaper, type Verdict } from '../../typeset/check-origin.ts';
import { askerOf } from '../../typeset/questions.ts';
import { type Io, readOptions } from '../io.ts';
import { withUnits } from '../session.ts';
import { tableOf } from '../table.ts';
import { need, readNamed } from '../wanted.ts';

const verdicts: Readonly<Record<Verdict, string>> = {
  same: '未变 same',
  changed: '已变动 changed',
  edited: '被改写 edited',
  gone: '已删去 gone',
  unanswered: '无法核对 unanswered',
};

export async function check(args: readonly string[], io: Io): Promise<number> {
  const { values, rest } = readOptions(args, { day: 'value' });
  const file = need(rest[0], 'FILE');
  const bytes = await readNamed(file);
  const { origin, rows } = await withUnits(io, ({ handlers }) =>
    checkPaper(bytes, askerOf(handlers, onMachine), values.day),
  );
  const off = rows.filter((row) => row.verdict !== 'same');
  const counts = Object.fromEntries(
    (Object.keys(verdicts) as Verdict[]).map((verdict) => [
      verdict,
      rows.filter((row) => row.verdict === verdict).length,
    ]),
  );
  const { notes: _notes, ...paper } = origin;
  io.give({ paper, counts, rows }, textOf(origin.template, origin.day, rows.length, off));
  return off.length === 0 ? 0 : 3;
}

function textOf(template: string, day: string, all: number, off: readonly Checked[]): string {
  const head = `${template} · ${day}：${all - off.length}/${all} 个数字未变 figures unchanged`;
  if (off.length === 0) return head;
  const rows = off.map(({ note, name, printed, said, verdict }) => [
    note,
    verdicts[verdict],
    name.zh,
    printed.join(' | ') || '—',
    said.before,
    said.now,
  ]);
  return `${head}\n\n${tableOf(['出处', '', '名称', '现文', '当时', '现在'], rows)}`;
}
