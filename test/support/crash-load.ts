/** Clients that record without pause and count as done only what was acknowledged; what was not they send again. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Dice, idOf } from './dice.ts';

export interface Sent {
  readonly county: string;
  readonly record: string;
  readonly id: string;
  readonly body: Record<string, unknown>;
}

export interface Load {
  /** Everything that was acknowledged. */
  readonly acknowledged: Sent[];
  /** Answers that no crash explains. */
  readonly faults: string[];
  /** Answers by status; `away` when there was none. */
  readonly answers: Map<string, number>;
  /** Lets every client finish the act it is at; afterwards nothing is under way. */
  pause(): Promise<void>;
  resume(): void;
  /** Ends every client at once, whatever it is at. */
  end(): void;
}

interface Own {
  readonly county: string;
  readonly record: string;
  version: number;
}

const day = (dice: Dice): string => `2026-0${dice.below(2) + 1}-${String(dice.below(27) + 1).padStart(2, '0')}`;

/** The next act of a client: mostly a new record, sometimes a change or the end of one of its own. */
function nextAct(dice: Dice, units: readonly string[], own: Own[]): Sent {
  const id = idOf(dice);
  const known = dice.below(10) < 3 ? own[dice.below(own.length || 1)] : undefined;
  if (known) {
    const { county, record, version } = known;
    known.version += 1;
    if (dice.below(4) > 0)
      return { county, record, id, body: { id, verb: 'amend', version, fields: { note: `改 ${id}` } } };
    own.splice(own.indexOf(known), 1);
    return { county, record, id, body: { id, verb: 'withdraw', version, reason: '示例撤回' } };
  }
  const unit = units[dice.below(units.length)] as string;
  const [county, record] = [unit.slice(0, 6), idOf(dice)];
  const type = unit.length === 12 ? 'village-committees' : 'standing-committee';
  const fields = { meeting_type: type, note: `示例 ${id}` };
  own.push({ county, record, version: 1 });
  return { county, record, id, body: { id, verb: 'create', kind: 'meeting', unit, day: day(dice), fields } };
}

/** Sends one act and gives the status and reply; undefined when no whole answer came. */
export async function send(base: string, { county, record, body }: Sent): Promise<[number, string] | undefined> {
  try {
    const reply = await fetch(`${base}/api/records/${county}/${record}/acts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    });
    return [reply.status, await reply.text()];
  } catch {
    return undefined;
  }
}

/** Starts so many clients against a server; they run until paused for good. */
export function startLoad(base: string, clients: Dice[], units: readonly string[]): Load {
  const load = { acknowledged: [] as Sent[], faults: [] as string[], answers: new Map<string, number>() };
  let gate = Promise.withResolvers<void>();
  let isPaused = true;
  let isOver = false;
  let busy = 0;
  const client = async (dice: Dice): Promise<void> => {
    const own: Own[] = [];
    while (!isOver) {
      if (isPaused) await gate.promise;
      busy += 1;
      const act = nextAct(dice, units, own);
      while (!isOver) {
        const answer = await send(base, act);
        const [status, text] = answer ?? ['away', ''];
        load.answers.set(String(status), (load.answers.get(String(status)) ?? 0) + 1);
        if (status === 200) {
          load.acknowledged.push(act);
          break;
        }
        if (answer && answer[0] !== 503) {
          load.faults.push(`${status} ${JSON.stringify(act.body)}: ${text}`);
          break;
        }
        await sleep(20 + dice.below(40));
      }
      busy -= 1;
    }
  };
  for (const dice of clients) void client(dice);
  return {
    ...load,
    pause: async () => {
      if (!isPaused) gate = Promise.withResolvers<void>();
      isPaused = true;
      while (busy > 0) await sleep(5);
    },
    resume: () => {
      isPaused = false;
      gate.resolve();
    },
    end: () => {
      isOver = true;
    },
  };
}
