/** What `zerentian start` calls: the sample of the running year into an empty installation, nothing into any other. */
import type { Day, Library } from '#regime';
import { isLedgerEmpty } from '../store/bulk-acts.ts';
import type { Stores } from '../store/open-store.ts';
import { type SampleOutcome, writeSample } from './write-sample.ts';

export interface FillGiven {
  readonly stores: Stores;
  readonly library: Library;
  readonly today: Day;
  readonly seed?: number;
  readonly onProgress?: (homes: number, total: number) => void;
}

/** The sample that was written now; undefined where something is recorded already, sample or not. */
export async function fillSample({ stores, library, ...options }: FillGiven): Promise<SampleOutcome | undefined> {
  return (await stores.asLoader(isLedgerEmpty)) ? writeSample(stores, library, options) : undefined;
}
