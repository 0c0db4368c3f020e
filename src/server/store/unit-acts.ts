/** Mergers, splits, renamings and transfers of units: rows, succession and counts change in one transaction. */
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import {
  ancestorsOf,
  checkAct,
  isWithin,
  type Kind,
  kindOf,
  levelOf,
  parentOf,
  parseUnitCode,
  recode,
  type Unit,
  type UnitAct,
  type UnitCode,
  type UnitVerb,
} from '#org';
import { type Day, Refusal } from '#regime';
import type { Store } from './open-store.ts';
import { readName } from './read-name.ts';
import {
  addCounts,
  type CountChange,
  farmingBelow,
  initialsOf,
  insertUnits,
  type NewUnit,
  turned,
  unitsUnder,
} from './unit-rows.ts';
import { findUnits } from './units.ts';

/** An act as sent. `name` and `kind` of a code that goes on may be left out, the name of a new code may not. */
export type SentUnitAct = {
  id: string;
  verb: UnitVerb;
  day: Day;
  from: readonly string[];
  to: readonly { code: string; name?: string | undefined; kind?: Kind | undefined }[];
  note?: string | undefined;
};

const lockKey = '8819313063183411554';

/**
 * Carries out an act on units. What lies below a unit that ends moves along and gets codes under the new one. Sent again
 * with the same id it changes nothing and says so. Runs in `Stores.asLoader`. Refuses with `unit_act_…`, `unit_unknown`,
 * `unit_not_in_force`, `unit_code_taken`, `unit_parent_missing`, `unit_name_missing`, `unit_split_children`,
 * `unit_codes_full` or `units_not_loaded`.
 */
export async function applyUnitAct(store: Store, sent: SentUnitAct): Promise<{ units: Unit[]; repeated: boolean }> {
  const act: UnitAct = {
    id: sent.id,
    verb: sent.verb,
    day: sent.day,
    from: sent.from.map(parseUnitCode),
    to: sent.to.map(({ code }) => parseUnitCode(code)),
    note: sent.note ?? '',
  };
  checkAct(act);
  await store.rows(sql`select pg_advisory_xact_lock(${lockKey})`);
  if (await isRepeated(store, sent)) return { units: await findUnits(store, act.to), repeated: true };
  const known = await checkAgainstTree(store, act);
  const changes: CountChange[] = [];
  const around = aroundOf(act);
  const before = await farmingBelow(store, around);
  if (act.verb === 'rename') await rename(store, sent, known, changes);
  else await replaceUnits(store, act, sent, known, changes);
  await settleFarming(store, around, before, changes);
  await addCounts(store, changes);
  const former = act.from.map((code) => {
    const unit = known.get(code) as Unit;
    return { code, name: unit.name, kind: unit.kind, farming: unit.farming };
  });
  await store.rows(sql`
    insert into unit_act (id, verb, day, from_codes, to_codes, note, body)
    values (${act.id}, ${act.verb}, ${act.day}::date, ${act.from}::text[], ${act.to}::text[], ${act.note},
            ${JSON.stringify({ sent: plainOf(sent), former })}::jsonb)`);
  return { units: await findUnits(store, act.to), repeated: false };
}

const plainOf = (sent: SentUnitAct): unknown => JSON.parse(JSON.stringify(sent));

async function isRepeated(store: Store, sent: SentUnitAct): Promise<boolean> {
  const rows = await store.rows<{ body: { sent: unknown } }>(sql`select body from unit_act where id = ${sent.id}`);
  if (rows[0] === undefined) return false;
  if (isDeepStrictEqual(rows[0].body.sent, plainOf(sent))) return true;
  throw new Refusal('unit_act_differs', {
    id: sent.id,
    zh: '同一编号的单位变更已存在，内容不同。',
    en: 'A unit act with this id exists with other content.',
  });
}

