/**
 * `zerentian record add|show|list|act`: records by the same door as the pages. Fields are given as `name=value`; lists are
 * written with commas; `act` does one act on many records and says which were refused: `record add --unit 433124 --kind meeting --day 2026-03-05 meeting_type=standing-committee`.
 */
import { randomUUID } from 'node:crypto';
import { type Reply, refusalReply, type Sent } from '#contract';
import { homeOf, parseUnitCode } from '#org';
import { type Law, Refusal } from '#regime';
import { askedOf, lawFor } from '../routes/context.ts';
import { type Io, readOptions } from './io.ts';
import { type Session, withUnits } from './session.ts';
import { tableOf } from './table.ts';
import { need } from './wanted.ts';

const verbs = ['add', 'show', 'list', 'act'];
const known = {
  unit: 'value',
  kind: 'value',
  day: 'value',
  id: 'value',
  act: 'value',
  from: 'value',
  to: 'value',
  state: 'value',
  limit: 'value',
  after: 'value',
  q: 'value',
  reason: 'value',
  own: 'flag',
} as const;

export async function run(args: readonly string[], io: Io): Promise<void> {
  const { values, flags, rest } = readOptions(args, known);
  const [verb = '', ...words] = rest;
  if (!verbs.includes(verb))
    throw new Refusal('command_unknown', {
      command: `record ${verb}`.trim(),
      commands: verbs.map((one) => `record ${one}`),
    });
  const unit = need(values.unit, '--unit');
  await withUnits(io, async (session) => {
    if (verb === 'add') await add(session, io, unit, values, words);
    else if (verb === 'act') await actOnMany(session, io, unit, words, values.reason);
    else if (verb === 'show') await show(session, io, unit, need(values.id ?? words[0], '--id'));
    else await list(session, io, unit, values, flags.has('own'));
  });
}

type Options = Readonly<Record<string, string>>;

async function add(session: Session, io: Io, unit: string, options: Options, words: readonly string[]): Promise<void> {
  const kind = need(options.kind, '--kind');
  const day = need(options.day, '--day');
  const law = lawFor(session.context.library, unit, askedOf(session.context, {}));
  const county = homeOf(parseUnitCode(unit));
  const id = options.id ?? randomUUID();
  const body = {
    id: options.act ?? randomUUID(),
    verb: 'create' as const,
    kind,
    unit,
    day,
    fields: fieldsOf(law, kind, words),
  };
  const done = await session.ask('performAct', { params: { county, id }, body });
  const moved = done.moved.map((row) => [
    row.name.zh,
    row.period,
    row.holder,
    `${row.done}/${row.need ?? '?'}`,
    row.met ? '✓' : '',
  ]);
  const told = `${done.repeated ? '此前已收到 received before' : '已登记 recorded'}: ${done.record.title} · ${id}`;
  const warned = done.warnings.map((words) => `${words.zh} ${words.en}`);
  const table =
    moved.length === 0 ? [] : [tableOf(['责任 duty', '期间 period', '责任人 holder', '完成 done', ''], moved)];
  io.give(done, [told, ...warned, ...table].join('\n'));
}

/** Values as the kind's fields want them; what the kind does not know is left to the ledger to refuse. */
function fieldsOf(
  law: Law,
  kind: string,
  words: readonly string[],
): Record<string, string | number | boolean | string[]> {
  const fields = law.kinds.get(kind)?.fields ?? [];
  return Object.fromEntries(
    words.map((word) => {
      const at = word.indexOf('=');
      if (at < 1)
        throw new Refusal('option_unknown', { option: word, options: fields.map((field) => `${field.id}=…`) });
      const [name, value] = [word.slice(0, at), word.slice(at + 1)];
      return [name, typedValue(fields.find((field) => field.id === name)?.kind, value)];
    }),
  );
}

const lists = ['choices', 'units', 'seats', 'households'];

