import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { morning, type PostOffice, packs, postOffice } from '../../../test/support/post-office.ts';
import { spreadNotices } from '../store/review/outbox.ts';
import { tellDueSoon } from './digest.ts';
import { readMessages } from './setting.ts';

let office: PostOffice;
const at = (local: string): Date => new Date(`${local}:00+08:00`);

interface Mail {
  readonly to: string[];
  readonly text: string;
}
const mails: Mail[] = [];
let isRefusing = false;
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData: (stream, session, done) => {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      if (isRefusing) return done(new Error('451 try again later'));
      mails.push({
        to: session.envelope.rcptTo.map((one) => one.address),
        text: Buffer.concat(parts).toString('utf8'),
      });
      done();
    });
  },
});

before(async () => {
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', () => resolve()));
  const { port } = smtp.server.address() as AddressInfo;
  office = await postOffice({
    ZERENTIAN_SMTP: `smtp://127.0.0.1:${port}`,
    ZERENTIAN_MAIL_FROM: 'zerentian@example.org',
  });
});
after(() => new Promise<void>((resolve) => smtp.close(() => resolve())));

beforeEach(async () => {
  mails.length = 0;
  isRefusing = false;
  await office.empty();
});

/** Mail bodies are sent as quoted-printable or base64; Chinese in subjects as encoded words. */
const readable = ({ text }: Mail): string => {
  const [head = '', ...rest] = text.split(/\r\n\r\n/);
  const body = rest.join('\r\n\r\n');
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  const bytes = body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_all, hex: string) => `%${hex}`);
  return decodeURIComponent(bytes.replace(/%(?![0-9A-F]{2})/g, '%25'));
};
test('goes to an account and to whoever holds a post, everything for one person in one message, without contents', async () => {
  await office.tell({ account: office.clerk }, 'returned');
  await office.tell({ account: office.clerk }, 'mentioned');
  await office.tell({ post: '9901:kite-board' }, 'to-review');
  assert.equal(await office.send(morning), 2);
  assert.deepEqual(
    mails.map(({ to }) => to).sort(),
    [[`${office.clerk.slice(0, 8)}@example.org`], [`${office.keeper.slice(0, 8)}@example.org`]].sort(),
  );
  const mine = readable(mails.find(({ to }) => to[0]?.startsWith(office.clerk.slice(0, 8))) as Mail);
  assert.match(mine, /退回待改 1，有人提到您 1。/);
  assert.match(mine, /https:\/\/zerentian\.example\.org\/notices/);
  for (const mail of mails) assert.doesNotMatch(readable(mail) + mail.text, /秘密|示例|990101/);
  assert.equal(await office.send(morning), 0);
  assert.deepEqual(await office.states(), ['sent', 'sent', 'sent']);
});

test('is held at night and over rest days and goes out as one in the next working morning', async () => {
  office.clock = at('2026-04-03T20:00');
  await office.tell({ account: office.clerk }, 'returned');
  assert.equal(await office.send(office.clock), 0);
  office.clock = at('2026-04-08T11:00');
  await office.tell({ account: office.clerk }, 'mentioned');
  await office.send(office.clock);
  assert.equal(await office.send(at('2026-04-12T12:00')), 0, 'a Sunday');
  assert.equal(await office.send(at('2026-04-13T08:59')), 0);
  assert.equal(await office.send(at('2026-04-13T09:00')), 1);
  assert.deepEqual(mails.length, 1);
  assert.match(readable(mails[0] as Mail), /退回待改 1，有人提到您 1/);
});

test('that was due while nobody sent is not sent at night', async () => {
  await office.tell({ account: office.clerk }, 'returned');
  await office.database.pool.query(`update notice set spread_at = null`);
  office.clock = at('2026-06-16T16:59');
  await spreadNotices(office.stores, packs, office.clock);
  await office.send(at('2026-06-16T23:00'));
  assert.equal(mails.length, 0);
  await office.send(at('2026-06-17T09:00'));
  assert.equal(mails.length, 1);
});

