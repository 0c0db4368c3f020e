/** How an obligation came about, step by step: who, when, how much, by when, how far, and so its status. */
import type { Reply } from '#contract';
import { type Law, lawDayOf, type ResolvedDuty } from '#regime';
import type { Standing } from './owed.ts';
import { dutySentence, holderName } from './words.ts';

type Step = Reply<'getObligation'>['working'][number];

const statusWords = {
  met: '已完成 / met',
  excused: '已免除 / excused',
  open: '未到期 / open',
  due_soon: '临近到期 / due soon',
  overdue: '已逾期 / overdue',
} as const;

/** The steps, each with the clause or assumption that it rests on. */
export function workingOf(
  law: Law,
  duty: ResolvedDuty,
  { obligation, progress, status }: Standing,
  day: string,
): Step[] {
  const { holder, period, due, need, targets, goal } = obligation;
  const name = holderName(law, holder, duty.holder.level);
  const clause = duty.clauses[0] ?? null;
  const assumed = duty.acting.join(', ') || null;
  const sentence = dutySentence(duty);
  const steps: (Step | undefined)[] = [
    { step: { zh: '责任主体', en: 'Who owes it' }, value: `${name.zh} / ${name.en}`, source: clause },
    { step: { zh: '要求', en: 'What is asked' }, value: `${sentence.zh} / ${sentence.en}`, source: clause },
    { step: { zh: '所属时段', en: 'Period' }, value: `${period.from} – ${period.to ?? '…'}`, source: null },
    targets === null
      ? undefined
      : {
          step: { zh: '应到对象数', en: 'Targets' },
          value: String(targets),
          source: `${law.regime.id}, ${lawDayOf(Number(day.slice(0, 4)), day)}`,
        },
    { step: { zh: '需要', en: 'Needed' }, value: needText(duty, need, targets), source: assumed ?? clause },
    goal === null ? undefined : { step: { zh: '目标', en: 'Goal' }, value: String(goal), source: assumed },
    { step: { zh: '到期日', en: 'Falls due' }, value: due ?? '–', source: duty.due ? (assumed ?? clause) : null },
    { step: { zh: `截至 ${day} 已有`, en: `Done by ${day}` }, value: String(progress.done), source: null },
    progress.metDay === null
      ? undefined
      : { step: { zh: '达到需要之日', en: 'Need reached on' }, value: progress.metDay, source: null },
    progress.excusedDay === null
      ? undefined
      : { step: { zh: '免除之日', en: 'Excused on' }, value: progress.excusedDay, source: null },
    { step: { zh: '状态', en: 'Status' }, value: statusWords[status], source: null },
  ];
  return steps.filter((step) => step !== undefined);
}

function needText(duty: ResolvedDuty, need: number | null, targets: number | null): string {
  if (need === null) return '– (台账缺数 / register missing)';
  const share = duty.figures.met_from;
  if (duty.measure.type !== 'coverage' || typeof share !== 'number' || targets === null) return String(need);
  return `${targets} × ${Math.round(share * 1000) / 10} % → ${need}`;
}
