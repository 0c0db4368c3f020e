/** The control of each field kind. */
import { Checkbox, Input, InputNumber, Radio } from 'antd';
import type { ReactNode } from 'react';
import { DayInput } from '../../kit/day-input.tsx';
import { periodName } from '../../kit/format.ts';
import { useLanguage } from '../../kit/language.ts';
import { FilesField } from '../attached/files-field.tsx';
import type { FieldProps } from './field.tsx';
import { PlacesField } from './places-field.tsx';

export interface ControlProps extends FieldProps {
  readonly id: string;
  readonly describedBy: string | undefined;
}
type Draw = (props: ControlProps) => ReactNode;

const text = (props: ControlProps) => (typeof props.value === 'string' ? props.value : '');
const list = (props: ControlProps) => (Array.isArray(props.value) ? props.value : []);
const common = (props: ControlProps) => ({
  id: props.id,
  'aria-describedby': props.describedBy,
  'aria-invalid': props.fault !== undefined || undefined,
  'aria-required': props.field.required || undefined,
  ...(props.fault === undefined ? {} : { status: 'error' as const }),
});
/** Counting shows how much fits; nothing is cut off, so no text is lost. */
const counted = (props: ControlProps) =>
  props.field.max === null ? {} : { count: { show: true, max: props.field.max } };

const controls: Record<string, Draw> = {
  text: (props) => (
    <Input
      {...common(props)}
      {...counted(props)}
      value={text(props)}
      onChange={(event) => props.change(event.target.value)}
    />
  ),
  note: (props) => (
    <Input.TextArea
      {...common(props)}
      {...counted(props)}
      autoSize={{ minRows: 3, maxRows: 16 }}
      value={text(props)}
      onChange={(event) => props.change(event.target.value)}
    />
  ),
  day: (props) => (
    <DayInput
      id={props.id}
      value={text(props)}
      invalid={props.fault !== undefined}
      required={props.field.required}
      describedBy={props.describedBy}
      change={(value) => props.change(value || null)}
    />
  ),
  number: (props) => (
    <InputNumber
      {...common(props)}
      {...(props.field.min === null ? {} : { min: props.field.min })}
      {...(props.field.max === null ? {} : { max: props.field.max })}
      changeOnWheel={false}
      value={typeof props.value === 'number' ? props.value : null}
      onChange={(value) => props.change(typeof value === 'number' ? value : null)}
    />
  ),
  year: (props) => <YearControl {...props} />,
  yes_no: (props) => <YesNo {...props} />,
  choice: (props) =>
    props.field.options.length <= 6 ? (
      <RadioChoice {...props} />
    ) : (
      <SelectChoice {...props} options={props.field.options} />
    ),
  choices: (props) => (
    <Boxes {...props} options={props.field.options.map((option) => ({ id: option.id, name: option.name }))} />
  ),
  seats: (props) => (
    <Boxes {...props} options={props.seats.map((seat) => ({ id: seat.ref, name: seat.name, note: seat.person }))} />
  ),
  unit: (props) => <PlacesField {...props} many={false} />,
  units: (props) => <PlacesField {...props} many />,
  households: (props) => <Lines {...props} />,
  files: (props) => (
    <FilesField
      id={`${props.id}-choose`}
      describedBy={props.describedBy}
      unit={props.unit}
      kind={props.kind}
      accepts={props.field.accepts}
      max={props.field.max ?? 9}
      entries={list(props)}
      change={(entries) => props.change([...entries])}
      busy={props.uploading}
    />
  ),
  duty: (props) => (
    <SelectChoice
      {...props}
      options={
        props.field.options.length > 0
          ? props.field.options
          : props.serves.map((row) => ({ id: row.duty, name: row.name }))
      }
    />
  ),
  body: (props) => <SelectChoice {...props} options={props.field.options} />,
  period: (props) => <PeriodControl {...props} />,
};

export function Control(props: ControlProps) {
  const draw = controls[props.field.kind] ?? controls.text;
  return draw ? draw(props) : null;
}

function plain(props: ControlProps) {
  const { status: _, ...rest } = common(props);
  return { ...rest, className: 'control' };
}

function YearControl(props: ControlProps) {
  const { say } = useLanguage();
  const years = [props.year + 1, props.year, props.year - 1, props.year - 2];
  const value = typeof props.value === 'number' ? props.value : '';
  return (
    <select
      {...plain(props)}
      value={value}
      onChange={(event) => props.change(event.target.value ? Number(event.target.value) : null)}
    >
      <option value="">{say('form.choose')}</option>
      {[...new Set(value === '' ? years : [...years, value])].map((year) => (
        <option key={year} value={year}>
          {say('when.yearName', { year })}
        </option>
      ))}
    </select>
  );
}

