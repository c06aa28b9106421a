import { Link } from 'react-router';
import type { Difference, Release } from '../api/releases.ts';
import { useReader } from '../texts/reader.ts';
import type { Shelf } from '../texts/titles.ts';
import { Clauses } from './clause-table.tsx';
import { Places } from './places.tsx';

type Changed = Difference['differences'][number];

/** So many sentences are read large; a longer change is read as a list. */
const FEW = 4;
const LONG = 160;

/** What changes, in words: the sentences, then clause by clause and place by place; what is only reached is named. */
export function ChangeWords({
  difference,
  shelf,
  release,
}: {
  readonly difference: Difference;
  readonly shelf: Shelf;
  /** The release that is read; remarks are left in it. None between two versions. */
  readonly release?: Release;
}) {
  const { t, say } = useReader();
  const own = difference.differences.filter(({ kind }) => kind !== 'reached');
  const reached = difference.differences.filter(({ kind }) => kind === 'reached');
  return (
    <section aria-labelledby="words">
      <h2 id="words">{t('review.words')}</h2>
      {own.length === 0 ? <p>{t('review.words.same')}</p> : null}
      {own.map((one) => (
        <OneDefinition
          key={one.ref}
          one={one}
          shelf={shelf}
          isMany={own.flatMap(({ words }) => words.en).length > FEW}
          {...(release === undefined ? {} : { release })}
        />
      ))}
      {reached.length === 0 ? null : (
        <p className="links">
          <span className="fine">{t('review.words.reached')}</span>
          {reached.map(({ ref, title }) => (
            <Link key={ref} to={`/definitions/${ref}`}>
              {say(title)}
            </Link>
          ))}
        </p>
      )}
    </section>
  );
}

function OneDefinition({
  one,
  shelf,
  isMany,
  release,
}: {
  readonly one: Changed;
  readonly shelf: Shelf;
  readonly isMany: boolean;
  readonly release?: Release;
}) {
  const { t, say, language } = useReader();
  const { ref, title, kind, words, lines } = one;
  const name = say(title);
  const sentences =
    kind === 'added'
      ? [t('review.words.added', { title: name }), ...lines[language].flatMap(({ after }) => after ?? [])]
      : kind === 'removed'
        ? [t('review.words.removed', { title: name })]
        : words[language];
  return (
    <div className="changed-definition">
      <p className="of">{kind === 'added' ? name : <Link to={`/definitions/${ref}`}>{name}</Link>}</p>
      {sentences.map((sentence, i) => (
        <p key={i} className={isMany || sentence.length > LONG ? 'told many' : 'told'}>
          {sentence}
        </p>
      ))}
      <Clauses lines={lines[language]} label={name} isLive={release?.state === 'live'} />
      <Places one={one} shelf={shelf} {...(release === undefined ? {} : { release })} />
    </div>
  );
}
