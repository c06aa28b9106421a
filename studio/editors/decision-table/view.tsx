import { type DecisionTable, isObject, type TableCell, type TableResult } from '../../../definitions/index.ts';
import { type Reader, useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import { FactName } from '../parts/definition-link.tsx';
import { isPercent, labelIn, percentText, type Titles } from '../../texts/titles.ts';
import type { ViewProps } from '../view.ts';

/** A decision table as a grid: inputs left of the rule, results right of it. */
export function DecisionTableView({ document, titles }: ViewProps<DecisionTable>) {
  const reader = useReader();
  const { t, say } = reader;
  const { inputs, outputs, rules, otherwise } = document;
  const outputText = (value: TableResult, output: (typeof outputs)[number] | undefined) =>
    typeof value === 'string'
      ? say(labelIn(output, value) ?? value)
      : typeof value === 'object' && value !== null
        ? value.text
        : typeof value === 'number' && isPercent(output)
          ? percentText(value, reader)
          : titles.value('', value);
  return (
    <section>
      <h2>{t('view.rules')}</h2>
      <p className="fine">{t(`view.policy.${document.hitPolicy}`)}</p>
      <Scroll label={t('view.rules')}>
        <table className="ledger grid rules">
          <thead>
            <tr>
              <th scope="col" className="figure">
                #
              </th>
              {inputs.map((input, i) => (
                <th key={i} scope="col">
                  {input.title === undefined && input.fact !== undefined ? (
                    <FactName fact={input.fact} titles={titles} />
                  ) : (
                    say(input.title ?? input.formula?.text)
                  )}
                </th>
              ))}
              {outputs.map((output) => (
                <th key={output.name} scope="col" className="output">
                  {say(output.title ?? output.name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rules.map((rule, i) => (
              <tr key={i}>
                <th scope="row" className="figure" title={[rule.title, rule.note].map(say).filter(Boolean).join('\n')}>
                  {rule.id ?? i + 1}
                </th>
                {rule.when.map((cell, j) => (
                  <td key={j}>{cellText(cell, inputs[j]?.fact ?? '', titles, reader)}</td>
                ))}
                {rule.then.map((value, j) => (
                  <td key={j} className={typeof value === 'number' ? 'output figure' : 'output'}>
                    {outputText(value, outputs[j])}
                  </td>
                ))}
              </tr>
            ))}
            {otherwise === undefined ? null : (
              <tr>
                <td />
                <td colSpan={inputs.length}>{t('view.otherwise')}</td>
                {otherwise.map((value, j) => (
                  <td key={j} className={typeof value === 'number' ? 'output figure' : 'output'}>
                    {outputText(value, outputs[j])}
                  </td>
                ))}
              </tr>
            )}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

function cellText(cell: TableCell, fact: string, titles: Titles, reader: Reader): string {
  if (cell === '-') return reader.t('view.anything');
  if (typeof cell === 'object' && 'text' in cell) return cell.text;
  if (typeof cell === 'object' && 'missing' in cell) return reader.t('view.missing');
  if (typeof cell === 'object' && 'not' in cell) {
    const { not } = cell;
    return reader.t('view.except', { values: titles.value(fact, isObject(not) ? null : not) });
  }
  return typeof cell === 'string' && /^[[(]/.test(cell) ? titles.bounds(fact, cell) : titles.value(fact, cell);
}
