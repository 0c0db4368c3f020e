/** Why an act is allowed or not: the grant that gives it, or the one that comes nearest, and who may. */
import { type Law, type Level, type ReachAct, type ResolvedGrant, reachLaw, type Words } from '#regime';
import {
  failing,
  grantFor,
  holds,
  may,
  type OpenGrant,
  type Reach,
  type ReachRow,
  reaches,
  reachOf,
} from './reach-value.ts';
import { levelOf, parentOf, type UnitCode } from './unit.ts';

export type Why =
  | { readonly allowed: true; readonly grant: string; readonly words: Words }
  | {
      readonly allowed: false;
      /** The grant that gives the act to this actor, were the row another; null where no seat held gives it. */
      readonly grant: string | null;
      readonly words: Words;
      /** Who may do it, by role and level. */
      readonly who: Words;
    };

const faultWords: Readonly<Record<string, Words>> = {
  where: { zh: '单位不在范围内', en: 'the unit lies outside' },
  units: { zh: '单位不在限定的地区内', en: 'the unit is not among those named' },
  levels: { zh: '不是这一级单位', en: 'the unit is of another level' },
  kinds: { zh: '不是这类记录', en: 'the record is of another kind' },
  states: { zh: '记录不在这个状态', en: 'the record is in another state' },
  seat: { zh: '记录没有写明本人职务', en: 'the record does not name the seat' },
  author: { zh: '限定了登记人', en: 'it depends on who entered the record' },
  from: { zh: '已超过期限', en: 'it happened too long ago' },
};

/** Grants that allow an act on a row to somebody at its unit or above it, with the level they sit at. */
function allowing(law: Law, act: ReachAct, row: ReachRow): { role: Words; level: Level }[] {
  const found: { role: Words; level: Level }[] = [];
  for (let unit: UnitCode | null = row.unit as UnitCode; unit !== null; unit = parentOf(unit)) {
    const level = levelOf(unit);
    if (law.skipLevels.has(level)) continue;
    for (const grant of law.reach.grants.values()) {
      if (!allowsAt(law, grant, act, row, unit)) continue;
      for (const id of grant.roles) {
        const role = law.reach.roles.get(id);
        const sits = [...law.seats.values()].some(
          (seat) => seat.levels.includes(level) && role && holds(law, role, heldAt(unit as UnitCode, seat.id)),
        );
        if (role && sits) found.push({ role: role.name, level });
      }
    }
  }
  return found;
}

const heldAt = (unit: UnitCode, seat: string) => ({ unit, seat, acting: false, via: 'tenure' as const });

/** Whether a grant allows the act to a seat at a unit, whoever that is: the author and the seat are not asked for. */
function allowsAt(law: Law, grant: ResolvedGrant, act: ReachAct, row: ReachRow, unit: UnitCode): boolean {
  if (!grant.acts.includes(act)) return false;
  const { author: _author, own_seat: _seat, ...when } = grant.when;
  const asked = { ...grant, when, where: grant.where === 'own_seat' ? ('subtree' as const) : grant.where };
  const anyone = {
    ...law,
    reach: { ...law.reach, grants: new Map([[grant.id, asked]]) },
  };
  const seats = [...law.seats.keys()].map((seat) => heldAt(unit, seat));
  const holder = seats.find((held) =>
    grant.roles.some((id) => {
      const role = law.reach.roles.get(id);
      return role !== undefined && holds(law, role, held);
    }),
  );
  if (!holder) return false;
  const actor = { account: '', person: null, name: '', seats: [holder], admin: null, isSample: false };
  return isOpen(
    reachOf(() => anyone, actor, law.day),
    act,
    row,
  );
}

/** Of a unit alone an act on records is open where it is for any record there. */
const isOpen = (value: Reach, act: ReachAct, row: ReachRow): boolean =>
  'kind' in row ? may(value, act, row) : reaches(value, act, row.unit);

function whoMay(law: Law, act: ReachAct, row: ReachRow): Words {
  const found = allowing(law, act, row);
  if (found.length === 0) return { zh: '没有人', en: 'nobody' };
  const each = new Map(
    found.map(({ role, level }) => {
      const at = reachLaw.levelNames[level];
      return [`${at.zh}${role.zh}`, `${role.en} (${at.en})`] as const;
    }),
  );
  return { zh: [...each.keys()].join('、'), en: [...each.values()].join(', ') };
}

/** The grants of an actor that give the act, the nearest to the row first. */
const nearest = (value: Reach, act: ReachAct, row: ReachRow): { grant: OpenGrant; failed: string[] } | undefined =>
  value.grants
    .filter((grant) => grant.acts.has(act))
    .map((grant) => ({ grant, failed: failing(grant, act, row).filter((part) => part !== 'record') }))
    .sort((a, b) => a.failed.length - b.failed.length)[0];

const ofLeaver: Words = {
  zh: '离任的人可以查看本人原职务的交接。',
  en: 'Who has left a seat may see its handover.',
};
const ofOperator: Words = { zh: '本机操作员可以办理一切。', en: 'The operator of the machine may do everything.' };

/** Why an actor may or may not do an act on a row, in words; `lawAt` gives the law of the reach's day at a unit. */
export function why(lawAt: (unit: UnitCode) => Law, value: Reach, act: ReachAct, row: ReachRow): Why {
  const given = grantFor(value, act, row) ?? (isOpen(value, act, row) ? nearest(value, act, row)?.grant : undefined);
  const sentence = ({ id, place }: OpenGrant): Words => {
    if (id === 'operator') return ofOperator;
    if (id === 'left') return ofLeaver;
    const law = lawAt(place.unit);
    return reachLaw.grantInWords(law, law.reach.grants.get(id) as ResolvedGrant);
  };
  if (given) return { allowed: true, grant: given.id, words: sentence(given) };
  const who = whoMay(lawAt(row.unit as UnitCode), act, row);
  const near = nearest(value, act, row);
  const name = reachLaw.actNames[act];
  if (!near)
    return {
      allowed: false,
      grant: null,
      words: { zh: `您的职务没有“${name.zh}”的权限。`, en: `None of your seats may ${name.en}.` },
      who,
    };
  const faults = near.failed.map((id) => faultWords[id] ?? { zh: id, en: id });
  const rule = sentence(near.grant);
  return {
    allowed: false,
    grant: near.grant.id,
    words: {
      zh: `${rule.zh}这里${faults.map((one) => one.zh).join('，')}。`,
      en: `${rule.en} Here ${faults.map((one) => one.en).join(', ')}.`,
    },
    who,
  };
}
