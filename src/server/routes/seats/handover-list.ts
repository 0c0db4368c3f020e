/** The list of a handover: in words as it is signed, and where each of its lines leads. */
import type { Reply } from '#contract';
import type { FieldValue, RecordState } from '#ledger';
import type { Day, Law } from '#regime';
import { statusWords } from '../../status-words.ts';
import { carriedText } from './carried.ts';

type Handover = Reply<'getHandover'>;
export type Listed = Pick<Handover, 'open' | 'contacts' | 'groups' | 'carried'>;
type Line = Handover['lines'][number];
type Lead = Pick<Line, 'record' | 'obligation'>;

const nowhere: Lead = { record: null, obligation: null };

/** The list line by line, each with where it leads. */
function listed(law: Law, { open, contacts, groups }: Listed, day: Day): Line[] {
  const owed = open.map((row, at): Line => {
    const due = row.due === null ? '无固定期限' : `${row.due} 到期`;
    const done = row.need === null ? `已完成 ${row.done}` : `已完成 ${row.done}，应完成 ${row.need}`;
    const status = statusWords[row.status].zh;
    return {
      text: `${at + 1}. ${row.name.zh}（${row.period}，${due}，${status}）：${done}`,
      record: null,
      obligation: { unit: row.unit.code, duty: row.duty, holder: row.holder, period: row.period },
    };
  });
  const bare = (text: string): Line => ({ text, ...nowhere });
  const places = contacts.map((one, at) => bare(`${at + 1}. ${one.name.zh}：${one.place}（自 ${one.since}）`));
  const none = [bare('无。')];
  return [
    bare(`截至 ${day}，依据《${law.regime.document.title}》。`),
    bare(`一、未完成的应尽事项（${owed.length} 项）`),
    ...(owed.length > 0 ? owed : none),
    bare(`二、联系点（${places.length} 个）`),
    ...(places.length > 0 ? places : none),
    ...carriedText(groups).map(({ text, record }) => ({ text, record, obligation: null })),
  ];
}

/** The fields of a handover that keep its list: the words, and, where the kind has a field for it, where they lead. */
export function listFields(law: Law, kind: { fields: readonly { id: string }[] }, list: Listed, day: Day) {
  const lines = listed(law, list, day);
  const leads = lines.flatMap(({ record, obligation }, at) => {
    if (record) return [`${at} ${record.county} ${record.id}`];
    return obligation ? [`${at} ${obligation.unit} ${obligation.duty} ${obligation.holder} ${obligation.period}`] : [];
  });
  const items = lines.map(({ text }) => text).join('\n');
  return kind.fields.some(({ id }) => id === 'refs') ? { items, refs: leads.join('\n') } : { items };
}

const textOf = (value: FieldValue | undefined): string => (typeof value === 'string' ? value : '');

/** The list as it was kept, line by line; null before it was begun. */
export function keptLines(state: RecordState | undefined): { items: string | null; lines: Line[] } {
  if (!state) return { items: null, lines: [] };
  const items = textOf(state.fields.items);
  const leads = new Map(
    textOf(state.fields.refs)
      .split('\n')
      .map((line) => leadOf(line.split(' '))),
  );
  const lines = items.split('\n').map((text, at) => ({ text, ...(leads.get(at) ?? nowhere) }));
  return { items, lines: lines.filter(({ text }) => text.trim() !== '') };
}

function leadOf([at = '', home = '', what = '', holder, period]: readonly string[]): [number, Lead] {
  if (holder === undefined || period === undefined)
    return [Number(at === '' ? -1 : at), { record: { county: home, id: what }, obligation: null }];
  return [Number(at), { record: null, obligation: { unit: home, duty: what, holder, period } }];
}
