/** Collects the acts of one home in the order in which they came in, and knows what its records already serve. */
import { creditsOf, type FieldValue, type FieldValues, keyOf, stateOf } from '#ledger';
import type { OrgView, Unit } from '#org';
import { addDays, type Day, daysBetween, isWorkingDay, type Law, type Library, weekdayOf, yearOf } from '#regime';
import type { ActRequest } from '../store/acts.ts';
import { Random } from './random.ts';

/** Who acted in the sample; nobody real can be called so. */
export const sampleActor = 'sample';

export interface Draft {
  readonly kind: string;
  readonly unit: string;
  readonly day: Day;
  readonly fields: FieldValues;
  /** Days between the event and its entry; drawn where not given. */
  readonly lag?: number;
}

/** The acts of one home. Every day is at most today, every entry comes after its event. */
export class Notebook {
  readonly county: string;
  readonly today: Day;
  readonly org: OrgView;
  readonly library: Library;
  readonly random: Random;
  readonly #acts: ActRequest[] = [];
  readonly #served = new Map<string, Set<string>>();
  readonly #laws = new Map<string, Law>();

  constructor(given: { county: string; today: Day; org: OrgView; library: Library; seed: number }) {
    this.county = given.county;
    this.today = given.today;
    this.org = given.org;
    this.library = given.library;
    this.random = new Random(given.seed, 'acts', given.county);
  }

  /** The law of the home on a day. */
  law(day: Day = this.today): Law {
    const found = this.#laws.get(day) ?? this.library.at(day, this.county);
    this.#laws.set(day, found);
    return found;
  }

  /** The last working day by `day`, not before `first`; the day itself where every day rests. */
  workday(day: Day, first: Day): Day {
    for (let at = day; at >= first; at = addDays(at, -1)) if (this.#isWorked(at)) return at;
    return day;
  }

  /** Years without a table of holidays rest on weekends only. */
  #isWorked(day: Day): boolean {
    const { calendar } = this.law();
    return calendar.some(({ year }) => year === yearOf(day)) ? isWorkingDay(calendar, day) : weekdayOf(day) <= 5;
  }

  /** A working day between two days. */
  dayWithin(from: Day, to: Day): Day {
    return this.workday(addDays(from, this.random.whole(0, Math.max(0, daysBetween(from, to)))), from);
  }

  /** Enters a record and gives its id. `isTraced`: what it serves is looked up, so that nobody records it twice. */
  record(draft: Draft, isTraced = false): string {
    const record = this.random.uuid();
    const body = { kind: draft.kind, unit: draft.unit, day: draft.day, fields: draft.fields };
    this.#enter(record, 'create', draft.day, body, draft.lag ?? this.random.pick([0, 0, 1, 1, 2, 3, 5]));
    if (isTraced) this.#trace(record, draft);
    return record;
  }

  amend(record: string, day: Day, fields: FieldValues): void {
    this.#enter(record, 'amend', day, { fields }, 0);
  }

  /** The level above grants what waits for it. */
  accept(record: string, day: Day): void {
    this.#enter(record, 'accept', day, {}, 0);
  }

  withdraw(record: string, day: Day, reason: string): void {
    this.#enter(record, 'withdraw', day, { reason }, 0);
  }

  /** How many records, or distinct targets, of traced records serve an obligation. */
  served(key: string): number {
    return this.#served.get(key)?.size ?? 0;
  }

  /** Everything entered so far, in the order of entry. */
  acts(): ActRequest[] {
    return this.#acts.sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1));
  }

  #enter(record: string, verb: ActRequest['verb'], day: Day, body: ActRequest['body'], lag: number): void {
    const entered = addDays(day, lag);
    const received = entered > this.today ? this.today : entered;
    // Office hours in Asia/Shanghai are 01:00 to 09:00 UTC; creations come before what changes them.
    const second = (verb === 'create' ? 0 : 14_400) + this.random.whole(0, received === this.today ? 3_599 : 14_399);
    const at = new Date(Date.parse(`${received}T01:00:00.000Z`) + second * 1000).toISOString();
    const id = this.random.uuid();
    this.#acts.push({ county: this.county, record, id, verb, body, actor: sampleActor, at, today: received });
  }

  #trace(record: string, { kind, unit, day, fields }: Draft): void {
    const law = this.law(day);
    const body = { kind, unit, day, fields };
    const act = { id: record, record, verb: 'create' as const, actor: sampleActor, at: '', day, body };
    const state = stateOf([act], law);
    if (!state) return;
    for (const credit of creditsOf(law, state, this.org)) {
      const key = keyOf(credit);
      const set = this.#served.get(key) ?? new Set<string>();
      this.#served.set(key, set.add(credit.target === '' ? record : credit.target));
    }
  }
}

/** What a unit brings to its duties: how willing it is, 0 to 1. */
export interface Place {
  readonly book: Notebook;
  readonly unit: Unit;
  readonly zeal: number;
  /** Keys of obligations that stay unserved. */
  readonly left?: ReadonlySet<string>;
}

export type Fields = Record<string, FieldValue>;
