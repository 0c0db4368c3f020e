/** One imported document: as it was read, its file, and what can be done with it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Reply } from '#contract';
import { addressOf, call } from '../../kit/client.ts';
import { useLanguage } from '../../kit/language.ts';
import { LawHead } from '../../kit/page.tsx';
import { usePlace } from '../../kit/place.ts';
import { Answer, Failure } from '../../kit/states.tsx';
import { useReply } from '../../kit/use-reply.ts';
import { ReadingView } from './reading-view.tsx';
import './texts.css';

type Found = Reply<'getImported'>;

export function Screen() {
  const { say } = useLanguage();
  const { params } = usePlace();
  const at = { home: params.home ?? '', id: params.id ?? '' };
  const query = useReply('getImported', { params: at });
  const title = query.data?.document.title ?? say('texts.unnamed');
  return (
    <>
      <LawHead title={title} page={title} lead={query.data?.document.file} />
      <Answer query={query}>
        {(found) => (
          <>
            <Ways found={found} />
            <h2 className="unseen">{say('texts.asRead')}</h2>
            <ReadingView reading={found.reading} />
          </>
        )}
      </Answer>
    </>
  );
}

function Ways({ found: { document } }: { found: Found }) {
  const { say, word } = useLanguage();
  const client = useQueryClient();
  const packs = useReply('listDocuments').data?.rows ?? [];
  const params = { home: document.home, id: document.id };
  const assigning = useMutation({
    mutationFn: (pack: string) => call('assignPack', { params, body: { pack: pack === '' ? null : pack } }),
    onSuccess: () => client.invalidateQueries(),
  });
  return (
    <>
      <div className="filters">
        <Link to="/law/texts/compare" search={{ a: `${document.home}/${document.id}` }} className="button">
          {say('texts.compare')}
        </Link>
        <Link to="/law/texts/$home/$id/base" params={params} className="button">
          {say('texts.base')}
        </Link>
        <Link to="/law/texts/$home/$id/draft" params={params} className="button first">
          {say('drafts.new')}
        </Link>
        <a href={addressOf('getImportedFile', { params })} className="button" download>
          {say('texts.download')}
        </a>
        <label>
          {say('texts.pack')}
          <select
            className="control"
            value={document.pack ?? ''}
            disabled={assigning.isPending}
            onChange={(event) => assigning.mutate(event.target.value)}
          >
            <option value="">{say('texts.packNone')}</option>
            {packs.map((row) => (
              <option key={row.id} value={row.id}>
                {word(row.name)}
              </option>
            ))}
          </select>
        </label>
        {document.pack && (
          <Link to="/law/documents/$id" params={{ id: document.pack }}>
            {say('texts.library')}
          </Link>
        )}
      </div>
      {assigning.error && <Failure error={assigning.error} />}
    </>
  );
}
