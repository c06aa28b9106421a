import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { dataOf, server } from '../api/client.ts';
import { usual } from '../api/queries.ts';
import { useReader } from '../texts/reader.ts';
import '../texts/guide.ts';

const STEPS = ['approver', 'data', 'changed', 'published'] as const;

/** What a bank begins with, for whoever is signed in: shown until all of it is done, or until he sends it away. */
export function FirstSteps({
  person,
  classes,
}: {
  readonly person: string /** The page on which a bound is changed. */;
  readonly classes: string;
}) {
  const { t, number } = useReader();
  const key = `guiju.guide.${person}`;
  const [isAway, setAway] = useState(() => isSet(key));
  const { data } = useQuery({
    ...usual,
    queryKey: ['first-steps'],
    queryFn: () => dataOf(server.GET('/api/v1/first-steps')),
    enabled: !isAway,
  });
  if (isAway || data === undefined || STEPS.every((step) => data[step])) return null;
  const ways = { approver: '/settings/people', data: '/settings/data', changed: classes, published: '/changes' };
  const done = STEPS.filter((step) => data[step]).length;
  return (
    <section className="guide" aria-labelledby="guide">
      <h2 id="guide">{t('guide.title', { n: number(done), all: number(STEPS.length) })}</h2>
      <ol>
        {STEPS.map((step) => (
          <li key={step}>
            <Link to={ways[step]}>{t(`guide.${step}`)}</Link>
            {data[step] ? <span className="tag">{`✓ ${t('guide.done')}`}</span> : null}
            <p className="fine">{t(`guide.${step}.how`)}</p>
          </li>
        ))}
      </ol>
      <button
        type="button"
        className="quiet"
        onClick={() => {
          keep(key);
          setAway(true);
        }}
      >
        {t('guide.dismiss')}
      </button>
    </section>
  );
}

function isSet(key: string): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

function keep(key: string): void {
  try {
    localStorage.setItem(key, 'away');
  } catch {
    // A browser that keeps nothing shows it again the next time.
  }
}
