import type { Release } from '../api/releases.ts';
import { instantText } from '../texts/day.ts';
import { type Said, useReader } from '../texts/reader.ts';

const KNOWN: ReadonlySet<string> = new Set([
  'begin',
  'edit',
  'submit',
  'return',
  'refuse',
  'withdraw',
  'approve',
  'take-back',
  'fall-due',
  'recheck',
  'go-live',
  'hold',
  'void',
  'expire',
  'review',
]);

/** What happened to a change, newest first, with the reasons that were given. */
export function ReleaseHistory({ release }: { readonly release: Release }) {
  const reader = useReader();
  const { t, language } = reader;
  const events = release.history.toReversed();
  return (
    <section aria-labelledby="history">
      <h2 id="history">{t('review.history')}</h2>
      <ol className="history">
        {events.map(({ at, event, by, reason }, i) => (
          <li key={i}>
            <span className="fine">{instantText(at, reader)}</span>
            <span>
              {by.kind === 'person' || by.kind === 'key' ? by.name : t('review.keeper')}{' '}
              {KNOWN.has(event) ? t(`review.event.${event}` as Said) : event}
            </span>
            {reason === null ? null : <span>{reason[language]}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
