/** What leaves this server: how many things of which sort wait, and where to read them. No names, places or contents. */
import type { NoticeEvent } from '../store/review/notices.ts';

const names: Readonly<Record<NoticeEvent, readonly [zh: string, en: string]>> = {
  'to-review': ['待复核', 'to look at again'],
  returned: ['退回待改', 'returned to be mended'],
  mentioned: ['有人提到您', 'mentions of you'],
  appointment: ['任职变动', 'changes of office'],
  handover: ['交接待签', 'handovers to sign'],
  'due-soon': ['临近到期', 'due soon'],
};

export interface Told {
  readonly event: NoticeEvent;
  readonly record: string | null;
}
export interface Wording {
  readonly subject: string;
  readonly lines: readonly string[];
  readonly url: string;
}

/** One message for everything that waits for one person. */
export function wordingOf(told: readonly Told[], address: string): Wording {
  const things = new Map(told.map((one) => [`${one.event}|${one.record ?? ''}`, one.event]));
  const counts = new Map<NoticeEvent, number>();
  for (const event of things.values()) counts.set(event, (counts.get(event) ?? 0) + 1);
  const list = (at: 0 | 1): string =>
    [...counts].map(([event, n]) => `${names[event][at]} ${n}`).join(at === 0 ? '，' : ', ');
  return {
    subject: `责任田：${things.size} 件事请您看一下 Zerentian: ${things.size} to look at`,
    lines: [`${list(0)}。`, `${list(1)}.`],
    url: `${address}/notices`,
  };
}
