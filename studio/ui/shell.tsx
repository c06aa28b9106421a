import { type ReactNode, useEffect, useState } from 'react';
import { Link, NavLink, useLocation } from 'react-router';
import { LANGUAGES } from '../../definitions/index.ts';
import { useCatalogue, useMe } from '../api/queries.ts';
import { ServerError, signOut } from '../api/client.ts';
import { chooseLanguage } from '../texts/language.ts';
import { useReader } from '../texts/reader.ts';
import { Bell } from './bell.tsx';
import { Boundary } from './boundary.tsx';
import { SignIn } from './sign-in.tsx';
import seal from './seal.svg';
import { chooseTheme, shownTheme } from './theme.ts';

const NAMES = { 'zh-CN': '中文', en: 'English' } as const;

/** The frame of every page: the rooms of the house, the language, and a calm word where the server is lost. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { t } = useReader();
  const { pathname } = useLocation();
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [pathname]);
  return (
    <>
      <a className="skip" href="#content">
        {t('shell.skip')}
      </a>
      <header className="bar">
        <Link className="mark" to="/">
          <img src={seal} alt="" width="22" height="22" />
          <span lang="zh-CN">规矩</span> Guiju
        </Link>
        <nav className="rooms">
          <NavLink
            to="/"
            end
            className={() => (/^\/(population|changes|settings|desk)/.test(pathname) ? '' : 'active')}
          >
            {t('shell.definitions')}
          </NavLink>
          <Desk />
          <Changes />
          <NavLink to="/population">{t('shell.population')}</NavLink>
          <Settings />
          <a className="wide-only" href="/docs">
            {t('shell.documentation')}
          </a>
        </nav>
        <Bell />
        <Who />
        <ThemeChoice />
        <LanguageChoice />
      </header>
      <ServerLost />
      <SignIn />
      <main id="content" tabIndex={-1}>
        <Boundary key={pathname}>{children}</Boundary>
      </main>
    </>
  );
}

/** The way to what waits for whoever is signed in; nothing where the server knows no people. */
function Changes() {
  const { t } = useReader();
  const { data } = useMe();
  return data?.kind === 'person' ? <NavLink to="/changes">{t('shell.changes')}</NavLink> : null;
}

const WORKING: ReadonlySet<string> = new Set(['agent', 'team-lead', 'customer-manager', 'president']);

/** The way to the desk, for those who work on requests. */
function Desk() {
  const { t } = useReader();
  const { data } = useMe();
  const isOpen = data?.kind === 'person' && data.rights.some(({ role }) => WORKING.has(role));
  return isOpen ? <NavLink to="/desk">{t('shell.desk')}</NavLink> : null;
}

const SETTING: ReadonlySet<string> = new Set([
  'security-administrator',
  'system-administrator',
  'auditor',
  'author',
  'approver',
  'president',
  'importer',
]);

/** The way to the settings, for those whose roles open one of them. */
function Settings() {
  const { t } = useReader();
  const { data } = useMe();
  const isOpen = data?.kind === 'person' && data.rights.some(({ role }) => SETTING.has(role));
  return isOpen ? <NavLink to="/settings">{t('shell.settings')}</NavLink> : null;
}

/** Who is signed in, and the way in or out; nothing where the server knows no people. */
function Who() {
  const { t } = useReader();
  const { data } = useMe();
  if (data?.kind === 'visitor')
    return (
      <a className="who" href="/sign-in">
        {t('shell.signIn')}
      </a>
    );
  if (data?.kind !== 'person') return null;
  return (
    <p className="who">
      <span>{data.name}</span>
      <button type="button" className="quiet" onClick={() => void signOut()}>
        {t('shell.signOut')}
      </button>
    </p>
  );
}

function ThemeChoice() {
  const { t } = useReader();
  const [theme, setTheme] = useState(shownTheme);
  return (
    <button
      type="button"
      className="theme"
      aria-pressed={theme === 'dark'}
      title={t('shell.dark')}
      aria-label={t('shell.dark')}
      onClick={() => {
        const next = theme === 'dark' ? 'light' : 'dark';
        chooseTheme(next);
        setTheme(next);
      }}
    >
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" />
        <path d="M8 1.5a6.5 6.5 0 0 1 0 13z" fill="currentColor" />
      </svg>
    </button>
  );
}

/** The two languages, of which the page speaks one. */
export function LanguageChoice() {
  const { language, t } = useReader();
  return (
    <div className="language" role="group" aria-label={t('shell.language')}>
      {LANGUAGES.map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          aria-pressed={one === language}
          onClick={() => {
            chooseLanguage(one);
          }}
        >
          {NAMES[one]}
        </button>
      ))}
    </div>
  );
}

function ServerLost() {
  const { t } = useReader();
  const { error, data, refetch } = useCatalogue();
  // Where nothing was loaded yet the page itself says so.
  if (data === undefined || !(error instanceof ServerError) || error.status !== 0) return null;
  return (
    <div className="lost" role="status">
      <strong>{t('state.lost')}</strong> <span>{t('state.lost.hint')}</span>
      <button type="button" className="quiet" onClick={() => void refetch()}>
        {t('state.retry')}
      </button>
    </div>
  );
}
