/** The duties that a clause changes, adds or takes away, out of the words of the packs. */
import { sayOr, useLanguage } from '../../kit/language.ts';
import type { Choice, Vocabulary } from './clauses.tsx';

type Duty = Choice['duties'][number];
type Measure = Extract<Duty, { do: 'add' }>['measure'];

interface DutiesProps {
  readonly row: Choice;
  readonly vocabulary: Vocabulary;
  readonly change: (next: Partial<Choice>) => void;
}

export function Duties({ row, vocabulary, change }: DutiesProps) {
  const { say } = useLanguage();
  const set = (at: number, duty: Duty): void =>
    change({ duties: row.duties.map((one, index) => (index === at ? duty : one)) });
  const add = (duty: Duty): void => change({ duties: [...row.duties, duty] });
  const first = vocabulary.duties[0]?.id ?? '';
  return (
    <div className="wide duties">
      <h3>{say('drafts.duties')}</h3>
      {row.duties.map((duty, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: duties of a clause have no other name while they are written
        <div key={index} className="duty-choice">
          <span className="tag">{say(`do.${duty.do}`)}</span>
          {duty.do === 'add' ? (
            <NewDuty duty={duty} vocabulary={vocabulary} set={(next) => set(index, next)} />
          ) : (
            <KnownDuty duty={duty} vocabulary={vocabulary} set={(next) => set(index, next)} />
          )}
          <button
            type="button"
            className="button"
            onClick={() => change({ duties: row.duties.filter((_, at) => at !== index) })}
          >
            {say('drafts.drop')}
          </button>
        </div>
      ))}
      <div className="filters">
        <button type="button" className="button" onClick={() => add({ do: 'replace', duty: first, measure: null })}>
          {say('drafts.addReplace')}
        </button>
        <button type="button" className="button" onClick={() => add(freshDuty(row, vocabulary))}>
          {say('drafts.addNew')}
        </button>
        <button type="button" className="button" onClick={() => add({ do: 'remove', duty: first, why_looser: '' })}>
          {say('drafts.addRemove')}
        </button>
      </div>
    </div>
  );
}

/** A new duty begins with what the clause says of its cadence. */
function freshDuty({ said }: Choice, { groups, seats, kinds }: Vocabulary): Duty {
  const spoken = said.find(({ cadence }) => ['annual', 'semiannual', 'quarterly', 'monthly'].includes(cadence ?? ''));
  return {
    do: 'add',
    duty: '',
    name: { zh: '', en: '' },
    group: (groups[0] ?? 'task') as Extract<Duty, { do: 'add' }>['group'],
    level: seats[0]?.levels[0] ?? 'county',
    mode: 'joint',
    seats: seats[0] ? [seats[0].id] : [],
    body: null,
    measure: {
      cadence: (spoken?.cadence ?? 'annual') as 'annual',
      need: spoken?.need ?? 1,
    },
    kind: kinds[0]?.id ?? '',
  };
}

interface DutyProps<D extends Duty> {
  readonly duty: D;
  readonly vocabulary: Vocabulary;
  readonly set: (next: Duty) => void;
}

function KnownDuty({ duty, vocabulary, set }: DutyProps<Exclude<Duty, { do: 'add' }>>) {
  const { say, word } = useLanguage();
  const known = vocabulary.duties.find(({ id }) => id === duty.duty);
  return (
    <>
      <label>
        {say('drafts.duty')}
        <select className="control" value={duty.duty} onChange={(event) => set({ ...duty, duty: event.target.value })}>
          {vocabulary.duties.map((one) => (
            <option key={one.id} value={one.id}>
              {say(`level.${one.level}`)} · {word(one.name)}
            </option>
          ))}
        </select>
      </label>
      {known && <span className="small quiet">{say('drafts.dutyNow', { text: word(known.summary) })}</span>}
      {duty.do === 'replace' && (
        <MeasureInput measure={duty.measure} mayKeep choose={(measure) => set({ ...duty, measure })} />
      )}
      <label className="wide">
        {say('drafts.why')}
        <input
          className="control"
          maxLength={500}
          value={duty.why_looser ?? ''}
          onChange={(event) => set({ ...duty, why_looser: event.target.value })}
        />
      </label>
    </>
  );
}

const cadences = ['annual', 'semiannual', 'quarterly', 'monthly'] as const;

interface MeasureProps {
  readonly measure: Measure | null;
  readonly mayKeep?: boolean;
  /** null only where the measure of the base may stay. */
  readonly choose: (next: Measure | null) => void;
}

