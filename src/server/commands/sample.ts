/** `zerentian sample [--seed N] [--day D]`: fills an empty installation with the sample. */
import { isDay, Refusal } from '#regime';
import { todayOf } from '../routes/context.ts';
import { addSampleAccounts } from '../sample/accounts.ts';
import { defaultSeed, type SampleOutcome, writeSample } from '../sample/write-sample.ts';
import { type Io, readOptions } from './io.ts';
import { progressTo } from './progress.ts';
import { withUnits } from './session.ts';

export async function run(args: readonly string[], io: Io): Promise<void> {
  const { values } = readOptions(args, { seed: 'value', day: 'value' });
  const seed = values.seed === undefined ? defaultSeed : Number(values.seed);
  if (!Number.isSafeInteger(seed)) throw new Refusal('option_value', { option: '--seed', value: values.seed });
  const outcome = await withUnits(io, ({ context }) => {
    const today = values.day ?? todayOf(context);
    if (!isDay(today) || today > todayOf(context)) throw new Refusal('day_invalid', { day: today });
    const progress = progressTo(io);
    const onProgress = (homes: number, total: number): void => progress.show('填入示例 sample', homes, total);
    const written = writeSample(context.stores, context.library, { today, seed, onProgress }).finally(progress.end);
    return written.then(async (outcome) => {
      await addSampleAccounts({ stores: context.stores, today: todayOf(context), at: context.now() });
      return outcome;
    });
  });
  io.give(outcome, textOf(outcome));
}

const textOf = ({ seed, records, fulfilments, persons, mark }: SampleOutcome): string =>
  `已装入示例 sample filled in: 种子 seed ${seed} · ${records} 条记录 records · ${fulfilments} 项履行 fulfilments · ${persons} 位示例人员 persons · ${mark.slice(0, 16)}`;
