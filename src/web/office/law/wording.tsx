/** The official wording beside our summary, where the full text of the document is in; else how to bring it in. */
import { Link } from '@tanstack/react-router';
import type { Reply } from '#contract';
import { useLanguage } from '../../kit/language.ts';

type FullText = Reply<'getClause'>['full_text'];
type Words = Reply<'getClause'>['clause']['wording'];

/** Words of one clause, set off from the summary. */
export function Wording({ words, full }: { words: Words; full: FullText }) {
  const { say } = useLanguage();
  if (full === null) return null;
  if (words === null) return <p className="small quiet">{say('wording.absent')}</p>;
  return (
    <blockquote className="law-wording" lang="zh-CN">
      <span className="small quiet">{say(words.exact ? 'wording.title' : 'wording.around')}</span>
      <br />
      {words.text}
    </blockquote>
  );
}

/** Where the wording comes from, or that there is none yet. */
export function WordingSource({ full }: { full: FullText }) {
  const { say } = useLanguage();
  if (full === null) {
    return (
      <p className="small quiet">
        {say('wording.none')} <Link to="/law/texts">{say('wording.how')}</Link>
      </p>
    );
  }
  return (
    <p className="small quiet">
      {say('wording.from', { name: full.file })}{' '}
      <Link to="/law/texts/$home/$id" params={{ home: full.home, id: full.id }}>
        {say('wording.open')}
      </Link>
    </p>
  );
}
