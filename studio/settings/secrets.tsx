import { type ReactNode, useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import { useMe } from '../api/queries.ts';
import { useReader } from '../texts/reader.ts';

/** What is shown once: what it is, whom it is for, and itself. */
export interface ShownOnce {
  readonly kind: 'link' | 'key' | 'second';
  readonly whom: string;
  readonly text: string;
}

/** What was shown and not copied yet, by who saw it: it outlives the room, and is gone with the page. */
const held = new Map<string, readonly ShownOnce[]>();
const listeners = new Set<() => void>();
const NONE: readonly ShownOnce[] = [];

function listen(hear: () => void): () => void {
  listeners.add(hear);
  return () => listeners.delete(hear);
}

function change(person: string, secrets: readonly ShownOnce[]): void {
  held.set(person, secrets);
  for (const hear of listeners) hear();
}

/** Keeps what is shown once on the page, in whatever room the reader is, until he says that he has it. */
export function useKeepSecret(): (secret: ShownOnce) => void {
  const person = useMe().data?.id ?? '';
  return useCallback((secret) => change(person, [secret, ...(held.get(person) ?? NONE)]), [person]);
}

/** Everything below may show secrets; each stays above it, the newest with the focus, until it was copied. */
export function Secrets({ children }: { readonly children: ReactNode }) {
  const { t } = useReader();
  const person = useMe().data?.id ?? '';
  const secrets = useSyncExternalStore(listen, () => held.get(person) ?? NONE);
  const newest = useRef<HTMLLIElement>(null);
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
                onClick={() =>
                  change(
                    person,
                    secrets.filter((one) => one !== secret),
                  )
                }
              >
                {t('settings.secret.done')}
              </button>
            </li>
          ))}
        </ul>
      )}
      {children}
    </>
  );
}