function typedValue(kind: string | undefined, text: string): string | number | boolean | string[] {
  if (kind === undefined) return text;
  if (lists.includes(kind)) return text.split(',').filter((part) => part !== '');
  if (kind === 'number' || kind === 'year') return text.trim() === '' ? text : (finite(Number(text)) ?? text);
  if (kind === 'yes_no')
    return ({ true: true, false: false, yes: true, no: false, 是: true, 否: false } as const)[text] ?? text;
  return text;
}

const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);

async function show(session: Session, io: Io, unit: string, id: string): Promise<void> {
  const county = homeOf(parseUnitCode(unit));
  const found = await session.ask('getRecord', { params: { county, id } });
  const { record, fields, acts, fulfils } = found;
  const text = [
    `${record.title} · ${record.kind_name.zh} ${record.kind_name.en} · ${record.state_name.zh}`,
    `${record.unit.name} ${record.unit.code} · ${record.day} · ${record.id}`,
    '',
    tableOf(
      ['字段 field', '值 value'],
      Object.entries(fields).map(([name, value]) => [name, String(value)]),
      90,
    ),
    '',
    tableOf(
      ['办理 act', '时间 at', '经办 actor'],
      acts.map((act) => [act.verb_name.zh, act.at, actorOf(act)]),
    ),
    '',
    tableOf(
      ['履行 fulfils', '单位 unit', '责任人 holder', '期间 period'],
      fulfils.map((row) => [row.name.zh, row.unit.name, row.holder, row.period]),
    ),
  ];
  io.give(found, text.join('\n'));
}

/** Who acted, and for whom where it was a deputy. */
export function actorOf({ actor, actor_name, stands_for }: Reply<'getRecord'>['acts'][number]): string {
  const name = actor_name === actor ? actor : `${actor_name} ${actor}`;
  if (!stands_for) return name;
  return `${name}（代 for ${stands_for.seat.zh}${stands_for.name === null ? '' : ` ${stands_for.name}`}）`;
}

/** `record act withdraw --unit 433124 --reason 重复 ID ID …`: records of one home, each as it stands now. */
async function actOnMany(
  session: Session,
  io: Io,
  unit: string,
  [verb = '', ...ids]: readonly string[],
  reason: string | undefined,
): Promise<void> {
  const county = homeOf(parseUnitCode(unit));
  const acts = [];
  const unknown: Reply<'performActs'>['refused'] = [];
  for (const record of ids) {
    try {
      const { version } = await session.ask('getRecord', { params: { county, id: record } });
      acts.push({ county, record, id: randomUUID(), verb, version, ...(reason !== undefined && { reason }) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      unknown.push({ record, refusal: refusalReply(error)[1] });
    }
  }
  const body = { acts } as Sent<'performActs'>;
  const answer = acts.length === 0 ? { done: [], refused: [] } : await session.ask('performActs', { body });
  const found = { done: answer.done, refused: [...unknown, ...answer.refused] };
  const lines = [
    ...found.done.map(({ record }) => `✓ ${record.id} ${record.title} · ${record.state_name.zh}`),
    ...found.refused.map(({ record, refusal }) => `✗ ${record} ${refusal.message.zh} ${refusal.message.en}`),
  ];
  io.give(found, lines.join('\n'));
}

async function list(session: Session, io: Io, unit: string, options: Options, isOwn: boolean): Promise<void> {
  const { kind, state, from, to, q, after, limit } = options;
  const filter = Object.fromEntries(
    Object.entries({ kind, state, from, to, q, after }).filter(([, value]) => value !== undefined),
  );
  const query = {
    ...filter,
    scope: isOwn ? ('own' as const) : ('all' as const),
    ...(limit !== undefined && { limit: Number(limit) }),
  };
  const page: Reply<'listRecords'> = await session.ask('listRecords', { params: { code: unit }, query });
  const rows = page.rows.map((row) => [row.day, row.title, row.unit.name, row.state_name.zh, row.fulfils, row.id]);
  const more = page.next === null ? [] : [`--after ${page.next}`];
  io.give(
    page,
    [tableOf(['日期 day', '标题 title', '单位 unit', '状态 state', '履行', '编号 id'], rows), ...more].join('\n'),
  );
}