test('is tried again with growing delay and given up in the end', async () => {
  isRefusing = true;
  await office.tell({ account: office.clerk }, 'returned');
  await office.send(morning);
  const [{ tries, error }] = (await office.database.pool.query('select tries, error from notice_delivery')).rows;
  assert.equal(tries, 1);
  assert.match(error, /451|later|failed/i);
  await office.send(new Date(morning.getTime() + 30_000));
  assert.deepEqual((await office.database.pool.query('select tries from notice_delivery')).rows, [{ tries: 1 }]);
  isRefusing = false;
  await office.send(new Date(morning.getTime() + 61_000));
  assert.equal(mails.length, 1, 'the server took it in the end');
  isRefusing = true;
  await office.tell({ account: office.clerk }, 'mentioned');
  for (let hour = 0; hour < 24 * 6; hour += 1) await office.send(new Date(morning.getTime() + hour * 3_600_000));
  assert.deepEqual(await office.states(), ['given_up', 'sent']);
});

test('is sent again when the server dies between sending and noting it; of three servers one sends', async () => {
  await office.tell({ account: office.clerk }, 'returned');
  const dying = office.send(morning, async (parcel) => {
    const done = await office.messages.carry(parcel);
    if (mails.length === 1)
      await office.database.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and state like 'idle in transaction%' and pid <> pg_backend_pid()`);
    return done;
  });
  await dying.catch(() => {});
  await office.send(morning);
  assert.equal(mails.length, 2, 'at least once');
  assert.deepEqual(await office.states(), ['sent']);
  mails.length = 0;
  await office.tell({ account: office.clerk }, 'mentioned');
  await Promise.all([office.send(morning), office.send(morning), office.send(morning)]);
  assert.equal(mails.length, 1);
});

test('does not go to who did it himself, to who wants none, or to an account that is disabled', async () => {
  await office.wants(office.clerk, false, false);
  await office.tell({ account: office.clerk }, 'returned');
  await office.tell({ account: office.keeper }, 'mentioned', office.keeper);
  await office.tell({ post: '9901:kite-board' }, 'to-review', office.keeper);
  await office.database.pool.query('update account set disabled_at = now() where id = $1', [office.keeper]);
  await office.tell({ post: '9901:kite-keeper' }, 'handover');
  await office.send(morning);
  await office.database.pool.query('update account set disabled_at = null where id = $1', [office.keeper]);
  assert.deepEqual(mails, []);
});

test('a mail setting that cannot work is refused with what to write', () => {
  for (const env of [
    { ZERENTIAN_SMTP: 'http://mail' },
    { ZERENTIAN_SMTP: 'smtp://mail.example.org' },
    { ZERENTIAN_SMTP: 'smtp://mail.example.org', ZERENTIAN_MAIL_FROM: 'nobody' },
  ])
    assert.throws(() => readMessages(env), { code: 'config_mail' });
  const { mail } = readMessages({
    ZERENTIAN_SMTP: 'smtps://u%40x:p%3A@mail.example.org',
    ZERENTIAN_MAIL_FROM: 'a@example.org',
  });
  assert.deepEqual([mail?.port, mail?.secure, mail?.user, mail?.password], [465, true, 'u@x', 'p:']);
  assert.deepEqual(readMessages({}).mail, undefined);
});

test('what falls due soon is told once a week, in working time, to who chose it and has any', async () => {
  const asked: string[] = [];
  const tell = (now: Date, due: number) =>
    tellDueSoon({
      stores: office.stores,
      library: packs,
      now,
      today: new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10),
      dueSoon: async (by) => {
        asked.push(by.account);
        return due;
      },
    });
  assert.equal(await tell(at('2026-06-15T08:00'), 3), 0, 'before work');
  assert.equal(await tell(at('2026-06-15T10:00'), 0), 0, 'nothing is due');
  assert.equal(await tell(at('2026-06-15T11:00'), 3), 1);
  assert.deepEqual([...new Set(asked)], [office.keeper], 'only who sits somewhere');
  assert.equal(await tell(at('2026-06-19T11:00'), 3), 0, 'once a week');
  assert.equal(await tell(at('2026-06-21T11:00'), 3), 0, 'a Sunday');
  await office.send(at('2026-06-19T11:00'));
  assert.match(readable(mails[0] as Mail), /临近到期 1/);
  assert.equal(await tell(at('2026-06-22T09:00'), 2), 1, 'the next Monday');
});
