/** A duty's demand as one sentence in both languages: measure, cadence, number, due day. */
import type { ResolvedDuty } from './law.ts';
import type { Words } from './pack.ts';

const cadenceWords: Record<string, Words> = {
  annual: { zh: '每年', en: 'a year' },
  semiannual: { zh: '每半年', en: 'a half year' },
  quarterly: { zh: '每季度', en: 'a quarter' },
  monthly: { zh: '每月', en: 'a month' },
};
const targetWords: Record<string, Words> = {
  villages: { zh: '行政村', en: 'administrative villages' },
  village_groups: { zh: '自然村组', en: 'natural villages and groups' },
  households: { zh: '农户', en: 'households' },
  townships: { zh: '乡镇', en: 'townships' },
  counties: { zh: '县', en: 'counties' },
};

/** The sentence for a resolved duty: `每季度至少 1 次；期末到期` / `at least 1 a quarter; due at its end`. */
export function dutyInWords(duty: ResolvedDuty): Words {
  const demand = demandWords(duty);
  const due = dueWords(duty);
  return due ? { zh: `${demand.zh}；${due.zh}`, en: `${demand.en}; ${due.en}` } : demand;
}

const percent = (share: number | null | undefined): string => `${Math.round((share ?? 0) * 1000) / 10}%`;

function demandWords({ measure, figures }: ResolvedDuty): Words {
  switch (measure.type) {
    case 'count':
      return countWords(measure, figures.need ?? null, figures.goal ?? null);
    case 'coverage': {
      const of = targetWords[measure.of]!;
      const [zh, en] = measure.cadence === 'annual' ? ['每年', 'every year'] : ['任期内', 'within the term'];
      const share = percent(figures.met_from);
      return { zh: `${zh}走到${of.zh}的 ${share}`, en: `reach ${share} of the ${of.en} ${en}` };
    }
    case 'holding':
      return { zh: `任何时候不少于 ${figures.need ?? 0} 个`, en: `at least ${figures.need ?? 0} at any moment` };
    case 'often':
      return {
        zh: `经常；${figures.attention_after_days} 天没有记录即提示`,
        en: `often; attention after ${figures.attention_after_days} days without a record`,
      };
    case 'event': {
      const days = figures.within_days ?? null;
      if (days === null) return { zh: '遇事办理', en: 'when it occurs' };
      const [zh, en] = measure.working ? ['个工作日', 'working days'] : ['天', 'days'];
      return { zh: `遇事 ${days} ${zh}内`, en: `within ${days} ${en} of the event` };
    }
    default:
      return { zh: '持续履行，不设次数', en: 'standing, without a number' };
  }
}

type Count = Extract<ResolvedDuty['measure'], { type: 'count' }>;

function countWords(measure: Count, need: number | null, goal: number | null): Words {
  if (need === null) return { zh: '次数已废止', en: 'the number is repealed' };
  if (measure.cadence === 'once') return { zh: `${need} 次`, en: need === 1 ? 'once' : `${need} times` };
  if (measure.cadence === 'by_date') {
    const { from, to } = measure.window!;
    return { zh: `${from} 至 ${to} 至少 ${need} 次`, en: `at least ${need} from ${from} to ${to}` };
  }
  const { zh, en } = cadenceWords[measure.cadence]!;
  const aim = goal === null ? { zh: '', en: '' } : { zh: `，目标 ${goal} 次`, en: `, goal ${goal}` };
  return { zh: `${zh}至少 ${need} 次${aim.zh}`, en: `at least ${need} ${en}${aim.en}` };
}

function dueWords({ due, figures }: ResolvedDuty): Words | null {
  if (due?.next_year) return { zh: `次年 ${due.next_year} 前`, en: `due on ${due.next_year} of the next year` };
  const days = figures.days_after_period ?? null;
  if (days === null) return null;
  const [zh, en] = due?.working ? ['个工作日', 'working days'] : ['天', 'days'];
  return { zh: `期末后 ${days} ${zh}内`, en: `due ${days} ${en} after the period` };
}
