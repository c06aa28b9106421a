import { Link } from 'react-router';
import { isObject, type JsonObject, type Text } from '../../definitions/index.ts';
import { useChoosable, useOwnDrafts } from '../api/own-drafts.ts';
import { useCatalogue } from '../api/queries.ts';
import { dayText } from '../texts/day.ts';
import { useReader } from '../texts/reader.ts';
import { Loading } from '../ui/notice.tsx';
import type { Titles } from '../texts/titles.ts';
import { within } from './sentence/stretches.ts';
import { Struck } from './sentence/struck.tsx';
import type { Staleness } from './sentence/use-stale-parts.ts';
import { mentionsIn } from './try/closure.ts';

/** What a definition says, sentence by sentence, and whom it touches: what it reads and what reads it. */
export function WordsTab({
  id,
  document,
  words,
  isBroken,
  staleness,
  titles,
}: {
  readonly id: string;
  readonly document: JsonObject;
  /** What it says, or said when it last had no errors; undefined until it is known. */
  readonly words: readonly string[] | undefined;
  readonly isBroken: boolean;
  readonly staleness: Staleness | null | undefined;
  readonly titles: Titles;
}) {
  const { t, say } = useReader();
  const summaries = useCatalogue().data?.definitions;
  const own = useOwnDrafts();
  const choosable = useChoosable();
  if (words === undefined) return <Loading />;
  const sentences = restOf(words);
  const struck = staleness?.of((all) => restOf(all).join('\n')) ?? [];
  const begins = sentences.map((_, i) => sentences.slice(0, i).join('\n').length + Math.min(i, 1));
  const known = new Map(choosable.map((one) => [one.id, say(one.title) || titles.definition(one.id)]));
  const reads = mentionsIn(document, known).filter((one) => one !== id);
  const users = [
    ...(summaries ?? []).filter(({ references }) => references.includes(id)).map((one) => one.id),
    ...own.filter((one) => mentionsIn(one.document, { has: (of) => of === id }).length > 0).map(({ ref }) => ref),
  ];
  const readBy = [...new Set(users)].filter((one) => one !== id);
  return (
    <div className="words">
      {isBroken ? <p className="fine">{t('words.errors')}</p> : null}
      {!isBroken && sentences.length === 0 ? <p className="fine">{t('words.all')}</p> : null}
      {sentences.length === 0 ? null : (
        <ol className="sentences">
          {sentences.map((sentence, i) => (
            <li key={i}>
              <Struck text={sentence} stretches={within(struck, begins[i] ?? 0, sentence.length)} />
            </li>
          ))}
        </ol>
      )}
      <About document={document} decides={summaries?.find((one) => one.id === id)?.decides === true ? id : undefined} />
      <h2>{t('words.reads')}</h2>
      <Mentioned ids={reads} titles={known} none={t('words.builtOnNothing')} />
      <h2>{t('words.readBy')}</h2>
      <Mentioned ids={readBy} titles={known} none={t('words.nobody')} />
    </div>
  );
}

function Mentioned({
  ids,
  titles,
  none,
}: {
  readonly ids: readonly string[];
  readonly titles: ReadonlyMap<string, string>;
  readonly none: string;
}) {
  if (ids.length === 0) return <p className="fine">{none}</p>;
  return (
    <ul className="links">
      {ids.map((id) => (
        <li key={id}>
          <Link to={`/definitions/${id}`}>{titles.get(id) ?? id}</Link>
        </li>
      ))}
    </ul>
  );
}

/** What the head of the page does not say already. */
function restOf(sentences: readonly string[]): readonly string[] {
  return /[:：]$/.test(sentences[0] ?? '') ? sentences : sentences.slice(1);
}

function About({
  document,
  decides,
}: {
  readonly document: JsonObject;
  /** The definition's id where the API answers with it. */
  readonly decides: string | undefined;
}) {
  const { t, say, language } = useReader();
  const { description, basis, reviewBy, owner } = document;
  const clause = (one: JsonObject) =>
    typeof one['clause'] === 'string'
      ? language === 'en'
        ? `, clause ${one['clause']}`
        : `第 ${one['clause']} 条`
      : '';
  const sources = Array.isArray(basis) ? basis.filter(isObject) : [];
  return (
    <>
      {typeof description === 'string' || isObject(description) ? (
        <>
          <h2>{t('words.about')}</h2>
          <p>{say(description as Text)}</p>
        </>
      ) : null}
      <dl className="pairs">
        {sources.length === 0 ? null : (
          <div>
            <dt>{t('words.basis')}</dt>
            <dd>
              {sources.map((one, i) => (
                <span key={i} className="basis">
                  {say(one['document'] as Text)}
                  {clause(one)}
                </span>
              ))}
            </dd>
          </div>
        )}
        {typeof owner === 'string' ? (
          <div>
            <dt>{t('words.owner')}</dt>
            <dd>{owner === 'head-office' ? t('words.headOffice') : owner}</dd>
          </div>
        ) : null}
        {typeof reviewBy === 'string' ? (
          <div>
            <dt>{t('words.reviewBy')}</dt>
            <dd>{dayText(reviewBy, { language })}</dd>
          </div>
        ) : null}
        {decides === undefined ? null : (
          <div>
            <dt>{t('words.api')}</dt>
            <dd>
              <a href={`/docs#/decisions/decide.${decides.replace('/', '.')}`}>{`/api/v1/decisions/${decides}`}</a>
            </dd>
          </div>
        )}
      </dl>
    </>
  );
}
