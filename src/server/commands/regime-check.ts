/** `zerentian regime check [FOLDER]`: loads packs, runs their law cases, and names file, line and field of every fault. */
import { resolve } from 'node:path';
import { type Fault, loadRegimes, Refusal } from '#regime';
import { type ReadCase, readCases, runCase } from '../cases/law-case.ts';
import { packFolder, readPackTexts } from '../pack-files.ts';
import type { RegimeAsked } from './regime.ts';

interface CaseFault {
  readonly place: string;
  readonly case: string;
  readonly problems: readonly string[];
}

export async function checkPacks({ io, lang, words }: RegimeAsked): Promise<number> {
  const folder = words[0] === undefined ? packFolder : resolve(words[0]);
  const texts = await readPackTexts(folder);
  if (texts.length === 0)
    throw new Refusal('packs_missing', {
      folder,
      zh: `${folder} 下没有制度包。`,
      en: `There is no regime pack below ${folder}.`,
    });
  const faults: Fault[] = [];
  const failed: CaseFault[] = [];
  let cases = 0;
  try {
    const library = loadRegimes(texts);
    for (const { path, text } of texts.filter((one) => one.path.includes('/cases/'))) {
      const read = casesOf(path, text, failed);
      cases += read.length;
      for (const { place, case: one } of read) {
        const problems = runCase(library, one);
        if (problems.length > 0) failed.push({ place, case: one.name, problems });
      }
    }
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'pack_invalid') throw error;
    faults.push(...(error.facts.errors as Fault[]));
  }
  const lines = [
    ...faults.map((fault) => `${fault.file}:${fault.line} ${fault.field}: ${fault.message[lang]}`),
    ...failed.map((one) => `${one.place} ${one.case}\n${one.problems.map((problem) => `  - ${problem}`).join('\n')}`),
  ];
  const isFine = faults.length + failed.length === 0;
  const fine = lang === 'zh' ? `各包无误，${cases} 个案例全部成立。` : `The packs are sound; all ${cases} cases hold.`;
  const wrong =
    lang === 'zh'
      ? `${faults.length} 处错误，${cases} 个案例中 ${failed.length} 个不成立。`
      : `${faults.length} faults; ${failed.length} of ${cases} cases do not hold.`;
  io.give({ faults, cases, failed }, [...lines, isFine ? fine : wrong].join('\n'));
  return isFine ? 0 : 1;
}

/** The cases of a file; one that cannot be read is a fault of its own. */
function casesOf(path: string, text: string, failed: CaseFault[]): ReadCase[] {
  try {
    return readCases(path.split('/')[1] ?? '', path, text);
  } catch (error) {
    failed.push({ place: path, case: '', problems: [(error as Error).message] });
    return [];
  }
}
