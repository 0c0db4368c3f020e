/** One handover: what is open in the seat, and the signatures of both. */
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Reply } from '#contract';
import { call } from '../../kit/client.ts';
import { DayText } from '../../kit/figures.tsx';
import { periodName } from '../../kit/format.ts';
import { useLanguage } from '../../kit/language.ts';
import { ObligationLink, RecordLink } from '../../kit/links.tsx';
import { UnitHead } from '../../kit/page.tsx';
import { Papers } from '../../kit/papers.tsx';
import { usePlace } from '../../kit/place.ts';
import { Fault, TextField, useSending } from '../../kit/sending.tsx';
import { Answer, Empty } from '../../kit/states.tsx';
import { StatusMark } from '../../kit/status-mark.tsx';
import { useReply } from '../../kit/use-reply.ts';
import { newId } from '../record-form/draft.ts';
import { type Chosen, PersonPick } from '../seats/person-pick.tsx';
import './handover.css';

type Handover = Reply<'getHandover'>;

export function Screen() {
  const { say, word } = useLanguage();
  const { code, params } = usePlace();
  const query = useReply('getHandover', { params: { code, tenure: params.tenure ?? '' } });
  const name = query.data ? word(query.data.row.seat.name) : '';
  return (
    <>
      <UnitHead page={say('handover.of', { seat: name })} under="tab.seats" />
      <Answer query={query}>{(found) => <Page found={found} code={code} />}</Answer>
    </>
  );
}

