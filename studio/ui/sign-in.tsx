import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { dataOf, onSignedOut, onSigningOut, server } from '../api/client.ts';
import { forgetCustomers } from '../api/customers.ts';
import { useMe } from '../api/queries.ts';
import { useReader } from '../texts/reader.ts';
import { forgetKept } from './kept.ts';

const ASKED = 'guiju:sign-in';

/** Opens the way in over the page. */
export function signIn(): void {
  window.dispatchEvent(new Event(ASKED));
}

/** The way in, over the page and all that was typed on it: when a session has ended, or somebody asks. */
export function SignIn() {
  const { t } = useReader();
  const queries = useQueryClient();
  const dialog = useRef<HTMLDialogElement>(null);
  const [why, setWhy] = useState<'asked' | 'ended' | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { data: me, refetch } = useMe();
  useEffect(() => {
    const open = (because: 'asked' | 'ended') => () => setWhy((before) => before ?? because);
    const [asked, ended] = [open('asked'), open('ended')];
    window.addEventListener(ASKED, asked);
    const stop = onSignedOut(ended);
    return () => {
      window.removeEventListener(ASKED, asked);
      stop();
    };
  }, []);
  useForgottenCustomers();
  // Its fields stand on the page only while it is open: whoever looks for a field by its name finds one.
  useEffect(() => {
    if (why !== null && dialog.current?.open === false) dialog.current.showModal();
  }, [why]);
  const close = () => {
    dialog.current?.close();
    setWhy(null);
    setRefusal(null);
  };
  // Somebody may have signed in beside this page.
  useEffect(() => {
    if (why === null) return undefined;
    const look = () => {
      void refetch().then(({ data, isSuccess }) => {
        // Who was signed in before is still known while the server does not answer.
        if (!isSuccess || data?.kind !== 'person') return;
        close();
        void queries.invalidateQueries();
        window.dispatchEvent(new Event('online'));
      });
    };
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [why, refetch, queries]);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const text = (name: string) => String(given.get(name) ?? '');
    const body = { account: text('account'), password: text('password'), code: text('code') };
    try {
      await dataOf(server.POST('/api/v1/sessions', { body }));
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : String(error));
      return;
    }
    close();
    await queries.invalidateQueries();
    // What waited for somebody to be signed in goes on.
    window.dispatchEvent(new Event('online'));
  };
  return (
    <dialog ref={dialog} className="sign-in" aria-labelledby="sign-in-title" onClose={close}>
      <h2 id="sign-in-title">{t('shell.signIn')}</h2>
      {why === 'ended' ? <p>{t('signIn.ended')}</p> : null}
      {refusal === null ? null : (
        <p className="error" role="alert">
          {refusal}
        </p>
      )}
      {why === null ? null : (
        <form onSubmit={(event) => void send(event)}>
          <label>
            {t('signIn.account')}
            <input name="account" autoComplete="username" autoCapitalize="none" required />
          </label>
          <label>
            {t('signIn.password')}
            <input name="password" type="password" autoComplete="current-password" required />
          </label>
          <label>
            {t('signIn.code')}
            <input name="code" inputMode="numeric" autoComplete="one-time-code" required />
          </label>
          <p className="ways">
            <button type="submit" className="main-action">
              {t('shell.signIn')}
            </button>
            <button type="button" className="quiet" onClick={close}>
              {t('signIn.later')}
            </button>
            {me?.kind === 'visitor' ? (
              <a href="/sign-in" target="_blank" rel="noreferrer">
                {t('signIn.sample')}
              </a>
            ) : null}
          </p>
        </form>
      )}
    </dialog>
  );
}

/** What somebody read of customers is gone from the page, and from the browser, when he leaves or another one comes. */
function useForgottenCustomers(): void {
  const queries = useQueryClient();
  const { data: me } = useMe();
  const last = useRef<string | null>(null);
  const now = me?.kind === 'person' ? (me.id ?? null) : null;
  useEffect(() => {
    const forget = () => {
      // First what was read, so that nothing of it is loaded again.
      void forgetCustomers(queries);
      forgetKept('try ');
    };
    if (now !== null && last.current !== null && last.current !== now) forget();
    // Who signs in again after his session has ended finds what he had.
    last.current = now ?? last.current;
    return onSigningOut(forget);
  }, [now, queries]);
}