function YesNo(props: ControlProps) {
  const { say } = useLanguage();
  return (
    <Radio.Group
      name={props.id}
      value={props.value}
      onChange={(event) => props.change(event.target.value as boolean)}
      options={[
        { value: true, label: say('form.yes') },
        { value: false, label: say('form.no') },
      ]}
    />
  );
}

function RadioChoice(props: ControlProps) {
  const { word } = useLanguage();
  return (
    <Radio.Group
      name={props.id}
      value={props.value}
      onChange={(event) => props.change(event.target.value as string)}
      options={props.field.options.map((option) => ({ value: option.id, label: word(option.name) }))}
    />
  );
}

type Option = { readonly id: string; readonly name: { zh: string; en: string }; readonly note?: string | null };

function SelectChoice(props: ControlProps & { options: readonly Option[] }) {
  const { say, word } = useLanguage();
  return (
    <select {...plain(props)} value={text(props)} onChange={(event) => props.change(event.target.value || null)}>
      <option value="">{say('form.choose')}</option>
      {props.options.map((option) => (
        <option key={option.id} value={option.id}>
          {word(option.name)}
        </option>
      ))}
    </select>
  );
}

const firstBoxes = 8;

/** Boxes to tick. Of many, the first stay in view and the others fold away until wanted. */
function Boxes(props: ControlProps & { options: readonly Option[] }) {
  const { say } = useLanguage();
  const { options } = props;
  if (props.field.kind !== 'seats' || options.length <= firstBoxes + 2)
    return <BoxGroup {...props} options={options} />;
  const others = options.slice(firstBoxes);
  return (
    <>
      <BoxGroup {...props} options={options.slice(0, firstBoxes)} />
      <details className="fold" open={others.some((option) => list(props).includes(option.id)) || undefined}>
        <summary>{say('form.moreSeats', { n: others.length })}</summary>
        <BoxGroup {...props} options={others} />
      </details>
    </>
  );
}

function BoxGroup(props: ControlProps & { options: readonly Option[] }) {
  const { word, language } = useLanguage();
  const noted = (name: string, note: string) => (language === 'en' ? `${name} (${note})` : `${name}（${note}）`);
  const here = new Set(props.options.map((option) => option.id));
  const elsewhere = list(props).filter((id) => !here.has(id));
  return (
    <Checkbox.Group
      className="boxes"
      value={list(props).filter((id) => here.has(id))}
      onChange={(value) => props.change([...elsewhere, ...(value as string[])])}
      options={props.options.map((option) => ({
        value: option.id,
        label: option.note ? noted(word(option.name), option.note) : word(option.name),
      }))}
    />
  );
}

/** One household number a line; commas and blanks separate as well. */
function Lines(props: ControlProps) {
  const { say } = useLanguage();
  return (
    <>
      <Input.TextArea
        {...common(props)}
        autoSize={{ minRows: 2, maxRows: 12 }}
        value={list(props).join('\n')}
        onChange={(event) => props.change(event.target.value.split(/[\n,，、;；]/))}
        onBlur={() =>
          props.change([
            ...new Set(
              list(props)
                .map((line) => line.trim())
                .filter(Boolean),
            ),
          ])
        }
      />
      <p className="quiet small">{say('form.households', { n: list(props).filter((line) => line.trim()).length })}</p>
    </>
  );
}

/** The periods a duty may have in that year, by name; one that the address names stays whatever it is. */
function PeriodControl(props: ControlProps) {
  const { say, language } = useLanguage();
  const quarters = ['Q1', 'Q2', 'Q3', 'Q4', 'H1', 'H2'].map((part) => `${props.year}${part}`);
  const months = Array.from({ length: 12 }, (_, index) => `${props.year}-${String(index + 1).padStart(2, '0')}`);
  const keys = new Set([String(props.year), ...quarters, ...months, 'standing', text(props)].filter(Boolean));
  return (
    <select {...plain(props)} value={text(props)} onChange={(event) => props.change(event.target.value || null)}>
      <option value="">{say('form.choose')}</option>
      {[...keys].map((key) => (
        <option key={key} value={key}>
          {periodName(key, language, say)}
        </option>
      ))}
    </select>
  );
}