function Page({ found, code }: { found: Handover; code: string }) {
  const { say, word, language } = useLanguage();
  const { row, open, contacts, items, acts } = found;
  return (
    <>
      <h2 className="second">{say('handover.of', { seat: word(row.seat.name) })}</h2>
      <dl className="facts">
        <Fact name={say('handover.leaver')}>{row.leaver.name}</Fact>
        <Fact name={say('handover.taker')}>{row.taker?.name ?? say('handover.vacant')}</Fact>
        <Fact name={say('handover.since')}>
          <DayText day={row.since} />
        </Fact>
        <Fact name={say('handover.ended')}>
          <DayText day={row.ended} />
        </Fact>
        <Fact name={say('handover.due')}>
          <DayText day={row.due} />
        </Fact>
        <Fact name={say('handover.state')}>{row.record ? word(row.record.state_name) : say('handover.notBegun')}</Fact>
      </dl>
      <Signing found={found} code={code} />
      <Papers tenure={row.tenure} />
      {items !== null && (
        <section className="part">
          <div className="part-head">
            <h2>{say('handover.signedList')}</h2>
          </div>
          <ol className="handover-list">
            {found.lines.map((line, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list is fixed, and two lines may say the same
              <li key={at}>
                <Line line={line} />
              </li>
            ))}
          </ol>
        </section>
      )}
      <section className="part">
        <div className="part-head">
          <h2>
            {say('handover.open')} <span className="quiet">{open.length}</span>
          </h2>
        </div>
        {open.length === 0 && <Empty>{say('handover.nothing')}</Empty>}
        <ul className="handover-open">
          {open.map((one) => (
            <li key={one.key}>
              <StatusMark status={one.status} /> <ObligationLink of={one}>{word(one.name)}</ObligationLink>{' '}
              <span className="quiet">{periodName(one.period, language, say)}</span>
            </li>
          ))}
        </ul>
      </section>
      <section className="part">
        <div className="part-head">
          <h2>{say('handover.contacts')}</h2>
        </div>
        {contacts.length === 0 && <Empty>{say('handover.nothing')}</Empty>}
        <ul className="handover-open">
          {contacts.map((one) => (
            <li key={`${one.duty} ${one.place}`}>
              {word(one.name)} · {one.place} <span className="quiet">{say('posts.since', { day: one.since })}</span>
            </li>
          ))}
        </ul>
      </section>
      {found.groups.map((group) => (
        <Group key={group.id} group={group} />
      ))}
      {acts.length > 0 && (
        <section className="part">
          <div className="part-head">
            <h2>{say('handover.acts')}</h2>
          </div>
          <ol>
            {acts.map((act) => (
              <li key={`${act.at} ${act.verb}`}>
                {word(act.name)} · {word(act.signer)} · <time dateTime={act.at}>{act.day}</time>
                {act.reason !== '' && ` · ${act.reason}`}
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}

/** A line of the list as it was begun; what it speaks of opens. */
function Line({ line: { text, record, obligation } }: { line: Handover['lines'][number] }) {
  if (record)
    return (
      <Link to="/r/$county/$id" params={{ county: record.county, id: record.id }}>
        {text}
      </Link>
    );
  if (!obligation) return <>{text}</>;
  const { unit, ...of } = obligation;
  return <ObligationLink of={{ ...of, unit: { code: unit } }}>{text}</ObligationLink>;
}

/** Records that go with the seat, by what is to be done about them. */
function Group({ group: { id, name, rows, more } }: { group: Handover['groups'][number] }) {
  const { say, word } = useLanguage();
  return (
    <section className="part" aria-labelledby={`group-${id}`}>
      <div className="part-head">
        <h2 id={`group-${id}`}>
          {word(name)} <span className="quiet">{rows.length + more}</span>
        </h2>
      </div>
      {rows.length + more === 0 && <Empty>{say('handover.nothing')}</Empty>}
      <ul className="handover-open">
        {rows.map(({ record, due }) => (
          <li key={record.id}>
            <RecordLink record={record} />{' '}
            <span className="quiet">
              {[record.unit.name, record.day, ...(due === null ? [] : [say('handover.lookBy', { day: due })])].join(
                ' · ',
              )}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="quiet">{say('handover.more', { n: more })}</p>}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** What this reader may do next. */
function Signing({ found, code }: { found: Handover; code: string }) {
  const { say } = useLanguage();
  const client = useQueryClient();
  const sending = useSending();
  const [ids] = useState(() => new Map<string, string>());
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const [taker, setTaker] = useState<Chosen>();
  const { row } = found;
  const idFor = (verb: string): string => {
    const id = ids.get(verb) ?? newId();
    ids.set(verb, id);
    return id;
  };
  const after = async (isDone: boolean): Promise<void> => {
    if (isDone) await client.invalidateQueries();
  };
  const begin = async (): Promise<void> => {
    const body = { id: idFor('begin'), ...(taker && { taker }), ...(note.trim() !== '' && { note: note.trim() }) };
    await after(await sending.send(() => call('beginHandover', { params: { code, tenure: row.tenure }, body })));
  };
  const sign = async (verb: 'hand' | 'take' | 'attest' | 'withdraw'): Promise<void> => {
    const { record } = row;
    if (!record) return;
    const params = { county: record.county, id: record.id };
    const why = verb === 'attest' || verb === 'withdraw' ? { reason: reason.trim() } : {};
    await after(
      await sending.send(() =>
        call('performAct', { params, body: { id: idFor(verb), verb, version: record.version, ...why } }),
      ),
    );
  };
  if (row.can.length === 0) return null;
  const needsReason = row.can.includes('attest') || row.can.includes('withdraw');
  return (
    <div className="box handover-sign no-print">
      {row.can.includes('begin') && (
        <>
          {row.taker === null && <PersonPick code={code} id="handover-taker" change={setTaker} />}
          <TextField id="handover-note" label={say('handover.note')} value={note} change={setNote} most={2000} />
        </>
      )}
      {needsReason && (
        <TextField id="handover-reason" label={say('handover.reason')} value={reason} change={setReason} most={400} />
      )}
      <Fault sending={sending} id="handover-fault" />
      <div className="form-end">
        {row.can.map((verb) => (
          <button
            key={verb}
            type="button"
            className={verb === 'withdraw' || verb === 'attest' ? 'button' : 'button first'}
            disabled={sending.busy}
            onClick={() => void (verb === 'begin' ? begin() : sign(verb))}
          >
            {say(`handover.${verb}`)}
          </button>
        ))}
      </div>
    </div>
  );
}
