import { useState } from 'react';
import { isObject, type Json, type JsonObject, type Regression } from '../../../definitions/index.ts';
import { type AskedFit, type FitReport, fitRegression } from '../../api/regressions.ts';
import { useReader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import type { Change } from '../view.ts';
import { DecileFigure } from './decile-figure.tsx';
import { takeFitted } from './edits.ts';
import { FittedTable } from './fitted-table.tsx';

type Sent =
  | { readonly kind: 'none' | 'running' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'done'; readonly of: Regression; readonly report: FitReport };

/** Fits the coefficients to a file with outcomes; what is found stands beside what is written until it is taken, in one step. */
export function FitPanel({
  document,
  titles,
  change,
}: {
  readonly document: Regression;
  readonly titles: Titles;
  readonly change: Change<Regression>;
}) {
  const { t } = useReader();
  const [outcome, setOutcome] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [sent, keep] = useState<Sent>({ kind: 'none' });
  const isReady = outcome.trim() !== '' && file !== null && sent.kind !== 'running';
  const fit = async (asked: AskedFit) => {
    keep({ kind: 'running' });
    try {
      keep({ kind: 'done', of: document, report: await fitRegression(asked) });
    } catch (error) {
      keep({ kind: 'failed', why: error instanceof Error ? error.message : String(error) });
    }
  };
  return (
    <section className="fit">
      <h2>{t('fit.title')}</h2>
      <p className="fine">{t('fit.hint')}</p>
      <form
        className="line-parts"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) void fit({ definition: document, outcome: outcome.trim(), file });
        }}
      >
        <label>
          {t('fit.file')}{' '}
          <input
            type="file"
            accept=".csv,.xlsx,.parquet,.ndjson,.jsonl"
            onChange={({ target }) => setFile(target.files?.[0] ?? null)}
          />
        </label>
        <label>
          {t('fit.outcome')}{' '}
          <input value={outcome} placeholder="left=yes" onChange={({ target }) => setOutcome(target.value)} />
        </label>
        <button type="submit" disabled={!isReady}>
          {t('fit.run')}
        </button>
      </form>
      <div aria-live="polite">
        {sent.kind === 'running' ? <p className="fine">{t('fit.running')}</p> : null}
        {sent.kind === 'failed' ? <p className="error">{sent.why}</p> : null}
      </div>
      {sent.kind === 'done' ? (
        <Report
          of={sent.of}
          report={sent.report}
          titles={titles}
          take={(fitted) => change((before) => takeFitted(before, fitted))}
        />
      ) : null}
    </section>
  );
}

function Report({
  of,
  report,
  titles,
  take,
}: {
  readonly of: Regression;
  readonly report: FitReport;
  readonly titles: Titles;
  readonly take: (fitted: JsonObject) => void;
}) {
  const { t, number, language } = useReader();
  const { fitted, before, after } = report;
  const document = fitted.document as Json;
  const { noOutcome, outcomeUnreadable, noFacts } = fitted.leftOut;
  return (
    <>
      <p className="fine">
        {t('fit.rows', {
          used: number(fitted.used),
          rows: number(fitted.rows),
          noOutcome: number(noOutcome),
          unreadable: number(outcomeUnreadable),
          noFacts: number(noFacts),
        })}{' '}
        {t('fit.deviance', { deviance: fitted.deviance.toPrecision(8), none: fitted.nullDeviance.toPrecision(8) })}
        {fitted.discrimination === null
          ? null
          : ` AUC ${fitted.discrimination.auc.toFixed(4)} · Gini ${fitted.discrimination.gini.toFixed(4)} · KS ${fitted.discrimination.ks.toFixed(4)}`}
      </p>
      {fitted.problems.map((problem, i) => (
        <p key={i} className="error">
          {saidIn(problem as Json, language)}
        </p>
      ))}
      <FittedTable document={of} fitted={fitted} titles={titles} />
      {isObject(document) ? (
        <button type="button" className="main" onClick={() => take(document)}>
          {t('fit.take')}
        </button>
      ) : (
        <p className="error">{t('fit.unsound')}</p>
      )}
      <div className="deciles-pair">
        {before === null ? null : <DecileFigure deciles={before} title={t('fit.before')} />}
        {after === null ? null : <DecileFigure deciles={after} title={t('fit.after')} />}
      </div>
    </>
  );
}

/** The sentence of a problem as the server tells it. */
function saidIn(problem: Json, language: string): string {
  const message = isObject(problem) ? problem['message'] : undefined;
  return isObject(message) ? String(message[language] ?? '') : '';
}
