import { type Formula, unitName } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { FieldTable } from '../parts/field-table.tsx';
import type { ViewProps } from '../view.ts';

/** A formula: its lines in their order, results marked, then the inputs it has of its own. */
export function FormulaView({ document }: ViewProps<Formula>) {
  const reader = useReader();
  const { t, say } = reader;
  const { lines, outputs, inputs } = document;
  return (
    <>
      <section>
        <h2>{t('view.lines')}</h2>
        <ol className="lines">
          {lines.map((line) => (
            <li key={line.name}>
              <p>
                <b>{say(line.title ?? line.name)}</b>
                {line.unit === undefined || line.unit === '' ? null : (
                  <span className="unit">{unitName(reader, line.unit)}</span>
                )}
                {outputs.includes(line.name) ? <span className="tag">{t('view.isResult')}</span> : null}
              </p>
              <code className="feel">{line.text}</code>
              {line.type !== 'decimal' || line.decimals === undefined ? null : (
                <span className="fine">{t('view.decimals', { count: line.decimals })}</span>
              )}
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
