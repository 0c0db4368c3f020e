/** `zerentian verify`: everything stored against what the acts say; exit code 1 when anything differs. */
import { type Breach, verifyAll } from '../store/verify.ts';
import type { Io } from './io.ts';
import { withDatabase } from './session.ts';

export async function run(_args: readonly string[], io: Io): Promise<number> {
  let homes = 0;
  const breaches = await withDatabase(io, ({ context }) =>
    verifyAll(context.stores, context.library, (_code, done, total) => {
      homes = total;
      if (done > 0 && done % 50 === 0) io.note(`${done} / ${total}`);
    }),
  );
  const lines = breaches.slice(0, 50).map(breachLine);
  const good = `已核对 ${homes} 个县级及以上单位的链与账，全部一致。 ${homes} homes checked, all as the acts say.`;
  const bad = `发现 ${breaches.length} 处不一致 differences:\n${lines.join('\n')}`;
  io.give({ homes, breaches }, breaches.length === 0 ? good : bad);
  return breaches.length === 0 ? 0 : 1;
}

function breachLine({ what, county, act, record, key, stored, expected }: Breach): string {
  const where = [key, record, act].filter((part) => part !== undefined).join(' ');
  return `${county} ${what} ${where}: 存 stored ${JSON.stringify(stored)} · 应为 expected ${JSON.stringify(expected)}`;
}
