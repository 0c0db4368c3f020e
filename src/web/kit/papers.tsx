/** Official papers that a page can be taken along as: one row of links for each, .docx and PDF. */
import { Link } from '@tanstack/react-router';
import { addressOf } from './client.ts';
import { useLanguage } from './language.ts';
import { factual, usePlace } from './place.ts';
import { useReply } from './use-reply.ts';

interface About {
  readonly seat?: string;
  readonly tenure?: string;
}

/** Papers of the unit; with a seat or a tenure those of it, without one those that need nothing more than the unit. */
export function Papers({ seat, tenure }: About) {
  const { say, word } = useLanguage();
  const { code, when } = usePlace();
  const rows = useReply('listPapers', { params: { code }, query: { day: when.day } }).data?.rows ?? [];
  const level = useReply('getUnit', { params: { code }, query: factual(when) }).data?.unit.level;
  const needs = seat !== undefined ? 'seat' : tenure !== undefined ? 'tenure' : '';
  const fitting = rows.filter((row) => row.needs.join() === needs && row.levels.some((one) => one === level));
  if (fitting.length === 0 || when.regime !== undefined) return null;
  return (
    <details className="fold papers no-print">
      <summary>{say('papers.title')}</summary>
      <ul>
        {fitting.map((row) => {
          const ask = { params: { code, kind: row.kind }, query: { day: when.day, seat, tenure } };
          return (
            <li key={row.kind}>
              {word(row.name)}
              <a href={addressOf('getPaperDocx', ask)} className="button" download>
                {say('papers.docx')}
                <span className="unseen"> {word(row.name)}</span>
              </a>
              <a href={addressOf('getPaperPdf', ask)} className="button" download>
                PDF
                <span className="unseen"> {word(row.name)}</span>
              </a>
            </li>
          );
        })}
      </ul>
      <Link to="/papers/check">{say('paper.check')}</Link>
    </details>
  );
}
