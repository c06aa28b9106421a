import { isObject, type Json, type JsonObject, type Result } from '../../definitions/index.ts';
import type { Shelf, Titles } from '../editors/titles.ts';
import { useReader } from '../texts/reader.ts';
import { Mark } from '../ui/mark.tsx';
import { partIn, outputTitle } from './part-title.ts';
import { Reasons } from './reasons.tsx';
import { Matches } from './matches.tsx';
import { Trace } from './trace.tsx';

interface Props {
  readonly result: Result;
  readonly titles: Titles;
  readonly shelf: Shelf;
}

/** What was decided, why, what was not known, and how it came about. */
export function ResultView({ result, titles, shelf }: Props) {
  const { t, language } = useReader();
  const { reasons, missing, problems, partial, trace, definition } = result;
  const document = shelf.get(definition.id);
  return (
    <section className="result" aria-label={t('try.result')}>
      <div className="value" aria-live="polite">
        <Value result={result} document={document} titles={titles} />
      </div>
      {partial === true ? <p className="fine">{t('try.partial')}</p> : null}
      {problems.length === 0 ? null : (
        <ul className="findings">
          {problems.map((problem, i) => (
            <li key={i}>
              <Mark standing={problem.severity === 'error' ? 'bad' : 'open'} />
              <p>
                {problem.message[language]}
                {problem.pointer === '' ? null : <code className="name">{problem.pointer}</code>}
              </p>
            </li>
          ))}
        </ul>
      )}
      <Reasons reasons={reasons} />
      {missing.length === 0 ? null : (
        <p className="fine">
          {t('try.missing')}: {missing.map((name) => titles.fact(name)).join(language === 'en' ? ', ' : '、')}
        </p>
      )}
      {trace === undefined || trace.length === 0 ? null : (
        <Trace trace={trace} id={definition.id} shelf={shelf} titles={titles} />
      )}
    </section>
  );
}

function Value({
  result,
  document,
  titles,
}: {
  readonly result: Result;
  readonly document: JsonObject | undefined;
  readonly titles: Titles;
}) {
  const { t, number } = useReader();
  const { value, definition, problems } = result;
  const fact = definition.id;
  if (value === null)
    return <b>{t(problems.some(({ severity }) => severity === 'error') ? 'try.refused' : 'try.nothing')}</b>;
  if (typeof value === 'boolean') return <b>{t(value ? 'try.holds' : 'try.holdsNot')}</b>;
  if (typeof value === 'number' || typeof value === 'string')
    return <b>{typeof value === 'number' ? number(value) : value}</b>;
  if (Array.isArray(value)) {
    if (document?.['kind'] === 'matching') return <Matches rows={value} />;
    return (
      <ol className="result-rows">
        {value.map((row: Json, i) => (
          <li key={i}>
            {isObject(row) ? (
              <Outcome value={row} document={document} titles={titles} fact={fact} />
            ) : (
              titles.value(fact, row)
            )}
          </li>
        ))}
      </ol>
    );
  }
  if (!isObject(value)) return null;
  return <Outcome value={value} document={document} titles={titles} fact={fact} />;
}

/** Keys of a result that are told in their own way. */
const TOLD = new Set([
  'class',
  'score',
  'band',
  'contributions',
  'rawClass',
  'held',
  'next',
  'row',
  'column',
  'treatment',
  'classes',
]);

function Outcome({
  value,
  document,
  titles,
  fact,
}: {
  readonly value: JsonObject;
  readonly document: JsonObject | undefined;
  readonly titles: Titles;
  readonly fact: string;
}) {
  const reader = useReader();
  const { t, number, say } = reader;
  const { class: name, score, band, contributions, rawClass, held, next, treatment, classes } = value;
  const isClass = typeof name === 'string' || 'class' in value;
  const colour = typeof name === 'string' ? partIn(document, 'classes', name)?.['colour'] : undefined;
  const others = Object.entries(value).filter(([key]) => !TOLD.has(key));
  const classText = (one: Json | undefined) =>
    typeof one === 'string' ? titles.value(fact, one) : t('try.notApplicable');
  return (
    <>
      {isClass ? (
        <p className="class">
          {typeof colour === 'string' ? <i className="swatch" style={{ background: colour }} /> : null}
          <b>{classText(name)}</b>
          {typeof score === 'number' || typeof score === 'string' ? (
            <span className="score">{number(score)}</span>
          ) : null}
        </p>
      ) : null}
      {!isClass && (typeof score === 'number' || typeof score === 'string') ? (
        <p className="class">
          <b>{number(score)}</b>
          {typeof band === 'string' ? <span className="score">{titles.value(fact, band)}</span> : null}
        </p>
      ) : null}
      {Array.isArray(classes) ? (
        <b>{classes.map((one: Json) => classText(one)).join(reader.language === 'en' ? ', ' : '、')}</b>
      ) : null}
      {held === true ? <p className="fine">{t('try.held', { class: classText(rawClass) })}</p> : null}
      {typeof treatment === 'string' ? <p>{treatment}</p> : null}
      {isObject(next) ? (
        <p className="fine">
          {t('try.next', {
            class: classText(next['class']),
            since: String(next['since'] ?? ''),
            n: String(next['misses'] ?? 0),
          })}
        </p>
      ) : null}
      {isObject(contributions) ? (
        <table className="ledger">
          <caption>{t('try.contributions')}</caption>
          <tbody>
            {Object.entries(contributions).map(([key, figure]) => (
              <tr key={key}>
                <th scope="row">{outputTitle(document, 'characteristics', key, titles, say)}</th>
                <td className="figure">{figure === null ? t('view.unknown') : number(Number(figure))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {others.length === 0 ? null : (
        <table className="ledger">
          <tbody>
            {others.map(([key, one]) => (
              <tr key={key}>
                <th scope="row">{outputTitle(document, 'outputs', key, titles, say)}</th>
                <td className="figure">{one === null ? t('try.nothing') : titles.value('', one)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
