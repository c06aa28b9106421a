import { Link } from 'react-router';
import { isObject, type JsonObject, type Text } from '../../definitions/index.ts';
import { useMe } from '../api/queries.ts';
import { useKindTitle } from '../catalogue/kind-title.ts';
import { useReader } from '../texts/reader.ts';
import { standingOf } from '../catalogue/standing.ts';
import { Mark } from '../ui/mark.tsx';
import { firstSentenceOf } from './first-sentence.ts';
import { titleIn, type Titles } from '../texts/titles.ts';
import type { Change } from '../editors/view.ts';
import { Sentence } from './sentence/sentence.tsx';
import type { Staleness } from './sentence/use-stale-parts.ts';
import type { Evaluated } from './try/use-evaluator.ts';
import type { DefinitionStatus } from './use-definition-status.ts';

/** What is decided, in the largest letters of the page; above it what the definition is called and how it stands. */
export function DefinitionHead({
  document,
  said,
  version,
  isDraft,
  isNew,
  isStale,
  staleness,
  words,
  status,
  subject,
  titles,
  change,
}: {
  readonly document: JsonObject;
  /** The document that the words tell. */
  readonly said: JsonObject;
  readonly version: number | null;
  readonly isDraft: boolean;
  /** Whether nothing of it is in force yet. */
  readonly isNew: boolean;
  /** Whether the draft has errors, so that what is shown is how it stood before. */
  readonly isStale: boolean;
  readonly staleness: Staleness | null | undefined;
  readonly words: readonly string[] | undefined;
  readonly status: DefinitionStatus;
  readonly subject: Evaluated;
  readonly titles: Titles;
  /** Undefined where nothing can be written. */
  readonly change: Change | undefined;
}) {
  const reader = useReader();
  const { t, say } = reader;
  const kindTitle = useKindTitle();
  const title = say(titleIn(document) ?? String(document['name']));
  const about = document['subject'];
  const { standing, text } = standingOf(countsOf(status), reader);
  return (
    <header className="head">
      <title>{`${title} · Guiju`}</title>
      <p className="line">
        <Link to={`/manual/${String(document['kind'])}`}>{kindTitle(String(document['kind']))}</Link>
        {typeof about === 'string' || isObject(about) ? <span>{say(about as Text)}</span> : null}
        <Version document={document} version={version} isNew={isNew} />
        {isDraft ? <span className="draft-mark">{t('draft.mark')}</span> : null}
        {status.problems === undefined ? null : (
          <span className="standing">
            <Mark standing={standing} />
            {text}
          </span>
        )}
      </p>
      <h1>{title}</h1>
      {isNew ? null : (
        <p className="fine">
          <Link to={`/new?copy=${String(document['kind'])}/${String(document['name'])}`}>{t('new.copyThis')}</Link> ·{' '}
          <Link to={`/definitions/${String(document['kind'])}/${String(document['name'])}/uses`}>{t('uses.open')}</Link>
        </p>
      )}
      <Sentence
        text={firstSentenceOf(words ?? [])}
        said={said}
        document={document}
        titles={titles}
        subject={subject}
        change={change}
        isStale={isStale}
        staleness={staleness}
      />
    </header>
  );
}

/** The version in force; whoever is signed in comes from it to all versions there were. */
function Version({
  document,
  version,
  isNew,
}: {
  readonly document: JsonObject;
  readonly version: number | null;
  readonly isNew: boolean;
}) {
  const { t } = useReader();
  const { data } = useMe();
  if (isNew) return <span>{t('new.mark')}</span>;
  const text = version === null ? t('catalogue.draft') : t('catalogue.version', { n: version });
  if (version === null || data?.kind !== 'person') return <span>{text}</span>;
  return (
    <Link to={`/definitions/${String(document['kind'])}/${String(document['name'])}/history`}>
      {text} · {t('versions.open')}
    </Link>
  );
}

function countsOf({ problems = [], proofs }: DefinitionStatus) {
  const ofSeverity = (severity: string) => problems.filter((one) => one.severity === severity).length;
  const ofVerdict = (verdict: string) => (proofs ?? []).filter((one) => one.verdict === verdict).length;
  return {
    problems: { error: ofSeverity('error'), warning: ofSeverity('warning') },
    proofs:
      proofs === undefined
        ? null
        : { proved: ofVerdict('proved'), refuted: ofVerdict('refuted'), undecided: ofVerdict('undecided') },
  };
}
