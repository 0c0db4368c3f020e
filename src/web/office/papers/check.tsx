/** A paper that was made here, opened again: which of its figures still hold. */
import { useMutation } from '@tanstack/react-query';
import type { Reply } from '#contract';
import { call } from '../../kit/client.ts';
import { FileChoice } from '../../kit/file-choice.tsx';
import { useLanguage } from '../../kit/language.ts';
import { PageHead, useTitle } from '../../kit/page.tsx';
import { type Column, Rows } from '../../kit/rows.tsx';
import { Failure } from '../../kit/states.tsx';

type Found = Reply<'checkPaper'>;
type Row = Found['rows'][number];

export function Screen() {
  const { say } = useLanguage();
  useTitle(say('paper.check'));
  const checking = useMutation({ mutationFn: (file: File) => call('checkPaper', { query: {}, body: file }) });
  return (
    <>
      <PageHead title={say('paper.check')} lead={say('paper.checkLead')} />
      <div className="labelled">
        <label htmlFor="paper-file">{say('paper.choose')}</label>
        <FileChoice
          id="paper-file"
          accept=".docx"
          chosen={checking.variables?.name}
          take={(file) => checking.mutate(file)}
        />
      </div>
      {checking.isPending && (
        <p className="spin" role="status">
          {say('texts.reading')}
        </p>
      )}
      {checking.error && <Failure error={checking.error} />}
      {checking.data && <Result found={checking.data} />}
    </>
  );
}

function Result({ found: { paper, rows } }: { found: Found }) {
  const { say, word } = useLanguage();
  const off = rows.filter((row) => row.verdict !== 'same');
  const columns: Column<Row>[] = [
    { id: 'name', head: say('paper.figure'), main: true, cell: (row) => word(row.name) },
    { id: 'printed', head: say('paper.printed'), cell: (row) => row.printed.join(say('list.comma')) || null },
    { id: 'before', head: say('paper.before'), cell: (row) => row.before },
    { id: 'now', head: say('paper.now'), cell: (row) => row.now },
    {
      id: 'verdict',
      head: say('paper.verdict'),
      cell: (row) => <span className="tag warn">{say(`verdict.${row.verdict}`)}</span>,
    },
  ];
  return (
    <section className="part" aria-labelledby="checked" role="status">
      <h2 id="checked">{say('paper.result', { same: rows.length - off.length, all: rows.length, day: paper.day })}</h2>
      {off.length === 0 ? (
        <p>{say('paper.allSame')}</p>
      ) : (
        <Rows caption={say('paper.check')} columns={columns} rows={off} rowKey={(row) => row.note} />
      )}
    </section>
  );
}
