/** Everything around a screen: head, search, place and time, notices, foot. */
import { Link, Navigate, Outlet, useNavigate, useParams, useRouterState } from '@tanstack/react-router';
import { setLanguage, useLanguage } from '../kit/language.ts';
import { useMe } from '../kit/session/session.ts';
import { UnitSearch } from '../kit/unit-search.tsx';
import { useReply } from '../kit/use-reply.ts';
import { Beyond } from './beyond.tsx';
import { Gate } from './gate.tsx';
import { Notices } from './notices.tsx';
import { PlaceBar } from './place-bar.tsx';
import { Bell } from './review/bell.tsx';
import { Spoken } from './spoken.tsx';
import { Who } from './who.tsx';

export function Frame() {
  const { say } = useLanguage();
  return (
    <Gate>
      <a href="#content" className="skip">
        {say('frame.skip')}
      </a>
      <Top />
      <PlaceBar />
      <Notices />
      <main id="content" tabIndex={-1} className="page">
        <Landing />
      </main>
      <Spoken />
      <Foot />
    </Gate>
  );
}

const works = { system: '/approvals', security: '/accounts', auditor: '/audit' } as const;

/** The screen; an administrator begins at their own work and not at that of the seats. */
function Landing() {
  const isStart = useRouterState({ select: (state) => state.location.pathname === '/' });
  const admin = useMe()?.admin;
  return isStart && admin ? (
    <Navigate to={works[admin]} replace />
  ) : (
    <Beyond>
      <Outlet />
    </Beyond>
  );
}

function Top() {
  const { say, language } = useLanguage();
  const navigate = useNavigate();
  const params = useParams({ strict: false }) as Record<string, string>;
  const me = useMe();
  const code = params.code ?? params.county ?? me?.home ?? '0';
  const path = useRouterState({ select: (state) => state.location.pathname });
  const place = path === '/' ? 'home' : (path.match(/^\/(law|u|r|p)\b/)?.[1] ?? 'own');
  const sample = useReply('getStatus').data?.sample;
  const admin = me?.admin ?? null;
  return (
    <header className="top">
      <div className="top-in">
        <Link to="/" className="brand">
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
          {admin === null && (
            <>
              <Link to="/" aria-current={place === 'home' ? 'page' : undefined}>
                {say('frame.home')}
              </Link>
              <Link to="/u/$code" params={{ code }} aria-current={/^[urp]$/.test(place) ? 'page' : undefined}>
                {say('frame.board')}
              </Link>
            </>
          )}
          <Link to="/law" aria-current={place === 'law' ? 'page' : undefined}>
            {say('frame.law')}
          </Link>
          {admin && <Offices admin={admin} />}
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
        {admin === null && <Bell />}
        <Who />
      </div>
    </header>
  );
}

/** What an administrator has instead of the board. */
function Offices({ admin }: { admin: 'system' | 'security' | 'auditor' }) {
  const { say } = useLanguage();
  return (
    <>
      {admin === 'security' && <Link to="/accounts">{say('frame.accounts')}</Link>}
      <Link to="/approvals">{say('frame.approvals')}</Link>
      {admin === 'auditor' && <Link to="/audit">{say('frame.audit')}</Link>}
    </>
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
