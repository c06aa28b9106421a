import { useState } from 'react';
import type { Json, Problem, Regression } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import type { Change, ViewProps } from '../view.ts';
import { addTerm, setIntercept, setLink } from './edits.ts';
import { CoefficientCell, TermRows } from './term-rows.tsx';
import { FitPanel } from './fit-panel.tsx';
import { useWorkedParts } from '../parts/use-worked-parts.ts';

/** A regression that is written: its coefficients with what each adds on what is tried, and the fit to a file beside them. */
export function RegressionEditor(props: ViewProps<Regression> & { readonly change: Change<Regression> }) {
  const { document, titles, problems, workParts, change } = props;
  const reader = useReader();
  const { t } = reader;
  const worked = useWorkedParts(workParts);
  const isLogit = document.link === 'logit';
  const own = problems.filter(
    ({ definition }) => definition === undefined || definition === `regression/${document.name}`,
  );
  const total = sumOf(document, worked);
  return (
    <>
      <section>
        <h2>{t('view.terms')}</h2>
        <p>
          <select
            aria-label={t('regression.link')}
            data-at="/link"
            value={document.link}
            onChange={({ target }) =>
              change((before) => setLink(before, target.value === 'logit' ? 'logit' : 'identity'))
            }
          >
            <option value="logit">{t('view.link.logit')}</option>
            <option value="identity">{t('view.link.identity')}</option>
          </select>
        </p>
        <Scroll label={t('view.terms')}>
          <table className="ledger fields-editor" aria-label={t('view.terms')}>
            <thead>
              <tr>
                <th scope="col">{t('view.term')}</th>
                <th scope="col" className="figure">
                  {t('view.coefficient')}
                </th>
                {isLogit ? (
                  <th scope="col" className="figure">
                    {t('regression.oddsRatio')}
                  </th>
                ) : null}
                <th scope="col" className="figure">
                  {t('regression.value')}
                </th>
                <th scope="col" className="figure">
                  {t('regression.adds')}
                </th>
                <th scope="col">{t('view.ifMissing')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              <tr>
                <th scope="row">{t('view.intercept')}</th>
                <CoefficientCell
                  figure={document.intercept}
                  label={t('view.intercept')}
                  pointer="/intercept"
                  write={(figure, gesture) => change((before) => setIntercept(before, figure), gesture)}
                />
                {isLogit ? <td /> : null}
                <td />
                <td className="figure">{reader.number(document.intercept)}</td>
                <td />
                <td />
              </tr>
              {document.terms.map((term, at) => (
                <TermRows
                  key={`${at} ${term.fact}`}
                  term={term}
                  at={at}
                  titles={titles}
                  worked={worked}
                  isLogit={isLogit}
                  change={change}
                />
              ))}
              <tr>
                <th scope="row">{t('view.termsSum')}</th>
                <td />
                {isLogit ? <td /> : null}
                <td />
                <td className="figure">{total === null ? '–' : reader.number(total)}</td>
                <td />
                <td />
              </tr>
            </tbody>
          </table>
        </Scroll>
        <NewTerm {...props} />
        <Findings problems={own} />
      </section>
      <FitPanel document={document} titles={titles} change={change} />
    </>
  );
}

/** Intercept and all that the terms add; null where one is not known. To 12 decimals, as coefficients are kept. */
function sumOf({ intercept, terms }: Regression, worked: Readonly<Record<string, Json>>): number | null {
  const added = terms.map((_, i) => worked[`/terms/${i}`]);
  if (added.some((one) => typeof one !== 'number' && typeof one !== 'string')) return null;
  return Number(added.reduce<number>((sum, one) => sum + Number(one), Number(intercept)).toFixed(12));
}

function NewTerm({ document, titles, change }: ViewProps<Regression> & { readonly change: Change<Regression> }) {
  const { t } = useReader();
  const [fact, choose] = useState('');
  const taken = new Set(document.terms.map((term) => term.fact));
  const offered = titles.facts().filter((one) => !taken.has(one) && isUsable(titles.declared(one)?.['type']));
  const add = () => {
    const declared = titles.declared(fact);
    const members = declared?.['enum'];
    const values =
      declared?.['type'] === 'boolean' ? ['true'] : Array.isArray(members) ? members.slice(1).map(String) : [];
    change((before) => addTerm(before, fact, declared?.['optional'] !== false, values));
    choose('');
  };
  return (
    <p className="line-parts">
      <select aria-label={t('regression.newTerm')} value={fact} onChange={({ target }) => choose(target.value)}>
        <option value="">{t('regression.chooseField')}</option>
        {offered.map((one) => (
          <option key={one} value={one}>
            {titles.fact(one)}
          </option>
        ))}
      </select>
      <button type="button" className="quiet" disabled={fact === ''} onClick={add}>
        {t('regression.add')}
      </button>
    </p>
  );
}

/** What a coefficient can stand with: a figure, or a choice of which each member has one. */
const isUsable = (type: Json | undefined) =>
  type === 'integer' || type === 'decimal' || type === 'boolean' || type === 'string';

function Findings({ problems }: { readonly problems: readonly Problem[] }) {
  const { language } = useReader();
  return problems.map(({ code, message, pointer, severity }) => (
    <p key={`${code} ${pointer}`} className={severity === 'error' ? 'error' : 'fine'}>
      {message[language]}
    </p>
  ));
}
