/** Checks of record kinds, and of facts asked twice (burden is a budget: what is known is filled in). */
import { type Field, type RecordKind, setups } from '../record-kind.ts';
import { type Fault, fault, type Placed, type Where } from './fault.ts';
import { clauseFaults } from './regimes.ts';
import { reviewFaults } from './review.ts';
import { type Scope, twice } from './scope.ts';

type PlacedKind = Placed<RecordKind>;

/** All record kind faults of a pack. */
export function recordFaults(scope: Scope): Fault[] {
  const faults = twice(scope.pack.kinds, ({ value }) => value.id).map(({ value, at }) =>
    fault(at('id'), `记录种类重复：${value.id}`, `the record kind stands twice: ${value.id}`),
  );
  for (const kind of scope.pack.kinds) {
    faults.push(...clauseFaults(kind.at, ['clauses'], kind.value.clauses, scope.clauses));
    faults.push(
      ...fieldFaults(kind),
      ...roleFaults(kind),
      ...entryFaults(kind),
      ...stateFaults(kind),
      ...sourceFaults(scope, kind),
    );
    faults.push(...reviewFaults(scope, kind));
  }
  return [...faults, ...askedTwice(scope)];
}

function fieldFaults({ value: kind, at }: PlacedKind): Fault[] {
  const faults = twice(kind.fields, (field) => field.id).map((field) =>
    fault(
      at('fields', kind.fields.indexOf(field), 'id'),
      `字段重复：${field.id}`,
      `the field stands twice: ${field.id}`,
    ),
  );
  kind.fields.forEach((field, index) => {
    const chooses = field.kind === 'choice' || field.kind === 'choices';
    if (chooses !== (field.options !== undefined && field.options.length > 0)) {
      faults.push(
        fault(
          at('fields', index, 'options'),
          '选择题且只有选择题要有选项',
          'options go with choices, and only with them',
        ),
      );
    }
    faults.push(...filesFaults(field, (part) => at('fields', index, part)));
    for (const double of twice(field.options ?? [], (option) => option.id)) {
      faults.push(
        fault(at('fields', index, 'options'), `选项重复：${double.id}`, `the option stands twice: ${double.id}`),
      );
    }
    if (field.min !== undefined && field.max !== undefined && field.min > field.max) {
      faults.push(fault(at('fields', index, 'min'), '最小大于最大', 'min is above max'));
    }
  });
  kind.public?.forEach((id, index) => {
    if (kind.fields.some((field) => field.id === id)) return;
    faults.push(fault(at('public', index), `没有字段 ${id}`, `there is no field ${id}`));
  });
  return faults;
}

/** Attachments are offered, never demanded: a forced photo is banned in every form. */
function filesFaults(field: Field, at: (part: string) => Where): Fault[] {
  const isFiles = field.kind === 'files';
  const faults: Fault[] = [];
  if (isFiles !== (field.accepts !== undefined))
    faults.push(fault(at('accepts'), '附件且只有附件写明 accepts', 'accepts goes with files, and only with them'));
  if (isFiles && field.required)
    faults.push(fault(at('required'), '不得强制上传附件或照片', 'files and photos may not be demanded'));
  return faults;
}

const roleKinds: Record<string, readonly Field['kind'][]> = {
  seats: ['seats'],
  targets: ['unit', 'units', 'households'],
  year: ['year'],
  until: ['day'],
  duty: ['duty'],
  period: ['period'],
  seat: ['seats'],
  person: ['person'],
  name: ['text'],
  from: ['day'],
  acting: ['yes_no'],
  tenure: ['text'],
  leaver: ['person'],
  taker: ['person'],
  post: ['body', 'seats'],
  carrier: ['body', 'seats'],
  setup: ['choice'],
};

/** A role names a field of the fitting kind. */
function roleFaults({ value: kind, at }: PlacedKind): Fault[] {
  const { excuses, tenure, deputy, handover, entry, ...simple } = kind.roles ?? {};
  const named: [path: string[], role: string, id: string][] = [];
  for (const [role, id] of Object.entries(simple)) if (id) named.push([['roles', role], role, id]);
  for (const [of, group] of Object.entries({ excuses, tenure, deputy, handover, entry }))
    for (const [role, id] of Object.entries(group ?? {})) if (id) named.push([['roles', of, role], role, id]);
  return named.flatMap(([path, role, id]) => {
    const field = kind.fields.find((one) => one.id === id);
    if (!field) return [fault(at(...path), `没有字段 ${id}`, `there is no field ${id}`)];
    if (roleKinds[role]!.includes(field.kind)) return [];
    const fit = roleKinds[role]!.join(', ');
    return [
      fault(at(...path), `字段 ${id} 应为 ${fit}，不是 ${field.kind}`, `field ${id} must be ${fit}, not ${field.kind}`),
    ];
  });
}

