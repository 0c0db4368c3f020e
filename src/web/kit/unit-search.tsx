/** Finding a unit by name, pinyin or code: a combobox that waits for Chinese input to be composed. */
import { useEffect, useId, useRef, useState } from 'react';
import type { Reply } from '#contract';
import { useLanguage } from './language.ts';
import { useReply } from './use-reply.ts';

export type Found = Reply<'searchUnits'>['rows'][number];

interface UnitSearchProps {
  readonly label: string;
  readonly hint: string;
  readonly within?: string;
  readonly level?: Found['level'] | undefined;
  readonly farming?: boolean;
  readonly id?: string;
  readonly describedBy?: string | undefined;
  readonly invalid?: boolean;
  readonly onPick: (unit: Found) => void;
}

export function UnitSearch(props: UnitSearchProps) {
  const { say } = useLanguage();
  const made = useId();
  const id = props.id ?? made;
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const composing = useRef(false);

  useEffect(() => {
    if (composing.current) return;
    const timer = setTimeout(() => {
      setAsked(text.trim());
      setActive(0);
    }, 150);
    return () => clearTimeout(timer);
  }, [text]);

  const wanted = open && asked !== '';
  const query = useReply(
    'searchUnits',
    {
      query: {
        q: asked,
        limit: 20,
        ...(props.within && props.within !== '0' ? { within: props.within } : {}),
        ...(props.level ? { level: props.level } : {}),
      },
    },
    { enabled: wanted, keep: true },
  );
  const rows = wanted ? (query.data?.rows ?? []).filter((row) => !props.farming || row.farming) : [];
  const pick = (unit: Found) => {
    setText('');
    setOpen(false);
    props.onPick(unit);
  };
  const onKey = (event: React.KeyboardEvent<HTMLInputElement>) => {
    if (composing.current || event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive((now) => (rows.length === 0 ? 0 : (now + step + rows.length) % rows.length));
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      const unit = rows[active];
      if (unit && asked === text.trim()) pick(unit);
    } else if (event.key === 'Escape') {
      setOpen(false);
    }
  };
  return (
    <div className="seek">
      <input
        id={id}
        className="control"
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        placeholder={props.hint}
        aria-label={props.id ? undefined : props.label}
        aria-expanded={wanted}
        aria-controls={wanted ? `${made}-list` : undefined}
        aria-autocomplete="list"
        aria-activedescendant={rows[active] ? `${made}-${active}` : undefined}
        aria-describedby={props.describedBy}
        aria-invalid={props.invalid || undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setOpen(true);
        }}
        onBlur={() => setOpen(false)}
        onKeyDown={onKey}
        onCompositionStart={() => {
          composing.current = true;
        }}
        onCompositionEnd={(event) => {
          composing.current = false;
          setText(event.currentTarget.value);
          setAsked(event.currentTarget.value.trim());
        }}
      />
      {wanted && (
        <FoundList
          rows={rows}
          active={active}
          id={made}
          pick={pick}
          searching={query.isFetching}
          empty={say('search.none')}
        />
      )}
    </div>
  );
}

interface FoundListProps {
  readonly rows: readonly Found[];
  readonly active: number;
  readonly id: string;
  readonly pick: (unit: Found) => void;
  readonly searching: boolean;
  readonly empty: string;
}

function FoundList({ rows, active, id, pick, searching, empty }: FoundListProps) {
  const { say } = useLanguage();
  return (
    <>
      <div className="seek-list" role="listbox" id={`${id}-list`} aria-label={say('search.results')}>
        {rows.map((unit, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input keeps the focus and handles the keys of the listbox
          // biome-ignore lint/a11y/useFocusableInteractive: the active option is named by aria-activedescendant
          <div
            key={unit.code}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => pick(unit)}
          >
            {unit.name}
            <span className="quiet">
              {unit.path} {unit.code}
            </span>
          </div>
        ))}
        {rows.length === 0 && (
          // biome-ignore lint/a11y/useFocusableInteractive: it only says that nothing was found
          <div role="option" aria-disabled="true" aria-selected="false">
            {searching ? say('state.loading') : empty}
          </div>
        )}
      </div>
      <span className="unseen" role="status">
        {searching ? '' : say('search.count', { n: rows.length })}
      </span>
    </>
  );
}
