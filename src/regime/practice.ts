/**
 * How the work is done where the texts are silent: who looks at a record again, and when a message may go out. Both are
 * values of assumptions, dated and changed by local packs like all others.
 */
import { addDays, isWorkingDay, weekdayOf, yearOf } from './days/calendar.ts';
import type { Law } from './law.ts';
import type { Day, Level } from './pack.ts';
import type { RecordKind } from './record-kind.ts';

/** Who accepts: a body or seat of the record's own unit, or of the unit above it. */
export interface Reviewer {
  readonly at: 'own' | 'above';
  /** Id of a body or of a seat. */
  readonly post: string;
}

/** How records of a kind are looked at again: each before it is done with, or a drawn share of them afterwards. */
export interface ReviewRules {
  readonly mode: 'all' | 'sample';
  /** The assumption that all of this comes from. */
  readonly rules: string;
  /** Share of the records of a month that is drawn, 0 to 1; 1 where all are looked at. */
  readonly share: number;
  /** Working days within which the reviewer is asked to have looked. */
  readonly days: number;
  /** Whether a person may accept what he wrote himself. */
  readonly own: boolean;
  /** Any of these may accept and return. */
  readonly by: readonly Reviewer[];
}

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];

function readReviewer(text: string): Reviewer {
  const [at = '', post = ''] = text.split(':');
  return { at: at === 'own' ? 'own' : 'above', post };
}

/** The review of records of a kind at units of a level; undefined where nobody looks again. */
function reviewOf(law: Law, kind: RecordKind, level: Level): ReviewRules | undefined {
  const { review } = kind;
  if (review === undefined || review === 'none') return undefined;
  const { mode, rules } = review;
  return {
    mode,
    rules,
    share: mode === 'all' ? 1 : Number(law.assumed(rules, review.share ?? 'share')),
    days: Number(law.assumed(rules, 'days')),
    own: law.assumed(rules, 'own-record') === true,
    by: textsOf(law.assumed(rules, `by-${level}`)).map(readReviewer),
  };
}

/** The assumption of the packs that knows quiet hours; under packs without it no message leaves at all. */
const quietHours = 'z-13';

function isWorked(law: Law, day: Day): boolean {
  const isKnown = law.calendar.some(({ year }) => year === yearOf(day));
  return isKnown ? isWorkingDay(law.calendar, day) : weekdayOf(day) <= 5;
}

/**
 * When a message about an event may leave, given when it came up (`YYYY-MM-DDTHH:MM`, Asia/Shanghai): at once on a working
 * day outside the quiet hours, otherwise when the next working day begins. An event that the pack marks as an emergency
 * goes at once. Undefined: never.
 */
function sendAt(law: Law, event: string, at: string): string | undefined {
  if (!law.assumptions.has(quietHours)) return undefined;
  if (textsOf(law.assumed(quietHours, 'emergencies')).includes(event)) return at;
  const from = String(law.assumed(quietHours, 'quiet-from'));
  const until = String(law.assumed(quietHours, 'quiet-until'));
  const isHeld = law.assumed(quietHours, 'rest-days-held') === true;
  const rests = (day: Day): boolean => isHeld && !isWorked(law, day);
  const [today = '', time = ''] = at.split('T');
  if (!rests(today)) {
    if (time >= until && time < from) return at;
    if (time < until) return `${today}T${until}`;
  }
  let day = addDays(today, 1);
  while (rests(day)) day = addDays(day, 1);
  return `${day}T${until}`;
}

/** The working day so many working days after a day; years without a table of holidays rest on weekends only. */
function workingDayAfter(law: Law, day: Day, count: number): Day {
  let at = day;
  for (let left = count; left > 0; ) {
    at = addDays(at, 1);
    if (isWorked(law, at)) left -= 1;
  }
  return at;
}

/** The assumption of the packs that knows what contact details may be read for; without it nobody reads them. */
const contactUse = 'z-22';

/** What phone and mail of a person may be read for at a place. */
function contactPurposes(law: Law): { readonly id: string; readonly name: { zh: string; en: string } }[] {
  if (!law.assumptions.has(contactUse)) return [];
  const [zh, en] = ['purposes-zh', 'purposes-en'].map((key) => textsOf(law.assumed(contactUse, key)));
  return textsOf(law.assumed(contactUse, 'purposes')).map((id, at) => ({
    id,
    name: { zh: zh?.[at] ?? id, en: en?.[at] ?? id },
  }));
}

/** The assumption of the packs that knows how contact details leave the program; without it they do not. */
const contactExport = 'z-23';

/** How many hours a request to export contact details waits for another person, and how many the approved file does. */
function exportHours(law: Law): { readonly ask: number; readonly take: number } | undefined {
  if (!law.assumptions.has(contactExport)) return undefined;
  return {
    ask: Number(law.assumed(contactExport, 'ask-hours')),
    take: Number(law.assumed(contactExport, 'take-hours')),
  };
}

export const practice = { contactPurposes, exportHours, reviewOf, sendAt, workingDayAfter } as const;