/** The units an act names, and the parents of the new ones; refuses what does not fit the tree on that day. */
async function checkAgainstTree(store: Store, act: UnitAct): Promise<Map<UnitCode, Unit>> {
  const loaded = await store.rows(sql`select from unit_load where part = 'village'`);
  if (loaded.length === 0) {
    throw new Refusal('units_not_loaded', {
      zh: '村级单位尚未装完，请稍后再试。',
      en: 'Villages are still being loaded.',
    });
  }
  const fresh = act.to.filter((code) => !act.from.includes(code));
  const parents = fresh.map((code) => parentOf(code) as UnitCode);
  const units = await findUnits(store, [...new Set([...act.from, ...act.to, ...parents])]);
  const known = new Map(units.map((unit) => [unit.code, unit]));
  const no = (code: string, unit: string, zh: string, en: string): never => {
    throw new Refusal(code, { unit, day: act.day, zh, en });
  };
  for (const code of act.from) {
    const unit = known.get(code);
    if (unit === undefined) no('unit_unknown', code, `没有代码为 ${code} 的单位。`, `There is no unit ${code}.`);
    else if (unit.validTo !== null || unit.validFrom >= act.day) {
      no('unit_not_in_force', code, `${unit.name} 在该日不存续。`, `${unit.name} is not in force before that day.`);
    }
  }
  for (const code of fresh) {
    if (known.has(code)) no('unit_code_taken', code, `代码 ${code} 已用过。`, `Code ${code} is or was in use.`);
    const parent = known.get(parentOf(code) as UnitCode);
    if (parent === undefined || parent.validTo !== null || parent.validFrom > act.day) {
      no('unit_parent_missing', code, `${code} 的上级单位不存在。`, `The unit above ${code} does not exist.`);
    }
  }
  const later = await store.rows<{ id: string; day: Day }>(sql`
    select id, day from unit_act
    where day >= ${act.day}::date and (from_codes && ${act.from}::text[] or to_codes && ${act.from}::text[]) limit 1`);
  if (later[0]) {
    throw new Refusal('unit_act_out_of_order', {
      act: later[0].id,
      day: later[0].day,
      zh: `这些单位在 ${later[0].day} 已有变更，不能在此之前补记。`,
      en: `These units already changed on ${later[0].day}; an act cannot be put in before or on that day.`,
    });
  }
  return known;
}

async function rename(store: Store, sent: SentUnitAct, known: Map<UnitCode, Unit>, changes: CountChange[]) {
  const target = sent.to[0] as SentUnitAct['to'][number];
  const old = known.get(target.code as UnitCode) as Unit;
  const name = target.name?.trim() || old.name;
  const kind = target.kind ?? old.kind;
  if (name === old.name && kind === old.kind) {
    throw new Refusal('unit_act_nothing', {
      unit: old.code,
      zh: '名称和类别都未改变。',
      en: 'Neither name nor kind changes.',
    });
  }
  const pinyin = await readName(store, name, [old]);
  const farming = old.level === 'village' ? kind === 'village' : old.farming;
  await store.rows(sql`
    update unit set name = ${name}, kind = ${kind}, farming = ${farming}, pinyin = ${pinyin}, initials = ${initialsOf(pinyin)}
    where code = ${old.code}`);
  if (kind === old.kind) return;
  changes.push(...turned(old, { kind, farming }));
}