/** What an entry says of a body or seat is said in the engine's words, and what carries a body is a body. */
function entryFaults({ value: kind, at }: PlacedKind): Fault[] {
  const entry = kind.roles?.entry;
  if (!entry) return [];
  const field = (id: string) => kind.fields.find((one) => one.id === id);
  const strange = (field(entry.setup)?.options ?? []).filter(({ id }) => !setups.some((setup) => setup === id));
  const faults = strange.map(({ id }) =>
    fault(
      at(
        'fields',
        kind.fields.findIndex((one) => one.id === entry.setup),
        'options',
      ),
      `设立情况没有 ${id}，只有 ${setups.join('、')}`,
      `there is no ${id} among ${setups.join(', ')}`,
    ),
  );
  if (field(entry.post)?.kind !== field(entry.carrier)?.kind)
    faults.push(
      fault(
        at('roles', 'entry', 'carrier'),
        '承担者应与登记的同为机构或同为职务',
        'carrier and post are both bodies or both seats',
      ),
    );
  return faults;
}

/** States are named once, one at least counts, one act creates, and acts move between states that exist. */
function stateFaults({ value: kind, at }: PlacedKind): Fault[] {
  const states = new Set(kind.states.map((state) => state.id));
  const faults: Fault[] = [];
  if (states.size < kind.states.length) faults.push(fault(at('states'), '状态重复', 'a state stands twice'));
  if (!kind.states.some((state) => state.counts))
    faults.push(fault(at('states'), '没有一个状态算数', 'no state counts'));
  if (!kind.acts.some((act) => act.verb === 'create'))
    faults.push(fault(at('acts'), '没有建立的办理动作', 'no act creates it'));
  kind.acts.forEach((act, index) => {
    for (const id of [...act.from, act.to]) {
      if (!states.has(id)) faults.push(fault(at('acts', index), `没有状态 ${id}`, `there is no state ${id}`));
    }
    for (const id of [
      ...(act.sets ?? []),
      ...(act.signed_by ?? []).flatMap((one) => ('person' in one ? one.person : 'holder' in one ? one.holder : [])),
    ])
      if (!kind.fields.some((field) => field.id === id))
        faults.push(fault(at('acts', index), `没有字段 ${id}`, `there is no field ${id}`));
    if ((act.verb === 'create') !== (act.from.length === 0)) {
      faults.push(
        fault(at('acts', index, 'from'), '建立且只有建立没有前一状态', 'create, and only create, comes from no state'),
      );
    }
  });
  return faults;
}

/**
 * A source is a dotted name. Where it begins with a record kind of the chain it is `<kind>.<field>` and both must
 * exist; `unit.`, `seat.`, `record.`, `register.`, `law.` and `actor.` name what the system knows. A field with a
 * source is filled in from it, so it may not be required of the person, and it may not be its own source.
 */
function sourceFaults({ kinds }: Scope, { value: kind, at }: PlacedKind): Fault[] {
  return kind.fields.flatMap((field, index) => {
    if (!field.source) return [];
    const faults: Fault[] = [];
    const where = at('fields', index, 'source');
    const [head, name, ...rest] = field.source.split('.');
    const master = kinds.get(head!);
    if (master) {
      const found = rest.length === 0 && master.fields.some((one) => one.id === name);
      if (!found) faults.push(fault(where, `没有 ${field.source}`, `there is no ${field.source}`));
      if (master.id === kind.id && name === field.id)
        faults.push(fault(where, '字段不能以自己为来源', 'a field cannot be its own source'));
    } else if (!/^(unit|seat|record|register|law|actor)\.[a-z][a-z0-9_.-]*$/.test(field.source)) {
      faults.push(
        fault(
          where,
          '来源写作 <记录种类>.<字段>，或以 unit. seat. record. register. law. actor. 开头',
          'a source is <record kind>.<field>, or begins with unit. seat. record. register. law. actor.',
        ),
      );
    }
    if (field.required) {
      faults.push(
        fault(
          at('fields', index, 'required'),
          `已知的事实（${field.source}）不得要求再填`,
          `what is known (${field.source}) may not be required again`,
        ),
      );
    }
    return faults;
  });
}

/**
 * A fact asked twice: two kinds of the chain hold a field of the same id with the same source, so the same known fact
 * would be written down in both; the second must go. Facts of the record itself (`record.`) and of who acts (`actor.`,
 * `seat.`) differ from record to record and are free.
 */
function askedTwice({ pack, bases }: Scope): Fault[] {
  const seen = new Map<string, string>();
  const own = new Set(pack.kinds.map(({ value }) => value.id));
  const faults: Fault[] = [];
  const visit = ({ value: kind, at }: PlacedKind, report: boolean): void => {
    kind.fields.forEach((field, index) => {
      if (!field.source || /^(record|actor|seat)\./.test(field.source)) return;
      const fact = `${field.id} ${field.source}`;
      const first = seen.get(fact);
      if (first === undefined) seen.set(fact, kind.id);
      else if (report && first !== kind.id) {
        faults.push(
          fault(
            at('fields', index),
            `同一事实问了两次：${first} 已有 ${field.id}（${field.source}）`,
            `a fact asked twice: ${first} holds ${field.id} (${field.source}) already`,
          ),
        );
      }
    });
  };
  for (const kind of bases.flatMap((base) => base.kinds)) if (!own.has(kind.value.id)) visit(kind, false);
  for (const kind of pack.kinds) visit(kind, true);
  return faults;
}
