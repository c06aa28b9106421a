import { Suspense } from 'react';
import { type Formula, unitName } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { FieldTable } from '../parts/field-table.tsx';
import { Reckoned } from '../parts/reckoned.tsx';
import { isPercent } from '../../texts/titles.ts';
import { fetched } from '../../ui/part.tsx';
import type { ViewProps } from '../view.ts';
import '../../texts/formula.ts';

const FormulaEditor = fetched(async () => (await import('./formula-editor.tsx')).FormulaEditor);

/** A formula: its lines in their order, results marked, then the inputs it has of its own; to be written where that is possible. */
export function FormulaView(props: ViewProps<Formula>) {
  const { change } = props;
  if (change === undefined) return <FormulaLines {...props} />;
  return (
    <Suspense fallback={<FormulaLines {...props} />}>
      <FormulaEditor {...props} change={change} />
    </Suspense>
  );
}

function FormulaLines({ document, sentences }: ViewProps<Formula>) {
  const reader = useReader();
  const { t, say } = reader;
  const { lines, outputs, inputs } = document;
  return (
    <>
      <section>
        <h2>{t('view.lines')}</h2>
        <ol className="lines">
          {lines.map((line, i) => (
            <li key={line.name}>
              <p>
                <b>{say(line.title ?? line.name)}</b>
                {line.unit === undefined || line.unit === '' || isPercent(line) ? null : (
                  <span className="unit">{unitName(reader, line.unit)}</span>
                )}
                {outputs.includes(line.name) ? <span className="tag">{t('view.isResult')}</span> : null}
              </p>
              <Reckoned text={line.text} sentence={sentences?.[i + 1]} />
            </li>
          ))}
        </ol>
      </section>
      {inputs === undefined ? null : (
        <section>
          <h2>{t('view.inputs')}</h2>
          <FieldTable fields={inputs} label={t('view.inputs')} />
        </section>
      )}
    </>
  );
}
