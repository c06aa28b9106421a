import { isObject, type Json, type JsonObject, type Result } from '../../definitions/index.ts';
import type { Shelf, Titles } from '../editors/titles.ts';
import { useReader } from '../texts/reader.ts';
import { Mark } from '../ui/mark.tsx';
import { partIn, outputTitle } from './part-title.ts';
import { Trace } from './trace.tsx';

interface Props {
  readonly result: Result;
  readonly titles: Titles;
  readonly shelf: Shelf;
}

/** What was decided, why, what was not known, and how it came about. */
export function ResultView({ result, titles, shelf }: Props) {
  const { t, number, language } = useReader();
  const { reasons, missing, problems, partial, trace, definition } = result;
  const document = shelf.get(definition.id);
  const hasLoss = reasons.some(({ loss }) => loss !== undefined);
  const most = Math.max(...reasons.map(({ loss }) => Number(loss ?? 0)), 0);
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
      {reasons.length === 0 ? null : (
        <table className="ledger reasons">
          <caption>{t(hasLoss ? 'try.reasons' : 'try.reasonsPlain')}</caption>
          <tbody>
            {reasons.map(({ code, text, loss }) => (
              <tr key={code}>
                <th scope="row">{text}</th>
                {hasLoss ? (
                  <td className="figure weighted">
                    <i style={{ width: `${most === 0 ? 0 : (Number(loss ?? 0) / most) * 100}%` }} aria-hidden="true" />
                    {loss === undefined ? '' : `−${number(loss)}`}
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      )}
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
  if (Array.isArray(value)) return <Rows rows={value} document={document} titles={titles} fact={fact} />;
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

/** Several rows: the results of a table that gives all rules, or products matched. */
function Rows({
  rows,
  document,
  titles,
  fact,
}: {
  readonly rows: readonly Json[];
  readonly document: JsonObject | undefined;
  readonly titles: Titles;
  readonly fact: string;
}) {
  const { t, number } = useReader();
  if (rows.length === 0) return <b>{t('try.products.none')}</b>;
  return (
    <ol className="result-rows">
      {rows.map((row, i) => {
        if (!isObject(row)) return <li key={i}>{titles.value(fact, row)}</li>;
        const { product, decision, rank, reasons } = row;
        if (typeof decision !== 'string') {
          return (
            <li key={i}>
              <Outcome value={row} document={document} titles={titles} fact={fact} />
            </li>
          );
        }
        return (
          <li key={i}>
            <b>{typeof product === 'string' ? product : i + 1}</b>{' '}
            {decision === 'offer' || decision === 'refer' || decision === 'refuse' ? t(`match.${decision}`) : decision}
            {typeof rank === 'number' ? <span className="figure"> {number(rank)}</span> : null}
            {Array.isArray(reasons) ? (
              <span className="fine">
                {' '}
                {reasons.map((one: Json) => (isObject(one) ? String(one['text'] ?? '') : '')).join(' ')}
              </span>
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}