/** Ends units, makes new ones, and moves what lay below the ended ones. */
async function replaceUnits(
  store: Store,
  act: UnitAct,
  sent: SentUnitAct,
  known: Map<UnitCode, Unit>,
  changes: CountChange[],
): Promise<void> {
  const ending = act.from.filter((code) => !act.to.includes(code));
  const moved: { old: Unit; code: UnitCode }[] = [];
  const target = act.to[0] as UnitCode;
  const taken = new Set<string>((await unitsUnder(store, target)).map(({ code }) => code));
  for (const code of ending) {
    const below = (await unitsUnder(store, code)).filter((unit) => unit.code !== code && unit.validTo === null);
    if (below.length > 0 && act.verb === 'split') {
      throw new Refusal('unit_split_children', {
        unit: code,
        units: below.length,
        zh: '被拆单位下有下级单位：请保留原代码为其中之一，再逐个划转下级。',
        en: 'The unit has units below: let one part keep the old code, then transfer the units one by one.',
      });
    }
    const codes = recode(
      below.map((unit) => unit.code),
      code,
      target,
      taken,
    );
    for (const old of below) {
      const next = codes.get(old.code) as UnitCode;
      taken.add(next);
      moved.push({ old, code: next });
    }
  }
  const made = await newUnits(store, act, sent, known, moved);
  for (const { old, code } of moved) made.push({ ...old, code, validFrom: act.day });
  const ended = [...ending.map((code) => known.get(code) as Unit), ...moved.map(({ old }) => old)];
  if (ended.some((unit) => unit.validFrom >= act.day)) {
    throw new Refusal('unit_act_out_of_order', {
      day: act.day,
      zh: '下级单位中有在该日或之后新设的。',
      en: 'Some units below were made on or after that day.',
    });
  }
  await store.rows(sql`
    update unit set valid_to = ${act.day}::date where code = any(${ended.map((unit) => unit.code)}::text[])`);
  await insertUnits(store, made);
  const gone = act.verb === 'split' ? act.from : ending;
  const follows = [
    ...gone.flatMap((code) => act.to.map((successor) => ({ code, successor }))),
    ...moved.map(({ old, code }) => ({ code: old.code, successor: code })),
  ];
  await store.rows(sql`
    insert into unit_successor (code, day, successor, act_id)
    select code, ${act.day}::date, successor, ${act.id}::uuid
    from unnest(${follows.map((one) => one.code)}::text[], ${follows.map((one) => one.successor)}::text[])
      as one (code, successor)`);
  for (const unit of ended) changes.push({ unit, day: act.day, turn: 'ends' });
  for (const unit of made) changes.push({ unit, day: act.day, turn: 'begins' });
}

/** The rows of the codes that are new in an act, with kind and flag. */
async function newUnits(
  store: Store,
  act: UnitAct,
  sent: SentUnitAct,
  known: Map<UnitCode, Unit>,
  moved: readonly { old: Unit; code: UnitCode }[],
): Promise<NewUnit[]> {
  const made: NewUnit[] = [];
  const old = known.get(act.from[0] as UnitCode) as Unit;
  for (const [at, code] of act.to.entries()) {
    if (act.from.includes(code)) continue;
    const given = sent.to[at] as SentUnitAct['to'][number];
    const name = given.name?.trim() || (act.verb === 'transfer' ? old.name : '');
    if (name === '') {
      throw new Refusal('unit_name_missing', {
        unit: code,
        zh: `新单位 ${code} 缺少名称。`,
        en: `New unit ${code} has no name.`,
      });
    }
    const renamed = name !== old.name || code.length === 6;
    const kind = given.kind ?? (act.verb === 'transfer' && !renamed ? old.kind : kindOf(code, name));
    const below = moved.some(
      ({ old: unit, code: next }) => unit.level === 'village' && unit.farming && isWithin(next, code),
    );
    const farming = code.length === 12 ? kind === 'village' : below;
    const pinyin = name === old.name ? old.pinyin : await readName(store, name, [...known.values()]);
    made.push({ code, level: levelOf(code), kind, farming, name, pinyin, validFrom: act.day });
  }
  return made;
}

/** Units that go on but may gain or lose their last rural village: those above, and those that keep their code. */
function aroundOf(act: UnitAct): UnitCode[] {
  const going = act.from.filter((code) => act.to.includes(code) && code.length < 12);
  return [...new Set([...act.from, ...act.to].flatMap(ancestorsOf).concat(going))];
}

/** Follows a changed answer to "is there a rural village below"; a flag set by an override stays. */
async function settleFarming(
  store: Store,
  around: readonly UnitCode[],
  before: Map<UnitCode, boolean>,
  changes: CountChange[],
): Promise<void> {
  const after = await farmingBelow(store, around);
  const flipped = around.filter((code) => before.get(code) !== after.get(code));
  for (const unit of await findUnits(store, flipped)) {
    const farming = after.get(unit.code) ?? false;
    if (unit.farming === farming || unit.farming !== before.get(unit.code)) continue;
    await store.rows(sql`update unit set farming = ${farming} where code = ${unit.code}`);
    changes.push(...turned(unit, { farming }));
  }
}
