/** What differs between two states of a record, field by field. */
import type { KindShape, Reply } from '#contract';
import { useLanguage } from '../../kit/language.ts';
import { Rows } from '../../kit/rows.tsx';
import type { Labels } from '../record/field-text.tsx';
import { type FieldValue, useFieldWords } from '../record/field-text.tsx';
import './review.css';

export interface Change {
  readonly field: string;
  readonly before: FieldValue;
  readonly after: FieldValue;
}
type Seen = Pick<Reply<'getRecord'>, 'fields' | 'record'>;

/** What two readings of one record differ in. */
export function changesBetween(was: Seen, is: Seen, kind: KindShape): Change[] {
  const pairs = kind.fields.map(({ id }) => ({
    field: id,
    before: was.fields[id] ?? null,
    after: is.fields[id] ?? null,
  }));
  const day = { field: 'day', before: was.record.day, after: is.record.day };
  return [day, ...pairs].filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
}

interface ChangesProps {
  readonly title: string;
  readonly changes: readonly Change[];
  readonly kind: KindShape;
  readonly labels: Labels;
}

export function Changes({ title, changes, kind, labels }: ChangesProps) {
  const { say, word } = useLanguage();
  const words = useFieldWords(labels);
  if (changes.length === 0) return <p className="quiet">{say('review.noChanges')}</p>;
  const fieldOf = (id: string) => kind.fields.find((field) => field.id === id);
  const read = (id: string, value: FieldValue) => {
    const field = fieldOf(id);
    return (field ? words(field, value) : String(value ?? '')) || say('conflict.empty');
  };
  return (
    <>
      <h3 className="changes-head">{title}</h3>
      <Rows
        caption={title}
        rows={changes}
        rowKey={(row) => row.field}
        columns={[
          {
            id: 'field',
            head: say('review.field'),
            main: true,
            cell: (row) => {
              const field = fieldOf(row.field);
              return field ? word(field.name) : say('record.day');
            },
          },
          { id: 'before', head: say('review.before'), cell: (row) => <del>{read(row.field, row.before)}</del> },
          { id: 'after', head: say('review.after'), cell: (row) => <ins>{read(row.field, row.after)}</ins> },
        ]}
      />
    </>
  );
}
