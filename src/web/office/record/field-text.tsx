import { Link } from '@tanstack/react-router';
import type { KindShape } from '#contract';
import { periodName } from '../../kit/format.ts';
import { useLanguage, type Words } from '../../kit/language.ts';
import { usePlace } from '../../kit/place.ts';
import { nameOf } from '../attached/names.ts';

export type FieldValue = string | number | boolean | null | readonly string[];
type Field = KindShape['fields'][number];
export type Labels = Readonly<Record<string, Words>>;

const isEmpty = (value: FieldValue) => value === null || value === '' || (Array.isArray(value) && value.length === 0);

interface Village {
  readonly unit: string;
  readonly groups: string[];
}

/** `433124110226:3` is a group of a village: the groups of one village stand together. */
function villagesIn(entries: readonly string[]): Village[] {
  const found = new Map<string, string[]>();
  for (const entry of entries) {
    const [unit = '', group] = entry.split(':');
    const groups = found.get(unit) ?? [];
    if (group !== undefined) groups.push(group);
    found.set(unit, groups);
  }
  return [...found].map(([unit, groups]) => ({ unit, groups }));
}

/** How a value of a field reads: options, units and seats by name, village groups after their village. */
export function useFieldWords(labels: Labels): (field: Field, value: FieldValue) => string {
  const { say, word, language } = useLanguage();
  const nameFor = (entry: string): string | undefined => (labels[entry] ? word(labels[entry]) : undefined);
  return (field, value) => {
    const one = (entry: string): string => {
      if (field.kind === 'files') return nameOf(entry);
      if (field.kind === 'period') return periodName(entry, language, say);
      const option = field.options.find((candidate) => candidate.id === entry);
      if (option) return word(option.name);
      return nameFor(entry) ?? entry;
    };
    const village = ({ unit, groups }: Village): string => {
      const name = nameFor(unit) ?? nameFor(`${unit}:${groups[0]}`)?.split(' · ')[0] ?? unit;
      return groups.length === 0 ? name : say('record.group', { name, group: groups.join(say('list.comma')) });
    };
    if (isEmpty(value)) return '';
    if (typeof value === 'boolean') return say(value ? 'form.yes' : 'form.no');
    if (typeof value === 'string') return one(value);
    if (Array.isArray(value) && field.groups) return villagesIn(value).map(village).join(say('list.semicolon'));
    return Array.isArray(value) ? value.map(one).join(say('list.comma')) : String(value);
  };
}

interface FieldTextProps {
  readonly field: Field;
  readonly value: FieldValue;
  readonly labels: Labels;
}

/** Who a record seats is named by another of its fields; here one goes on to the person. */
function PersonLink({ id }: { id: string }) {
  const { say } = useLanguage();
  const { params } = usePlace();
  return (
    <Link to="/p/$county/$id" params={{ county: params.county ?? '', id }}>
      {say('person.tenures')}
    </Link>
  );
}

/** One field of a record as words. Empty fields are not shown. */
export function FieldText({ field, value, labels }: FieldTextProps) {
  const { word } = useLanguage();
  const words = useFieldWords(labels);
  if (isEmpty(value)) return null;
  return (
    <>
      <dt>{word(field.name)}</dt>
      <dd>{field.kind === 'person' ? <PersonLink id={String(value)} /> : words(field, value)}</dd>
    </>
  );
}
