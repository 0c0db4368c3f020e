/** Everything around a screen: head, search, place and time, notices, foot. */
import { Link, Outlet, useNavigate, useParams, useRouterState } from '@tanstack/react-router';
import { setLanguage, useLanguage } from '../kit/language.ts';
import { UnitSearch } from '../kit/unit-search.tsx';
import { useReply } from '../kit/use-reply.ts';
import { Notices } from './notices.tsx';
import { PlaceBar } from './place-bar.tsx';

export function Frame() {
  const { say } = useLanguage();
  return (
    <>
      <a href="#content" className="skip">
        {say('frame.skip')}
      </a>
      <Top />
      <PlaceBar />
      <Notices />
      <main id="content" tabIndex={-1} className="page">
        <Outlet />
      </main>
      <Foot />
    </>
  );
}

function Top() {
  const { say, language } = useLanguage();
  const navigate = useNavigate();
  const params = useParams({ strict: false }) as Record<string, string>;
  const code = params.code ?? params.county ?? '0';
  const law = useRouterState({ select: (state) => state.location.pathname.startsWith('/law') });
  const sample = useReply('getStatus').data?.sample;
  return (
    <header className="top">
      <div className="top-in">
        <Link to="/u/$code" params={{ code: '0' }} className="brand">
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <path d="M4 6h24v20H4zM16 6v20M4 16h24" fill="none" stroke="currentColor" strokeWidth="2.6" />
          </svg>
          {say('frame.name')}
        </Link>
        {sample && (
          <span className="sample-mark" title={say('frame.sampleLong')}>
            {say('frame.sample')}
          </span>
        )}
        <nav aria-label={say('frame.main')}>
          <Link to="/u/$code" params={{ code }} aria-current={law ? undefined : 'page'}>
            {say('frame.board')}
          </Link>
          <Link to="/law" aria-current={law ? 'page' : undefined}>
            {say('frame.law')}
          </Link>
        </nav>
        <UnitSearch
          label={say('search.label')}
          hint={say('search.hint')}
          onPick={(unit) => void navigate({ to: '/u/$code', params: { code: unit.code } })}
        />
        <button
          type="button"
          className="link-button spacer"
          lang={language === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => void setLanguage(language === 'zh' ? 'en' : 'zh')}
        >
          {language === 'zh' ? 'English' : '中文'}
        </button>
      </div>
    </header>
  );
}

function Foot() {
  const { say } = useLanguage();
  const status = useReply('getStatus').data;
  return (
    <footer className="foot">
      <div className="foot-in">
        <span>
          {say('frame.name')} {status?.version}
        </span>
        {status?.loopback_only && <span>{say('frame.loopback')}</span>}
        {status?.sample && <span>{say('frame.sampleLong')}</span>}
        <a href="/api/docs" className="no-print">
          {say('frame.api')}
        </a>
      </div>
    </footer>
  );
}
