import type { KindShape } from '#contract';
import { useLanguage } from '../../kit/language.ts';

type Value = string | number | boolean | null | string[];
interface FieldTextProps {
  readonly field: KindShape['fields'][number];
  readonly value: Value;
  readonly labels: Readonly<Record<string, string>>;
}

/** One field of a record as words: options, units and seats by name. Empty fields are not shown. */
export function FieldText({ field, value, labels }: FieldTextProps) {
  const { say, word } = useLanguage();
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return null;
  const one = (entry: string): string => {
    const option = field.options.find((candidate) => candidate.id === entry);
    return option ? word(option.name) : (labels[entry] ?? entry);
  };
  const shown =
    typeof value === 'boolean'
      ? say(value ? 'form.yes' : 'form.no')
      : Array.isArray(value)
        ? value.map(one).join(say('list.comma'))
        : typeof value === 'string'
          ? one(value)
          : String(value);
  return (
    <>
      <dt>{word(field.name)}</dt>
      <dd>{shown}</dd>
    </>
  );
}
