import { nameFor } from '../../../definitions/index.ts';
import { memo } from 'react';
import { useReader } from '../../texts/reader.ts';
import { Mark } from '../../ui/mark.tsx';
import { type Evaluated, useCases } from './use-evaluator.ts';

/** The cases a definition carries: whether each passes now, and a way to load it into the form. */
export const Cases = memo(function Cases({
  id,
  draft,
  documents,
  cases,
  load,
}: Evaluated & {
  readonly cases: readonly { readonly name: string }[];
  readonly load: (index: number) => void;
}) {
  const { t, language, number } = useReader();
  const { data: outcomes } = useCases({ id, draft, documents }, language);
  if (cases.length === 0) {
    return (
      <section>
        <h2>{t('try.cases')}</h2>
        <p className="fine">{t('try.cases.none')}</p>
      </section>
    );
  }
  const passed = outcomes?.filter((one) => one.passed).length;
  return (
    <section>
      <h2>
        {passed === undefined ? t('try.cases') : t('try.cases.passed', { count: passed, all: number(cases.length) })}
      </h2>
      <ul className="findings cases">
        {cases.map(({ name }, i) => {
          const outcome = outcomes?.[i];
          const said = nameFor(name, language);
          return (
            <li key={i}>
              <Mark standing={outcome === undefined ? 'waiting' : outcome.passed ? 'good' : 'bad'} />
              <div>
                <button
                  type="button"
                  className="quiet case"
                  title={t('try.case.load', { name: said })}
                  onClick={() => {
                    load(i);
                  }}
                >
                  {said}
                </button>
                {outcome === undefined ? null : (
                  <span className="visually-hidden">{t(outcome.passed ? 'try.case.passed' : 'try.case.failed')}</span>
                )}
                {outcome === undefined || outcome.passed ? null : (
                  <dl className="pairs failed">
                    <div>
                      <dt>{t('try.case.expected')}</dt>
                      <dd>
                        <code>{JSON.stringify(outcome.expected)}</code>
                      </dd>
                    </div>
                    <div>
                      <dt>{t('try.case.got')}</dt>
                      <dd>
                        <code>{JSON.stringify(outcome.got.value)}</code>
                      </dd>
                    </div>
                  </dl>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
});
