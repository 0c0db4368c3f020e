/** Choosing one or several units inside the home unit, by search; the chosen ones stay in view and can be taken out. */
import { useState } from 'react';
import { useLanguage } from '../../kit/language.ts';
import { UnitSearch } from '../../kit/unit-search.tsx';
import { useReply } from '../../kit/use-reply.ts';
import type { ControlProps } from './control.tsx';

export function PlacesField(props: ControlProps & { many: boolean }) {
  const { say } = useLanguage();
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const chosen = Array.isArray(props.value)
    ? props.value
    : typeof props.value === 'string' && props.value
      ? [props.value]
      : [];
  const take = (codes: string[]) => props.change(props.many ? codes : (codes[0] ?? null));
  return (
    <>
      {chosen.length > 0 && (
        <ul className="chosen">
          {chosen.map((code) => (
            <Chosen
              key={code}
              code={code}
              name={names[code] ?? props.labels[code]}
              drop={() => take(chosen.filter((other) => other !== code))}
            />
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
          take(props.many ? [...new Set([...chosen, unit.code])] : [unit.code]);
        }}
      />
    </>
  );
}

function Chosen({ code, name, drop }: { code: string; name: string | undefined; drop: () => void }) {
  const { say } = useLanguage();
  const found = useReply('getUnit', { params: { code } }, { enabled: name === undefined });
  const shown = name ?? found.data?.unit.name ?? code;
  return (
    <li>
      {shown}
      <button type="button" onClick={drop} aria-label={say('form.drop', { name: shown })}>
        ×
      </button>
    </li>
  );
}
