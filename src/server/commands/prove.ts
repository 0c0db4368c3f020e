/**
 * `zerentian prove RECORD [--county C] [--out FILE]`: the proof of every act of a record, for scripts/check-proof.mjs.
 * `zerentian prove --seal [--day D]`: seals every finished day up to D (yesterday) and says the root to keep elsewhere.
 */
import { isUnitCode } from '#org';
import { addDays, isDay, Refusal } from '#regime';
import { todayOf } from '../routes/context.ts';
import { homeOfRecord, type Proof, proofText, proveRecord } from '../store/proof/prove.ts';
import { type SealOutcome, sealDays } from '../store/proof/seal.ts';
import { type Io, readOptions } from './io.ts';
import { type Session, withDatabase } from './session.ts';
import { need, writeNamed } from './wanted.ts';

export async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, flags, rest } = readOptions(args, { county: 'value', out: 'value', day: 'value', seal: 'flag' });
  if (flags.has('seal')) return withDatabase(io, (session) => seal(session, io, values.day));
  const record = need(rest[0], 'RECORD').toLowerCase();
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(record))
    throw new Refusal('record_unknown', { county: values.county ?? '0', record });
  const proof = await withDatabase(io, ({ context }) =>
    context.stores.asChecker(async (store) => {
      const county = values.county ?? (await homeOfRecord(store, record));
      if (county === undefined || !isUnitCode(county))
        throw new Refusal('record_unknown', { county: county ?? '0', record });
      return proveRecord(store, county, record);
    }),
  );
  if (values.out === undefined) io.give(proof, proofText(proof).trimEnd());
  else await writeNamed(values.out, proofText(proof));
  for (const line of told(proof, values.out)) io.note(line);
  return 0;
}

function told({ acts, seals, open }: Proof, file = 'FILE'): string[] {
  const sealed = acts.filter((act) => act.sealed !== null).length;
  const last = seals.at(-1);
  const root = last ? [`${last.day} 总根 root: ${last.root}`] : [];
  const head = open ? [`未封存部分止于链头 not sealed yet, up to the head of the chain: ${open.head}`] : [];
  const anchors = [last?.root, open?.head].filter((hash) => hash !== undefined).join(' ');
  return [
    `共 ${acts.length} 次办理，已封存 ${sealed} 次。 ${acts.length} acts, ${sealed} of them sealed.`,
    ...root,
    ...head,
    `核验 check: node scripts/check-proof.mjs ${file} ${anchors}`,
  ];
}

async function seal({ context }: Session, io: Io, day: string | undefined): Promise<number> {
  const today = todayOf(context);
  const through = day ?? addDays(today, -1);
  if (!isDay(through)) throw new Refusal('day_invalid', { day: through });
  if (through >= today) throw new Refusal('day_unfinished', { day: through, today });
  const done = await sealDays(context.stores, through, today);
  io.give(done, sealText(done));
  return done.broken.length === 0 ? 0 : 1;
}

const sealText = ({ days, acts, last, broken }: SealOutcome): string =>
  [
    `已封存 ${days} 日，${acts} 次办理。 ${days} days with ${acts} acts sealed.`,
    ...(last
      ? [`请在别处留存 keep elsewhere: ${last.day} ${last.root}`]
      : ['尚无办理可封存。 There are no acts to seal yet.']),
    ...broken.map(
      ({ county, seq }) =>
        `${county} 的链自第 ${seq} 次办理起断裂，请运行 verify。 The chain of ${county} is broken at ${seq}; run verify.`,
    ),
  ].join('\n');
