import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react';
import { useReader } from '../texts/reader.ts';

/** What is shown once: what it is, whom it is for, and itself. */
export interface ShownOnce {
  readonly kind: 'link' | 'key' | 'second';
  readonly whom: string;
  readonly text: string;
}

const Keep = createContext<(secret: ShownOnce) => void>(() => {});

/** Keeps what is shown once on the page, in whatever room the reader is, until he says that he has it. */
export const useKeepSecret = () => useContext(Keep);

/** Everything below may show secrets; each stays above it, the newest with the focus, until it was copied. */
export function Secrets({ children }: { readonly children: ReactNode }) {
  const { t } = useReader();
  const [secrets, setSecrets] = useState<readonly ShownOnce[]>([]);
  const newest = useRef<HTMLLIElement>(null);
  const keep = useCallback((secret: ShownOnce) => setSecrets((before) => [secret, ...before]), []);
  const [first] = secrets;
  useEffect(() => newest.current?.focus(), [first]);
  return (
    <>
      {secrets.length === 0 ? null : (
        <ul className="secrets" aria-label={t('settings.secrets')}>
          {secrets.map((secret, i) => (
            <li key={secret.text} className="done-note secret" ref={i === 0 ? newest : null} tabIndex={-1}>
              <b>{secret.whom}</b>
              <p>
                {t(`settings.secret.${secret.kind}`)} <b>{t('settings.secret.once')}</b>
              </p>
              <code>{secret.text}</code>
              <button
                type="button"
                className="quiet"
                aria-label={t('settings.secret.done.of', { whom: secret.whom })}
                onClick={() => setSecrets((before) => before.filter((one) => one !== secret))}
              >
                {t('settings.secret.done')}
              </button>
            </li>
          ))}
        </ul>
      )}
      <Keep.Provider value={keep}>{children}</Keep.Provider>
    </>
  );
}
