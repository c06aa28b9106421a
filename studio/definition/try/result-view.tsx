import { isObject, type Json, type JsonObject, type Result } from '../../../definitions/index.ts';
import type { Shelf, Titles } from '../../texts/titles.ts';
import { useReader } from '../../texts/reader.ts';
import { Mark } from '../../ui/mark.tsx';
import { productNames } from './matches.tsx';
import { Outcome } from './outcome.tsx';
import { Reasons } from './reasons.tsx';
import { Trace } from './trace.tsx';

/** What was decided besides the headline, why, what was not known, and how it came about. */
export function ResultView({
  request,
  result,
  document,
  titles,
  shelf,
}: {
  readonly request: Json;
  readonly result: Result;
  readonly document: JsonObject | undefined;
  readonly titles: Titles;
  readonly shelf: Shelf;
}) {
  const { t, language } = useReader();
  const { value, reasons, missing, problems, partial, trace, definition } = result;
  const products = isObject(request) ? request['products'] : undefined;
  const names = productNames(products, shelf.get(String(document?.['product'])), language);
  return (
    <section className="result" aria-label={t('try.result')}>
      <Outcome value={value} document={document} titles={titles} names={names} id={definition.id} />
      {partial === true ? <p className="fine">{t('try.partial')}</p> : null}
      {problems.length === 0 ? null : (
        <ul className="findings">
          {problems.map((problem, i) => (
            <li key={i}>
              <Mark standing={problem.severity === 'error' ? 'bad' : 'open'} />
              <p title={problem.pointer}>{problem.message[language]}</p>
            </li>
          ))}
        </ul>
      )}
      <Reasons reasons={reasons} />
      {missing.length === 0 ? null : (
        <p className="fine">
          {t('try.missing')}
          {language === 'en' ? ': ' : '：'}
          {missing.map((name) => titles.fact(name)).join(language === 'en' ? ', ' : '、')}
        </p>
      )}
      {trace === undefined || trace.length === 0 ? null : <Trace trace={trace} id={definition.id} shelf={shelf} />}
    </section>
  );
}
