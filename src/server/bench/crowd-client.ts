/**
 * The other side of the crowd: a process of its own that plays so many people, each with a session and one connection
 * that is kept, so that what is measured is the server and not whoever asks. Told what to do on standard input.
 */
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

export interface CrowdTask {
  readonly port: number;
  readonly seconds: number;
  /** Milliseconds between two actions of a person, on average; 0: none. */
  readonly pause: number;
  /** Milliseconds that a person who was sent away waits. */
  readonly again: number;
  readonly day: string;
  readonly people: readonly { readonly token: string; readonly unit: string; readonly address: string }[];
}

export interface CrowdResult {
  /** Milliseconds of every accepted request, and of those sent away. */
  readonly reads: readonly number[];
  readonly writes: readonly number[];
  readonly away: readonly number[];
  /** Answers that were neither, by status. */
  readonly others: Readonly<Record<string, number>>;
}

const task = JSON.parse(await text(process.stdin)) as CrowdTask;
const { port, seconds, day } = task;
const agent = new Agent({ keepAlive: true, maxSockets: task.people.length });
const result = {
  reads: [] as number[],
  writes: [] as number[],
  away: [] as number[],
  others: {} as Record<string, number>,
};
const begin = performance.now();
// The first seconds warm up connections, plans and compiled code; they are not counted.
const warm = begin + 3000;
const end = warm + seconds * 1000;

type Person = CrowdTask['people'][number];

function ask(
  person: Person,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<{ status: number; body: string }> {
  const sent = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    cookie: `zerentian_session=${person.token}`,
    'x-forwarded-for': person.address,
    'x-forwarded-proto': 'https',
    ...(sent && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(sent) }),
  };
  return new Promise((resolve, reject) => {
    const sending = request({ host: '127.0.0.1', port, method, path, agent, headers }, (reply) => {
      text(reply).then((answer) => resolve({ status: reply.statusCode ?? 0, body: answer }), reject);
    });
    sending.on('error', reject);
    sending.end(sent);
  });
}

/** What people look at, over and over: their unit, what is owed, what is recorded, their own work, other units. */
const pages = (unit: string): string[] => [
  `/api/units/${unit}/overview`,
  `/api/units/${unit}/obligations?limit=50`,
  `/api/units/${unit}/records?limit=20`,
  `/api/units/${unit}/records?limit=20`,
  `/api/units/${unit}/kinds`,
  `/api/units/${unit}`,
  '/api/units?q=%E8%8A%B1%E5%9E%A3',
];

async function act(person: Person, turn: number): Promise<number> {
  const { unit } = person;
  const home = unit.slice(0, 6);
  if (turn % 5 !== 4) {
    const all = pages(unit);
    return (await ask(person, 'GET', all[turn % all.length] ?? '')).status;
  }
  const body = {
    id: randomUUID(),
    verb: 'create',
    kind: 'document-record',
    unit,
    day,
    fields: { evidence: 'training-record', matters: ['key-tasks'], title: `记录 ${turn}` },
  };
  return (await ask(person, 'POST', `/api/records/${home}/${randomUUID()}/acts`, body)).status;
}

async function play(person: Person, place: number): Promise<void> {
  await pause((place / task.people.length) * Math.max(task.pause, 500));
  for (let turn = place; performance.now() < end; turn += 1) {
    const start = performance.now();
    const status = await act(person, turn);
    const taken = performance.now() - start;
    if (start > warm && start + taken < end) {
      if (status === 200) (turn % 5 === 4 ? result.writes : result.reads).push(taken);
      else if (status === 503) result.away.push(taken);
      else result.others[status] = (result.others[status] ?? 0) + 1;
    }
    if (status === 503) await pause(task.again);
    else if (task.pause > 0) await pause(task.pause * (0.5 + ((turn * 7919) % 1000) / 1000));
  }
}

await Promise.all(task.people.map(play));
agent.destroy();
process.stdout.write(JSON.stringify(result));
