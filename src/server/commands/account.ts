/**
 * `zerentian account list|add|reset|disable|enable`: accounts, for whoever operates the machine. No password is ever given
 * or shown: `add` and `reset` print a link that works once; `--seat 433124:rural-work-office-head` appoints the new person
 * from today, which is how an installation gets its first holder. Everything goes into the audit log as done by the operator.
 */
import { randomUUID } from 'node:crypto';
import { homeOf, parseUnitCode } from '#org';
import { Refusal } from '#regime';
import { operator } from '../operator.ts';
import { addressOf, type Door, doorOf } from '../people/door.ts';
import { readDoor } from '../people/settings.ts';
import { type Context, todayOf } from '../routes/context.ts';
import { disable, enable, reset, tell } from '../routes/people/accounts.ts';
import { makeLink } from '../routes/people/links.ts';
import type { Store } from '../store/open-store.ts';
import { addAccount, findByUserName, listAccounts, type StoredAccount } from '../store/people/accounts.ts';
import { type Io, readOptions } from './io.ts';
import { type Session, withDatabase } from './session.ts';
import { tableOf } from './table.ts';
import { need } from './wanted.ts';

const verbs = ['list', 'add', 'reset', 'disable', 'enable'];
const known = {
  user: 'value',
  name: 'value',
  person: 'value',
  seat: 'value',
  reason: 'value',
  q: 'value',
  'second-factor': 'flag',
} as const;

type Options = Readonly<Record<string, string>>;
interface Work {
  readonly context: Context;
  readonly ask: Session['ask'];
  readonly door: Door;
  readonly io: Io;
  readonly options: Options;
}

export async function run(args: readonly string[], io: Io): Promise<void> {
  const { values, flags, rest } = readOptions(args, known);
  const [verb = '', word] = rest;
  if (!verbs.includes(verb))
    throw new Refusal('command_unknown', {
      command: `account ${verb}`,
      commands: verbs.map((one) => `account ${one}`),
    });
  const options = { ...values, ...(word !== undefined && { user: word }) };
  await withDatabase(io, async ({ context, ask }) => {
    const { config } = io;
    const setting = config.door ?? readDoor({});
    const { stores, now } = context;
    const dayOf = (at: Date) => todayOf({ now: () => at });
    const door = doorOf({ stores, setting, dataFolder: config.dataFolder, now, dayOf });
    door.address = addressOf(setting, config.port);
    const work: Work = { context, ask, door, io, options };
    if (verb === 'list') await list(work);
    else if (verb === 'add') await add(work);
    else if (verb === 'reset') await resetOne(work, flags.has('second-factor'));
    else await change(work, verb === 'disable');
  });
}

async function list({ context, io, options }: Work): Promise<void> {
  const found = await context.stores.as('0', (store) => listAccounts(store, { q: options.q, limit: 10_000 }));
  const rows = found.map(({ id, userName, name, admin, isSample, isDisabled, password, secret }) => ({
    id,
    user_name: userName,
    name,
    admin,
    sample: isSample,
    disabled: isDisabled,
    has_password: password !== null,
    second_factor: secret !== null,
  }));
  const marks = (row: (typeof rows)[number]): string =>
    [row.sample && '示例 sample', row.disabled && '停用 disabled', row.second_factor && '动态口令 code']
      .filter((mark) => mark !== false)
      .join(', ');
  const table = tableOf(
    ['用户名 user', '姓名 name', '管理员 admin', ''],
    rows.map((row) => [row.user_name, row.name, row.admin ?? '', marks(row)]),
  );
  io.give({ rows }, rows.length === 0 ? '还没有账号。 There is no account yet.' : table);
}

async function add(work: Work): Promise<void> {
  const { context, door, io, options } = work;
  const [userName, name] = [need(options.user, '--user'), need(options.name, '--name')];
  const [id, at] = [randomUUID(), context.now()];
  const person = options.person ?? id;
  const act = { id: randomUUID(), record: randomUUID() };
  const made = await context.stores.writing('0', async (store) => {
    const account = { id, userName, name, person, by: operator.account, at };
    await addAccount(store, account);
    const link = await makeLink(context, door, store, { account: id, by: operator.account });
    // What is refused here takes the account back, and what was refused above appoints nobody.
    if (options.seat !== undefined) await appoint(work, act, { seat: options.seat, person, name });
    const facts = { user_name: userName, ...(options.seat !== undefined && { seat: options.seat }) };
    await tell(context, store, { kind: 'account-created', by: operator, account, address: 'local', facts });
    return link;
  });
  io.give({ id, ...made }, linkText(made));
}

/** The person into the seat from today, by the record kind that the law of the unit has for it. */
async function appoint(
  { context, ask }: Work,
  { id, record }: { id: string; record: string },
  { seat, person, name }: { seat: string; person: string; name: string },
): Promise<void> {
  const unit = parseUnitCode(seat.split(':', 1)[0] ?? '');
  const day = todayOf(context);
  const kind = [...context.library.at(day, unit).kinds.values()].find(({ roles }) => roles?.tenure);
  const fields = kind?.roles?.tenure;
  if (!kind || !fields) throw new Refusal('seat_unknown', { value: seat });
  const said = { [fields.seat]: [seat], [fields.person]: person, [fields.name]: name, [fields.from]: day };
  const body = { id, verb: 'create' as const, kind: kind.id, unit, day, fields: said };
  await ask('performAct', { params: { county: homeOf(unit), id: record }, body });
}

async function resetOne({ context, door, io, options }: Work, factor: boolean): Promise<void> {
  const made = await context.stores.writing('0', async (store) => {
    const account = await accountOf(store, options);
    if (account.isSample) throw new Refusal('account_sample', { name: account.name });
    return reset(context, door, store, { account, by: operator, address: 'local', factor });
  });
  io.give(made, linkText(made));
}

async function change({ context, io, options }: Work, isDisabled: boolean): Promise<void> {
  const reason = need(options.reason, '--reason');
  const account = await context.stores.writing('0', async (store) => {
    const found = await accountOf(store, options);
    const done = { account: found, by: operator, address: 'local', reason };
    await (isDisabled ? disable(context, store, done) : enable(context, store, done));
    return found;
  });
  const words = isDisabled ? '已停用 disabled' : '已启用 enabled';
  io.give({ id: account.id, disabled: isDisabled }, `${words}: ${account.userName} ${account.name}`);
}

async function accountOf(store: Store, options: Options): Promise<StoredAccount> {
  const userName = need(options.user, '--user');
  const account = await findByUserName(store, userName);
  if (!account) throw new Refusal('account_unknown', { value: userName });
  return account;
}

const linkText = ({ link, ends }: { link: string; ends: string }): string =>
  `一次性链接，请交给本人 one-time link, to be handed over:\n  ${link}\n有效至 until ${ends}`;
