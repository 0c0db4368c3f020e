/** Tenures, or persons alone, from a spreadsheet: looked at first, then taken in; what does not go in comes back with its reason. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Reply } from '#contract';
import { addressOf, call } from '../../kit/client.ts';
import { FileChoice } from '../../kit/file-choice.tsx';
import { useLanguage } from '../../kit/language.ts';
import { UnitHead } from '../../kit/page.tsx';
import { usePlace } from '../../kit/place.ts';
import { type Column, Rows } from '../../kit/rows.tsx';
import { Fault, useSending } from '../../kit/sending.tsx';
import '../../kit/texts/entries.ts';
import { Sections } from '../seats/sections.tsx';
import './import.css';

type Report = Reply<'importRows'>;
type What = 'tenures' | 'people' | 'bodies' | 'seats';
type FaultRow = Report['faults'][number];

const whats: readonly What[] = ['tenures', 'people', 'bodies', 'seats'];

export function Screen() {
  const { say, language } = useLanguage();
  const { code } = usePlace();
  const client = useQueryClient();
  const sending = useSending();
  const [file, setFile] = useState<File>();
  const [report, setReport] = useState<{ readonly of: Report; readonly isDone: boolean }>();
  const [what, setWhat] = useState<What>('tenures');
  const params = { code, what };
  const ask = async (dry: 'yes' | 'no'): Promise<void> => {
    if (!file) return;
    await sending.send(async () => {
      const found = await call('importRows', { params, query: { dry }, body: file });
      setReport({ of: found, isDone: dry === 'no' });
      if (dry === 'no') await client.invalidateQueries();
    });
  };
  const fetchRejected = async (): Promise<void> => {
    if (!file) return;
    await sending.send(async () => {
      const address = addressOf('getRejectedRows', { params, query: { lang: language } });
      const headers = { 'content-type': 'application/octet-stream' };
      const response = await fetch(address, { method: 'POST', body: file, headers });
      if (!response.ok) throw new Error(`status ${response.status}`);
      save(await response.blob(), `${say(`import.rejectedName.${what}`)}.xlsx`);
    });
  };
  return (
    <>
      <UnitHead page={say('import.title')} lead={say('import.lead')} under="tab.seats" />
      <Sections code={code} />
      <fieldset className="import-what chips">
        <legend>{say('import.what.title')}</legend>
        {whats.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="import-what"
              checked={what === one}
              onChange={() => {
                setWhat(one);
                setReport(undefined);
                sending.clear();
              }}
            />{' '}
            {say(`import.what.${one}`)}
          </label>
        ))}
      </fieldset>
      <p className="quiet small">{say(`import.about.${what}`)}</p>
      <ol className="import-steps">
        <li>
          <a className="button" href={addressOf('getImportTemplate', { params, query: { lang: language } })} download>
            {say('import.template')}
          </a>{' '}
          <span className="quiet small">{say('import.templateAbout')}</span>
        </li>
        <li>
          <label htmlFor="import-file">{say('import.file')}</label>
          <FileChoice
            id="import-file"
            accept=".xlsx"
            chosen={file?.name}
            take={(next) => {
              setFile(next);
              setReport(undefined);
              sending.clear();
            }}
          />
          <button
            type="button"
            className="button first"
            disabled={!file || sending.busy}
            onClick={() => void ask('yes')}
          >
            {say(sending.busy ? 'import.busy' : 'import.look')}
          </button>
        </li>
      </ol>
      <Fault sending={sending} id="import-fault" />
      {report && <Found report={report.of} isDone={report.isDone} />}
      {report && (
        <div className="form-end import-end">
          {!report.isDone && report.of.good > 0 && (
            <button type="button" className="button first" disabled={sending.busy} onClick={() => void ask('no')}>
              {say('import.do', { n: report.of.good })}
            </button>
          )}
          {report.of.bad > 0 && (
            <button type="button" className="button" disabled={sending.busy} onClick={() => void fetchRejected()}>
              {say('import.rejected', { n: report.of.bad })}
            </button>
          )}
        </div>
      )}
    </>
  );
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

function Found({ report, isDone }: { report: Report; isDone: boolean }) {
  const { say, word } = useLanguage();
  const { rows, good, known, bad } = report;
  const columns: Column<FaultRow>[] = [
    { id: 'row', head: say('import.row'), main: true, cell: (one) => say('import.rowNumber', { row: one.row }) },
    { id: 'column', head: say('import.column'), cell: (one) => word(one.column) },
    { id: 'value', head: say('import.value'), cell: (one) => one.value || null },
    { id: 'what', head: say('import.what'), cell: (one) => word(one.message) },
    { id: 'remedy', head: say('import.remedy'), cell: (one) => word(one.remedy) },
  ];
  return (
    <section aria-live="polite">
      <p>
        <b>{say(isDone ? 'import.done' : 'import.found', { rows, good, known, bad })}</b>
      </p>
      {report.faults.length > 0 && (
        <Rows
          caption={say('import.faults')}
          columns={columns}
          rows={report.faults}
          rowKey={(one) => `${one.row} ${one.column.zh}`}
        />
      )}
    </section>
  );
}
