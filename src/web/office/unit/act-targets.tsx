/** Which units an act takes and which it leaves: units merged, codes and names of what comes out. */
import type { UnitRef } from '#contract';
import { useLanguage } from '../../kit/language.ts';
import { UnitSearch } from '../../kit/unit-search.tsx';
import type { Target, Written } from './act.ts';

interface PartProps {
  readonly unit: UnitRef;
  readonly written: Written;
  readonly change: (part: Partial<Written>) => void;
}

export function Merged({ unit, written, change }: PartProps) {
  const { say } = useLanguage();
  const { others } = written;
  return (
    <>
      <div className="field">
        <label htmlFor="unit-act-others">{say('unitAct.others')}</label>
        {others.length > 0 && (
          <ul className="chosen">
            {others.map((other) => (
              <li key={other.code}>
                {say('unitAct.named', { name: other.name, code: other.code })}
                <button
                  type="button"
                  aria-label={say('form.drop', { name: other.name })}
                  onClick={() => change({ others: others.filter((one) => one.code !== other.code), keeps: unit.code })}
                >
                  ×
                </button>
              </li>
            ))}
          </ul>
        )}
        <UnitSearch
          id="unit-act-others"
          label=""
          hint={say('form.addUnit')}
          level={unit.level}
          onPick={({ code, name }) => {
            if (code !== unit.code && others.every((one) => one.code !== code))
              change({ others: [...others, { code, name }] });
          }}
        />
      </div>
      <div className="field">
        <label htmlFor="unit-act-keeps">{say('unitAct.keeps')}</label>
        <select
          id="unit-act-keeps"
          className="control"
          value={written.keeps}
          onChange={(event) => {
            const kept = [unit, ...others].find((one) => one.code === event.target.value);
            change({ keeps: event.target.value, targets: [kept ? { ...kept } : { code: '', name: '' }] });
          }}
        >
          {[unit, ...others].map((one) => (
            <option key={one.code} value={one.code}>
              {say('unitAct.named', { name: one.name, code: one.code })}
            </option>
          ))}
          <option value="">{say('unitAct.newCode')}</option>
        </select>
      </div>
    </>
  );
}

/** Code and name of each unit that comes out; a split may have as many as wanted. */
export function Named({ unit, written, change }: PartProps) {
  const { say } = useLanguage();
  const { targets, verb } = written;
  const set = (index: number, part: Partial<Target>) =>
    change({ targets: targets.map((target, at) => (at === index ? { ...target, ...part } : target)) });
  const asksCode = verb === 'split' || verb === 'transfer' || (verb === 'merge' && written.keeps === '');
  return (
    <fieldset className="field">
      <legend>{say(verb === 'split' ? 'unitAct.parts' : 'unitAct.after')}</legend>
      {targets.map((target, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are only added and taken away at the end
        <div key={index} className="unit-row">
          {asksCode && (
            <label>
              {say('unit.code')}
              <input
                className="control"
                inputMode="numeric"
                autoComplete="off"
                maxLength={12}
                placeholder={say('unitAct.digits', { n: unit.code.length })}
                value={target.code}
                onChange={(event) => set(index, { code: event.target.value })}
              />
            </label>
          )}
          <label>
            {say('unitAct.name')}
            <input
              className="control"
              maxLength={100}
              value={target.name}
              onChange={(event) => set(index, { name: event.target.value })}
            />
          </label>
        </div>
      ))}
      {verb === 'split' && (
        <div className="chips">
          <button
            type="button"
            className="button"
            onClick={() => change({ targets: [...targets, { code: '', name: '' }] })}
          >
            {say('unitAct.more')}
          </button>
          {targets.length > 2 && (
            <button type="button" className="button" onClick={() => change({ targets: targets.slice(0, -1) })}>
              {say('unitAct.fewer')}
            </button>
          )}
        </div>
      )}
    </fieldset>
  );
}
