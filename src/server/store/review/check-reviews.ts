/** What waits for a second look and what was drawn for one, worked out from the acts, the seals and the law alone. */
import { sql } from 'kysely';
import { stateOf } from '#ledger';
import type { Day, Law, Library } from '#regime';
import { bareAct, type StoredAct } from '../act-rows.ts';
import type { Store } from '../open-store.ts';
import { type Breach, isSame } from '../proof/breach.ts';
import { isDrawn, monthOf, seedOf, sharesOf } from './draw.ts';
import { dayAt, type Task, taskFor, taskThen, waits } from './tasks.ts';

/** A row of `review_task`. */
export interface Waiting extends Task {
  readonly record: string;
  readonly unit: string;
  readonly kind: string;
}

/** What a kept draw says. */
interface Kept {
  readonly month: string;
  readonly seed: string;
  readonly day: Day;
  readonly shares: Readonly<Record<string, number>>;
  readonly pool: number;
  readonly drawn: readonly string[];
  readonly at: Date;
}

/** A draw made again: the links of the chain it looks at, and what it found so far. */
interface Again {
  readonly kept: Kept;
  readonly at: string;
  readonly last: Day;
  readonly law: Law;
  readonly seed: string;
  readonly shares: Readonly<Record<string, number>>;
  readonly from: number;
  readonly to: number;
  pool: number;
  readonly drawn: string[];
}

/** The reviews of one home. Give it the acts of every record once, then ask for the draws. */
export class Reviews {
  readonly #home: string;
  readonly #library: Library;
  readonly #draws: readonly Again[];
  /** Draws of no month, or of one that is not sealed. */
  readonly #groundless: readonly Kept[];

  private constructor(home: string, library: Library, draws: readonly Again[], groundless: readonly Kept[]) {
    [this.#home, this.#library, this.#draws, this.#groundless] = [home, library, draws, groundless];
  }

  /** Reads the draws of a home, and how far its chain was sealed in each month. */
  static async of(store: Store, library: Library, home: string): Promise<Reviews> {
    const rows = await store.rows<Kept>(sql`
      select month, seed, root_day "day", shares, pool, drawn, drawn_at "at" from review_draw
       where county_code = ${home} order by month`);
    const days = rows.flatMap(({ month }) => monthOf(month)?.to ?? []);
    const seals = await store.rows<{ day: Day; root: string; from: number; to: number }>(sql`
      select s.day, s.root, coalesce(max(h.to_seq) filter (where h.day < date_trunc('month', s.day)::date), 0)::int "from",
        coalesce(max(h.to_seq), 0)::int "to"
      from seal s left join seal_home h on h.county_code = ${home} and h.day <= s.day
      where s.day = any(${days}::date[]) group by 1, 2`);
    const sealed = new Map(seals.map((seal) => [seal.day, seal]));
    const [draws, groundless]: [Again[], Kept[]] = [[], []];
    for (const kept of rows) {
      const seal = sealed.get(monthOf(kept.month)?.to ?? '');
      if (!seal) {
        groundless.push(kept);
        continue;
      }
      const law = library.at(seal.day, home);
      const [at, seed, shares] = [kept.at.toISOString(), seedOf(seal.root, home, kept.month), sharesOf(law)];
      draws.push({ kept, at, last: seal.day, law, seed, shares, from: seal.from, to: seal.to, pool: 0, drawn: [] });
    }
    return new Reviews(home, library, draws, groundless);
  }

  /** The task that the acts of one record leave, with what was drawn of its month. */
  waitingOf(acts: readonly StoredAct[]): Waiting | undefined {
    const [first] = acts;
    if (!first) return undefined;
    const { record } = first;
    const unit = first.body.unit ?? '0';
    const law = this.#library.at(first.day, unit);
    let draw = this.#drawing(first);
    let task: Task | undefined;
    let standing: { kind: string; state: string } | undefined;
    const drawIt = (): void => {
      const kind = draw?.law.kinds.get(standing?.kind ?? '');
      if (!task && draw && kind && waits(kind, standing?.state ?? '')) {
        const row = taskFor(draw.law, kind, unit, dayAt(draw.at));
        task = row && { ...row, since: draw.at };
      }
      draw = undefined;
    };
    stateOf(acts.map(bareAct), law, (state, act) => {
      if (draw && act.at > draw.at) drawIt();
      const { verb, actor, at } = act;
      task = taskThen(task, {
        county: this.#home,
        verb,
        actor,
        at,
        record: state,
        law: this.#library.at(act.day, unit),
      });
      standing = state;
    });
    if (draw) drawIt();
    return task && { ...task, record, unit, kind: standing?.kind ?? '' };
  }

  /** The draw that found a record, if one did; counts it among those that could be drawn. */
  #drawing({ seq, record, body }: StoredAct): Again | undefined {
    const draw = this.#draws.find(({ from, to }) => seq > from && seq <= to);
    const share = draw?.shares[body.kind ?? ''];
    if (!draw || share === undefined) return undefined;
    draw.pool += 1;
    if (!isDrawn(draw.seed, record, share)) return undefined;
    draw.drawn.push(record);
    return draw;
  }

  /** Draws that are not what they must be, once the acts of all records were given. */
  draws(): Breach[] {
    const wrong = this.#draws.flatMap((again): Breach[] => {
      const { month, seed, day, shares, pool } = again.kept;
      const stored = { seed, day, shares, pool, drawn: [...again.kept.drawn].sort() };
      const { last, pool: should } = again;
      const expected = { seed: again.seed, day: last, shares: again.shares, pool: should, drawn: again.drawn.sort() };
      if (isSame(stored, expected)) return [];
      const [is, must] = [new Set(stored.drawn), new Set(expected.drawn)];
      const differing = [...stored.drawn, ...expected.drawn].find((id) => is.has(id) !== must.has(id));
      return [
        {
          ...{ what: 'draw', county: this.#home, key: month },
          ...(differing !== undefined && { record: differing }),
          ...{ stored, expected },
        },
      ];
    });
    const about = { what: 'draw' as const, county: this.#home, expected: null };
    return [...wrong, ...this.#groundless.map((kept) => ({ ...about, key: kept.month, stored: kept }))];
  }
}
