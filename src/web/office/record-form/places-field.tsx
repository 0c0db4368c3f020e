/** Choosing one or several units inside the home unit, by search; the chosen ones stay in view and can be taken out. */
import { useState } from 'react';
import { useLanguage } from '../../kit/language.ts';
import { UnitSearch } from '../../kit/unit-search.tsx';
import { useReply } from '../../kit/use-reply.ts';
import type { ControlProps } from './control.tsx';
import { groupText, readGroups, unitsOf } from './groups.ts';

export function PlacesField(props: ControlProps & { many: boolean }) {
  const { say, word } = useLanguage();
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const entries = Array.isArray(props.value)
    ? props.value
    : typeof props.value === 'string' && props.value
      ? [props.value]
      : [];
  const chosen = unitsOf(entries);
  const take = (codes: string[]) => props.change(props.many ? codes : (codes[0] ?? null));
  const without = (code: string) => entries.filter((entry) => entry !== code && !entry.startsWith(`${code}:`));
  const nameOf = (code: string) => names[code] ?? (props.labels[code] ? word(props.labels[code]) : undefined);
  return (
    <>
      {chosen.length > 0 && (
        <ul className={props.field.groups ? 'chosen with-groups' : 'chosen'}>
          {chosen.map((code) => (
            <Chosen key={code} code={code} name={nameOf(code)} drop={() => take(without(code))}>
              {(name) =>
                props.field.groups && (
                  <Groups
                    name={name}
                    entries={entries.filter((entry) => entry.startsWith(`${code}:`))}
                    change={(numbers) =>
                      take([
                        ...without(code),
                        ...(numbers.length === 0 ? [code] : numbers.map((number) => `${code}:${number}`)),
                      ])
                    }
                  />
                )
              }
            </Chosen>
          ))}
        </ul>
      )}
      <UnitSearch
        id={props.id}
        label=""
        hint={say(props.many ? 'form.addUnit' : 'form.findUnit')}
        within={props.unit}
        level={props.field.level ?? undefined}
        farming={props.field.farming === true}
        describedBy={props.describedBy}
        invalid={props.fault !== undefined}
        onPick={(unit) => {
          setNames((old) => ({ ...old, [unit.code]: unit.name }));
          if (!props.many) take([unit.code]);
          else if (!chosen.includes(unit.code)) take([...entries, unit.code]);
        }}
      />
    </>
  );
}

interface ChosenProps {
  readonly code: string;
  readonly name: string | undefined;
  readonly drop: () => void;
  readonly children: (name: string) => React.ReactNode;
}

function Chosen({ code, name, drop, children }: ChosenProps) {
  const { say } = useLanguage();
  const found = useReply('getUnit', { params: { code } }, { enabled: name === undefined });
  const shown = name ?? found.data?.unit.name ?? code;
  return (
    <li>
      <span>{shown}</span>
      {children(shown)}
      <button type="button" onClick={drop} aria-label={say('form.drop', { name: shown })}>
        ×
      </button>
    </li>
  );
}

/** The village groups reached in one village, by number; none written means the village as a whole. */
function Groups(props: { name: string; entries: readonly string[]; change: (numbers: readonly number[]) => void }) {
  const { say } = useLanguage();
  const [text, setText] = useState(() => groupText(props.entries));
  return (
    <input
      className="control groups"
      type="text"
      inputMode="text"
      autoComplete="off"
      aria-label={say('form.groupsOf', { name: props.name })}
      placeholder={say('form.groupsHint')}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        props.change(readGroups(event.target.value));
      }}
      onBlur={() => setText(groupText(readGroups(text).map((number) => `:${number}`)))}
    />
  );
}
