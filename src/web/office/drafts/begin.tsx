/** Beginning a draft out of an imported document: its id, what it stands on, where and from when it holds. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Reply } from '#contract';
import { call } from '../../kit/client.ts';
import { DayInput } from '../../kit/day-input.tsx';
import { useLanguage } from '../../kit/language.ts';
import { LawHead } from '../../kit/page.tsx';
import { usePlace } from '../../kit/place.ts';
import { Answer, Failure } from '../../kit/states.tsx';
import '../../kit/texts/drafts.ts';
import { UnitSearch } from '../../kit/unit-search.tsx';
import { useReply } from '../../kit/use-reply.ts';
import { newId } from '../record-form/draft.ts';
import './drafts.css';

export function Screen() {
  const { say } = useLanguage();
  const { params } = usePlace();
  const at = { home: params.home ?? '', id: params.id ?? '' };
  const query = useReply('getImported', { params: at });
  return (
    <>
      <LawHead title={say('drafts.new')} page={say('drafts.new')} lead={say('drafts.newLead')} />
      <Answer query={query}>{(found) => <Form found={found} />}</Answer>
    </>
  );
}

const isAbove = (code: string, unit: string): boolean => code !== unit && code !== '0' && unit.startsWith(code);

function Form({ found: { document, reading } }: { found: Reply<'getImported'> }) {
  const { say, word } = useLanguage();
  const navigate = useNavigate();
  const client = useQueryClient();
  const regimes = (useReply('listDocuments').data?.rows ?? []).filter((row) => row.kind === 'regime');
  const [base, setBase] = useState('');
  const [pack, setPack] = useState('');
  const [unit, setUnit] = useState({ code: document.home, name: '' });
  const [inForce, setInForce] = useState(reading.identity.issued ?? reading.identity.signed ?? '');
  const home = useReply('getUnit', { params: { code: unit.code } }).data?.unit;
  // What rules the ground already is what a rule of it stands on, unless a person chooses otherwise.
  const ruling = regimes
    .filter(({ jurisdiction }) => jurisdiction !== null && isAbove(jurisdiction.code, unit.code))
    .sort((a, b) => (b.jurisdiction?.code.length ?? 0) - (a.jurisdiction?.code.length ?? 0));
  const chosen = base || ruling[0]?.id || regimes.find((row) => row.extends === null)?.id || '';
  const beginning = useMutation({
    mutationFn: () =>
      call('createDraft', {
        body: {
          id: newId(),
          act: newId(),
          home: unit.code,
          document: { home: document.home, id: document.id },
          pack,
          base: chosen,
          ...(inForce === '' ? {} : { in_force: inForce }),
        },
      }),
    onSuccess: async ({ draft }) => {
      await client.invalidateQueries();
      await navigate({ to: '/law/drafts/$home/$id', params: { home: draft.home, id: draft.id } });
    },
  });
  return (
    <form
      className="begin"
      onSubmit={(event) => {
        event.preventDefault();
        beginning.mutate();
      }}
    >
      <p>
        <strong>{document.title ?? say('texts.unnamed')}</strong>
      </p>
      <label>
        {say('drafts.pack')}
        <input
          className="control"
          required
          pattern="[a-z][a-z0-9]*(-[a-z0-9]+)*"
          maxLength={40}
          value={pack}
          onChange={(event) => setPack(event.target.value)}
        />
      </label>
      <label>
        {say('drafts.base')}
        <select className="control" value={chosen} onChange={(event) => setBase(event.target.value)}>
          {regimes.map((row) => (
            <option key={row.id} value={row.id}>
              {word(row.name)}
            </option>
          ))}
        </select>
      </label>
      <div className="labelled">
        <label htmlFor="draft-home">
          {say('drafts.home')} · {unit.name || home?.name || unit.code}
        </label>
        <UnitSearch id="draft-home" label="" hint={say('search.hint')} onPick={setUnit} />
      </div>
      <div className="labelled">
        <label htmlFor="draft-day">{say('drafts.inForce')}</label>
        <DayInput id="draft-day" value={inForce} change={setInForce} />
      </div>
      <button type="submit" className="button first" disabled={beginning.isPending || pack === ''}>
        {say('drafts.create')}
      </button>
      {beginning.error && <Failure error={beginning.error} />}
    </form>
  );
}
