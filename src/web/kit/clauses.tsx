import type { Reply } from '#contract';
import { useLanguage } from './language.ts';
import { ClauseLink } from './links.tsx';
import { useReply } from './use-reply.ts';

type Clause = Reply<'getObligation'>['clauses'][number];

/** Clauses with their citation and summary. */
export function Clauses({ rows }: { rows: readonly Clause[] }) {
  const { word } = useLanguage();
  const documents = useReply('listDocuments').data?.rows ?? [];
  const nameOf = (id: string) => {
    const found = documents.find((document) => document.id === id);
    return found ? word(found.name) : id;
  };
  return (
    <ul className="clause-text">
      {rows.map((row) => (
        <li key={row.id} className="asked">
          <p>
            <ClauseLink id={row.id}>{row.citation}</ClauseLink>{' '}
            <span className="quiet small">{nameOf(row.document)}</span>
          </p>
          <p>{word(row)}</p>
        </li>
      ))}
    </ul>
  );
}
