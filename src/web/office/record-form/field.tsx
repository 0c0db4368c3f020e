/** One field of a kind: its name, its control, its help and its fault. */
import type { KindShape, Reply } from '#contract';
import { useLanguage } from '../../kit/language.ts';
import type { Labels } from '../record/field-text.tsx';
import { Control } from './control.tsx';
import type { Value } from './preset.ts';

export interface FieldProps {
  readonly field: KindShape['fields'][number];
  readonly unit: string;
  /** The kind of the record. */
  readonly kind: string;
  readonly seats: Reply<'listKinds'>['seats'];
  readonly serves: KindShape['serves'];
  readonly labels: Labels;
  readonly year: number;
  readonly value: Value;
  readonly fault: string | undefined;
  readonly change: (value: Value) => void;
  /** Told how many files are on their way. */
  readonly uploading: (count: number) => void;
}

/** Kinds whose control is a group of boxes: named by a legend, not by a label. */
function isGroup(field: FieldProps['field']): boolean {
  return (
    ['seats', 'choices', 'yes_no', 'files'].includes(field.kind) ||
    (field.kind === 'choice' && field.options.length <= 6)
  );
}

export function Field(props: FieldProps) {
  const { say, word } = useLanguage();
  const { field, fault } = props;
  const id = `field-${field.id}`;
  const name = (
    <>
      {word(field.name)} {field.required && <span className="quiet">{say('form.required')}</span>}
    </>
  );
  const describedBy =
    [field.help ? `help-${field.id}` : '', fault ? `fault-${field.id}` : ''].filter(Boolean).join(' ') || undefined;
  const control = <Control {...props} id={id} describedBy={describedBy} />;
  const below = (
    <>
      {field.help && (
        <p className="quiet small" id={`help-${field.id}`}>
          {word(field.help)}
        </p>
      )}
      {fault && (
        <p className="fault" id={`fault-${field.id}`}>
          {fault}
        </p>
      )}
    </>
  );
  if (isGroup(field)) {
    return (
      <fieldset className="field" id={id} tabIndex={-1} aria-describedby={describedBy}>
        <legend>{name}</legend>
        {control}
        {below}
      </fieldset>
    );
  }
  return (
    <div className="field">
      <label htmlFor={id}>{name}</label>
      {control}
      {below}
    </div>
  );
}
