/** Grants as sentences in both languages, made from the data alone. */
import type { Law } from './law.ts';
import type { Level, Words } from './pack.ts';
import { type ReachAct, type ResolvedGrant, type ResolvedRole, recordActs } from './reach.ts';

const actNames: Readonly<Record<ReachAct, Words>> = {
  see: { zh: '查看', en: 'see' },
  create: { zh: '登记', en: 'enter' },
  amend: { zh: '更正', en: 'correct' },
  withdraw: { zh: '撤回', en: 'withdraw' },
  submit: { zh: '提交', en: 'submit' },
  return: { zh: '退回', en: 'return' },
  accept: { zh: '审核通过', en: 'accept' },
  comment: { zh: '评论', en: 'comment on' },
  export: { zh: '导出', en: 'export' },
  figures: { zh: '看履职情况和统计', en: 'see the figures' },
  appoint: { zh: '登记任职', en: 'register who holds the seats' },
  import: { zh: '批量导入', en: 'import lists' },
  'export-people': { zh: '申请导出人员联系方式', en: 'ask to export contact details of persons' },
  'approve-export': { zh: '批准导出人员联系方式', en: 'approve exports of contact details' },
  'draft-regime': { zh: '起草制度包', en: 'draft regimes' },
  'sign-regime': { zh: '签发制度包', en: 'sign regimes' },
};

const levelNames: Readonly<Record<Level, Words>> = {
  nation: { zh: '国家', en: 'nation' },
  province: { zh: '省级', en: 'province' },
  city: { zh: '市级', en: 'city' },
  county: { zh: '县级', en: 'county' },
  township: { zh: '乡镇级', en: 'township' },
  village: { zh: '村级', en: 'village' },
};

const joined = (words: readonly Words[]): Words => ({
  zh: words.map((one) => one.zh).join('、'),
  en: words
    .map((one) => one.en)
    .join(', ')
    .replace(/, ([^,]+)$/, ' and $1'),
});

const isOnRecord = (act: ReachAct): boolean => (recordActs as readonly string[]).includes(act);

const places: Readonly<Record<ResolvedGrant['where'], Words>> = {
  own_unit: { zh: '本单位', en: 'their own unit' },
  subtree: { zh: '本单位及以下', en: 'their own unit and all below it' },
  own_seat: { zh: '本单位及以下写明本人职务', en: 'their own unit and all below it that name their seat' },
};

/** Whether a kind holds personal data: it names households. */
export const isPersonal = (kind: { readonly fields: readonly { readonly kind: string }[] }): boolean =>
  kind.fields.some((field) => field.kind === 'households');

function conditionWords(law: Pick<Law, 'kinds'>, { when }: ResolvedGrant): Words[] {
  const states = (when.states ?? []).map((id): Words => {
    const named = [...law.kinds.values()].flatMap((kind) => kind.states).find((state) => state.id === id);
    return named?.name ?? { zh: id, en: id };
  });
  const levels = joined((when.levels ?? []).map((level) => levelNames[level]));
  const units = (when.units ?? []).join('、');
  const all: (Words | undefined)[] = [
    when.units && { zh: `单位代码 ${units} 的`, en: `under ${units}` },
    when.levels && { zh: `${levels.zh}的`, en: `of ${levels.en} level` },
    when.states && { zh: `状态为${joined(states).zh}的`, en: `in the state ${joined(states).en}` },
    when.own_seat && { zh: '写明本人职务的', en: 'that name their seat' },
    when.author === 'me' ? { zh: '本人登记的', en: 'that they entered themselves' } : undefined,
    when.author === 'other' ? { zh: '他人登记的', en: 'that others entered' } : undefined,
    when.within_days === undefined
      ? undefined
      : { zh: `发生在 ${when.within_days} 日内的`, en: `of the last ${when.within_days} days` },
    when.personal === true ? { zh: '涉及农户的', en: 'that name households' } : undefined,
    when.personal === false ? { zh: '不涉及农户的', en: 'that name no households' } : undefined,
  ];
  return all.filter((one) => one !== undefined);
}

/** What a role is held by, and at which levels. */
export function roleInWords(law: Pick<Law, 'seats' | 'bodies'>, role: ResolvedRole): Words {
  return joined(
    role.held_by.flatMap(({ seats = [], bodies = [], levels = [] }) => {
      const at = joined(levels.map((level) => levelNames[level]));
      return [
        ...seats.map((id) => law.seats.get(id)?.name ?? { zh: id, en: id }),
        ...bodies.map((id) => {
          const name = law.bodies.get(id)?.name ?? { zh: id, en: id };
          return { zh: `${name.zh}人员`, en: `staff of ${name.en}` };
        }),
      ].map(({ zh, en }) => (levels.length === 0 ? { zh, en } : { zh: `${at.zh}${zh}`, en: `${en} (${at.en})` }));
    }),
  );
}

/** A grant as one sentence: who, what, on which records, where, under which conditions. */
export function grantInWords(law: Pick<Law, 'kinds' | 'reach'>, grant: ResolvedGrant): Words {
  const who = joined(grant.roles.map((id) => law.reach.roles.get(id)?.name ?? { zh: id, en: id }));
  const onRecords = joined(grant.acts.filter(isOnRecord).map((act) => actNames[act]));
  const onUnits = joined(grant.acts.filter((act) => !isOnRecord(act)).map((act) => actNames[act]));
  const kinds: Words =
    grant.kinds === 'all'
      ? { zh: '全部记录', en: 'all records' }
      : joined(grant.kinds.map((id) => law.kinds.get(id)?.name ?? { zh: id, en: id }));
  const place = places[grant.where];
  const conditions = conditionWords(law, grant);
  const only: Words = {
    zh: conditions.length === 0 ? '' : `，仅限${joined(conditions).zh}`,
    en: conditions.length === 0 ? '' : `, only those ${conditions.map((one) => one.en).join(', ')}`,
  };
  const parts = [
    onRecords.zh === ''
      ? undefined
      : {
          zh: `${onRecords.zh}${place.zh}的${kinds.zh}${only.zh}`,
          en: `${onRecords.en} ${kinds.en} of ${place.en}${only.en}`,
        },
    onUnits.zh === '' ? undefined : { zh: `${onUnits.zh}（${place.zh}）`, en: `${onUnits.en} of ${place.en}` },
  ].filter((one) => one !== undefined);
  const unitOnly = onRecords.zh === '' ? only : { zh: '', en: '' };
  return {
    zh: `${who.zh}可以${parts.map((one) => one.zh).join('，并可')}${unitOnly.zh}。`,
    en: `${who.en} may ${parts.map((one) => one.en).join(', and ')}${unitOnly.en}.`,
  };
}

/** What the law of reach says in words, and the closed lists it is written in. */
export const reachLaw = { recordActs, actNames, levelNames, isPersonal, isOnRecord, roleInWords, grantInWords };
