/** A record kind without its words, one line for each thing that it fixes, so that a law case can say what a form asks. */
import type { Field, RecordKind, Signer } from '#regime';

const listed = (name: string, values: readonly string[] | undefined): string =>
  values && values.length > 0 ? ` ${name} ${values.join('|')}` : '';

function ofField(field: Field): string {
  const { id, kind, required, options, max, min, level, farming, groups, vacant, accepts, expected, inside, source } =
    field;
  const bounds = `${min === undefined ? '' : ` ≥${min}`}${max === undefined ? '' : ` ≤${max}`}`;
  const marks = listed(
    'only',
    [level ?? [], farming ? 'farming' : [], groups ? 'groups' : [], vacant ? 'vacant' : []].flat(),
  );
  const lent = `${expected ? ` hint ${expected.assume} by ${expected.by}` : ''}${inside ? ` inside ${inside.assume}.${inside.key}` : ''}`;
  const choice = listed(
    'of',
    options?.map((one) => one.id),
  );
  const known = source ? ` from ${source}` : '';
  return `${id}${required ? '*' : ''} ${kind}${bounds}${marks}${listed('takes', accepts)}${lent}${known}${choice}`;
}

function ofSigner(signer: Signer): string {
  if ('person' in signer) return `person ${signer.person}`;
  if ('holder' in signer) return `holder ${signer.holder}`;
  return `${signer.office}${signer.above ? ' above' : ''}`;
}

function ofAct({ verb, from, to, reason, sets, signed_by: signers }: RecordKind['acts'][number]): string {
  const signed = listed('by', signers?.map(ofSigner));
  return `${verb}: ${from.join('|') || '–'} → ${to}${reason ? ' with reason' : ''}${listed('sets', sets)}${signed}`;
}

/** What a record kind fixes: where and since when it is kept, its minutes, fields, roles, states, acts, review. */
export function formLines(kind: RecordKind): string[] {
  const { levels, from, until, minutes, fields, roles, states, acts, review, public: open, own_screen: own } = kind;
  const days = until ? `${from} to ${until}` : `from ${from}`;
  const { mode, rules = '', share = '' } = typeof review === 'object' ? { share: '', ...review } : { mode: review };
  const looked = mode ? ` review ${[mode, rules, share].join(' ').trimEnd()}` : '';
  return [
    `${levels.join('|')}, ${days}, ${minutes} min${listed('public', open)}${own ? ' own screen' : ''}${looked}`,
    ...fields.map(ofField),
    ...Object.entries(roles ?? {}).flatMap(([role, field]) => (field ? `role ${role}: ${parts(field)}` : [])),
    `states ${states.map((one) => `${one.id}${one.counts ? ' counts' : ''}${one.open ? ' open' : ''}`).join(', ')}`,
    ...acts.map(ofAct),
  ];
}

const parts = (field: string | Readonly<Record<string, string | undefined>>): string =>
  typeof field === 'string'
    ? field
    : Object.entries(field)
        .map(([part, id]) => `${part} ${id}`)
        .join(', ');
