import type { KindShape } from '#contract';
import { useLanguage } from '../../kit/language.ts';
import { nameOf } from '../attached/names.ts';

export type FieldValue = string | number | boolean | null | readonly string[];
type Field = KindShape['fields'][number];
type Labels = Readonly<Record<string, string>>;

const isEmpty = (value: FieldValue) => value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** How a value of a field reads: options, units and seats by name, village groups after their village. */
export function useFieldWords(labels: Labels): (field: Field, value: FieldValue) => string {
  const { say, word } = useLanguage();
  return (field, value) => {
    const one = (entry: string): string => {
      if (field.kind === 'files') return nameOf(entry);
      const option = field.options.find((candidate) => candidate.id === entry);
      if (option) return word(option.name);
      const [unit = '', group] = entry.split(':');
      if (field.groups && group !== undefined && labels[entry] === undefined && labels[unit] !== undefined)
        return say('record.group', { name: labels[unit], group });
      return labels[entry] ?? entry;
    };
    if (isEmpty(value)) return '';
    if (typeof value === 'boolean') return say(value ? 'form.yes' : 'form.no');
    if (typeof value === 'string') return one(value);
    return Array.isArray(value) ? value.map(one).join(say('list.comma')) : String(value);
  };
}

interface FieldTextProps {
  readonly field: Field;
  readonly value: FieldValue;
  readonly labels: Labels;
}

/** One field of a record as words. Empty fields are not shown. */
export function FieldText({ field, value, labels }: FieldTextProps) {
  const { word } = useLanguage();
  const words = useFieldWords(labels);
  if (isEmpty(value)) return null;
  return (
    <>
      <dt>{word(field.name)}</dt>
      <dd>{words(field, value)}</dd>
    </>
  );
}