function MeasureInput({ measure, mayKeep, choose }: MeasureProps) {
  const { say } = useLanguage();
  const kind = measure === null ? '' : 'holding' in measure ? 'holding' : measure.cadence;
  const need = measure === null ? 1 : 'holding' in measure ? measure.holding : measure.need;
  const make = (next: string, least: number): Measure | null =>
    next === ''
      ? null
      : next === 'holding'
        ? { holding: least }
        : { cadence: next as (typeof cadences)[number], need: least };
  return (
    <>
      <label>
        {say('drafts.cadence')}
        <select className="control" value={kind} onChange={(event) => choose(make(event.target.value, need))}>
          {mayKeep && <option value="">{say('drafts.asBase')}</option>}
          {cadences.map((cadence) => (
            <option key={cadence} value={cadence}>
              {say(`cadence.${cadence}`)}
            </option>
          ))}
          <option value="holding">{say('cadence.holding')}</option>
        </select>
      </label>
      {measure !== null && (
        <label>
          {say('drafts.need')}
          <input
            className="control short"
            type="number"
            min={1}
            max={10_000}
            value={need}
            onChange={(event) => choose(make(kind, Math.max(1, Number(event.target.value) || 1)))}
          />
        </label>
      )}
    </>
  );
}

function NewDuty({ duty, vocabulary, set }: DutyProps<Extract<Duty, { do: 'add' }>>) {
  const { say, word } = useLanguage();
  const { seats, bodies, kinds, groups } = vocabulary;
  const holder = duty.body === null ? `seat:${duty.seats[0] ?? ''}` : `body:${duty.body}`;
  const levels = [...new Set([...seats, ...bodies].flatMap((one) => one.levels))];
  const at = <T extends { levels: readonly string[] }>(all: readonly T[]): T[] =>
    all.filter((one) => one.levels.includes(duty.level));
  const hold = (value: string): void => {
    const [what, id = ''] = value.split(':', 2);
    set({ ...duty, body: what === 'body' ? id : null, seats: what === 'seat' ? [id] : [] });
  };
  return (
    <>
      <label>
        {say('drafts.dutyId')}
        <input
          className="control"
          pattern="[a-z][a-z0-9]*(-[a-z0-9]+)*"
          value={duty.duty}
          onChange={(event) => set({ ...duty, duty: event.target.value })}
        />
      </label>
      <label>
        {say('drafts.dutyName')}
        <input
          className="control"
          value={duty.name.zh}
          onChange={(event) => set({ ...duty, name: { ...duty.name, zh: event.target.value } })}
        />
      </label>
      <label>
        {say('drafts.dutyNameEn')}
        <input
          className="control"
          value={duty.name.en}
          onChange={(event) => set({ ...duty, name: { ...duty.name, en: event.target.value } })}
        />
      </label>
      <label>
        {say('drafts.group')}
        <select
          className="control"
          value={duty.group}
          onChange={(event) => set({ ...duty, group: event.target.value as typeof duty.group })}
        >
          {groups.map((group) => (
            <option key={group} value={group}>
              {sayOr(say, `group.${group}`, group)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say('drafts.level')}
        <select
          className="control"
          value={duty.level}
          onChange={(event) => set({ ...duty, level: event.target.value as typeof duty.level })}
        >
          {levels.map((level) => (
            <option key={level} value={level}>
              {say(`level.${level}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say('drafts.holder')}
        <select className="control" value={holder} onChange={(event) => hold(event.target.value)}>
          {at(seats).map((seat) => (
            <option key={seat.id} value={`seat:${seat.id}`}>
              {word(seat.name)}
            </option>
          ))}
          {at(bodies).map((body) => (
            <option key={body.id} value={`body:${body.id}`}>
              {word(body.name)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say('drafts.mode')}
        <select
          className="control"
          value={duty.mode}
          onChange={(event) => set({ ...duty, mode: event.target.value as 'joint' | 'each' })}
        >
          <option value="joint">{say('mode.joint')}</option>
          <option value="each">{say('mode.each')}</option>
        </select>
      </label>
      <MeasureInput measure={duty.measure} choose={(measure) => measure && set({ ...duty, measure })} />
      <label>
        {say('drafts.kind')}
        <select className="control" value={duty.kind} onChange={(event) => set({ ...duty, kind: event.target.value })}>
          {at(kinds).map((kind) => (
            <option key={kind.id} value={kind.id}>
              {word(kind.name)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
