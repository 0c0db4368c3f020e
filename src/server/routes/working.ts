/** How an obligation came about, step by step: who, when, how much, by when, how far, and so its status. */
import type { Reply } from '#contract';
import { type Law, lawDayOf, type ResolvedDuty, type Words } from '#regime';
import { statusWords } from '../status-words.ts';
import type { Standing } from './owed.ts';
import { dutySentence } from './words.ts';

type Step = Reply<'getObligation'>['working'][number];

/** The steps, each with the clause or assumption that it rests on. */
export function workingOf(
  law: Law,
  duty: ResolvedDuty,
  { obligation, progress, status }: Standing,
  day: string,
  name: Words,
): Step[] {
  const { period, due, need, targets, goal } = obligation;
  const clause = duty.clauses[0] ?? null;
  const assumed = duty.acting.join(', ') || null;
  const sentence = dutySentence(duty);
  const steps: (Step | undefined)[] = [
    { step: { zh: '责任主体', en: 'Who owes it' }, value: name, source: clause },
    { step: { zh: '要求', en: 'What is asked' }, value: sentence, source: clause },
    { step: { zh: '所属时段', en: 'Period' }, value: same(`${period.from} – ${period.to ?? '…'}`), source: null },
    targets === null
      ? undefined
      : {
          step: { zh: '应到对象数', en: 'Targets' },
          value: same(String(targets)),
          source: `${law.regime.id}, ${lawDayOf(Number(day.slice(0, 4)), day)}`,
        },
    { step: { zh: '需要', en: 'Needed' }, value: needText(duty, need, targets), source: assumed ?? clause },
    goal === null ? undefined : { step: { zh: '目标', en: 'Goal' }, value: same(String(goal)), source: assumed },
    { step: { zh: '到期日', en: 'Falls due' }, value: same(due ?? '–'), source: duty.due ? (assumed ?? clause) : null },
    { step: { zh: `截至 ${day} 已有`, en: `Done by ${day}` }, value: same(String(progress.done)), source: null },
    progress.metDay === null
      ? undefined
      : { step: { zh: '达到需要之日', en: 'Need reached on' }, value: same(progress.metDay), source: null },
    progress.excusedDay === null
      ? undefined
      : { step: { zh: '免除之日', en: 'Excused on' }, value: same(progress.excusedDay), source: null },
    { step: { zh: '状态', en: 'Status' }, value: statusWords[status], source: null },
  ];
  return steps.filter((step) => step !== undefined);
}

/** A figure or a day reads alike in both languages. */
const same = (text: string): Words => ({ zh: text, en: text });

function needText(duty: ResolvedDuty, need: number | null, targets: number | null): Words {
  if (need === null) return { zh: '底数未登记', en: 'the register is missing' };
  const share = duty.figures.met_from;
  if (duty.measure.type !== 'coverage' || typeof share !== 'number' || targets === null) return same(String(need));
  return same(`${targets} × ${Math.round(share * 1000) / 10} % → ${need}`);
}
