/**
 * `zerentian verify [--repair]`: everything stored against what the acts say; exit code 1 when anything differs. With
 * `--repair` seats, credits, progress, tallies and what waits for a second look are first set right from the records and
 * acts, and what was counted for what-ifs is dropped; acts, records and draws are never touched.
 */

import { verifyFiles } from '../store/files/verify-files.ts';
import { recountAll } from '../store/recount.ts';
import { type Breach, type Verified, verifyAll } from '../store/verify.ts';
import { dropWhatIf } from '../store/what-if/sums.ts';
import { type Io, readOptions } from './io.ts';
import { withDatabase } from './session.ts';

export async function run(args: readonly string[], io: Io): Promise<number> {
  const { flags } = readOptions(args, { repair: 'flag' });
  const told = (_code: string, done: number, total: number): void => {
    if (done > 0 && done % 50 === 0) io.note(`${done} / ${total}`);
  };
  const found = await withDatabase(io, async ({ context: { stores, library, files } }) => {
    if (flags.has('repair')) {
      const { seats, credits, progress, tallies, reviews } = await recountAll(stores, library, told);
      await stores.asLoader(dropWhatIf);
      io.note(`已改正 put right: ${seats} + ${credits} + ${progress} + ${tallies} + ${reviews}`);
    }
    const rows = await verifyAll(stores, library, told);
    const attached = await verifyFiles(stores, files.blobs, library);
    return { ...rows, files: attached.files, breaches: [...rows.breaches, ...attached.breaches] };
  });
  const { breaches } = found;
  const lines = breaches.slice(0, 50).map(breachLine);
  const bad = `发现 ${breaches.length} 处不一致 differences:\n${lines.join('\n')}`;
  io.give(found, breaches.length === 0 ? goodText(found) : bad);
  return breaches.length === 0 ? 0 : 1;
}

function goodText({ homes, acts, audited, files, days, last }: Verified & { readonly files: number }): string {
  const whole = [
    `已核对 ${homes} 个县级及以上单位的 ${acts} 次办理、${files} 个附件、${audited} 条审计记录，链、封存与账全部一致。`,
    `${acts} acts of ${homes} homes, ${files} attachments and ${audited} audit entries checked: chains, seals and figures are all as the acts say.`,
  ];
  const sealed = last
    ? [
        `已封存 ${days} 日，末日 ${last.day} 的总根（请与别处留存者比对）：`,
        `${days} days sealed; root of ${last.day}, to compare with the one kept elsewhere:`,
        last.root,
      ]
    : ['尚无封存的日子。 No day is sealed yet.'];
  return [...whole, ...sealed].join('\n');
}

function breachLine({ what, county, seq, act, record, key, stored, expected }: Breach): string {
  const where = [seq === undefined ? undefined : `#${seq}`, key, record, act].filter((part) => part !== undefined);
  const told = `存 stored ${JSON.stringify(stored)} · 应为 expected ${JSON.stringify(expected)}`;
  return `${county} ${what} ${where.join(' ')}: ${told}`;
}
