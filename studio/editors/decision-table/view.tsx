import { below, type DecisionTable, isObject, type TableCell, type TableResult } from '../../../definitions/index.ts';
import { type Reader, useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import { FactName } from '../parts/definition-link.tsx';
import { isPercent, labelIn, percentText, type Titles } from '../../texts/titles.ts';
import type { ViewProps } from '../view.ts';

/** A decision table as a grid: inputs left of the rule, results right of it. */
export function DecisionTableView({ document, titles, computed }: ViewProps<DecisionTable>) {
  const reader = useReader();
  const { t, say } = reader;
  const { inputs, outputs, rules, otherwise } = document;
  const outputText = (value: TableResult, output: (typeof outputs)[number] | undefined) =>
    typeof value === 'string'
      ? say(labelIn(output, value) ?? value)
      : typeof value === 'number' && isPercent(output)
        ? percentText(value, reader)
        : titles.value('', isComputed(value) ? null : value);
  const results = (values: readonly TableResult[], ...steps: readonly (string | number)[]) =>
    values.map((value, i) => (
      <td key={i} className={typeof value === 'number' ? 'output figure' : 'output'}>
        {isComputed(value) ? (
          <ComputedPart text={value.text} words={computed?.[below('', ...steps, i)]} />
        ) : (
          outputText(value, outputs[i])
        )}
      </td>
    ));
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
                  ) : input.title === undefined ? (
                    <ComputedPart text={input.formula?.text ?? ''} words={computed?.[below('/inputs', i, 'formula')]} />
                  ) : (
                    say(input.title)
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
                  <td key={j}>
                    {isComputed(cell) ? (
                      <ComputedPart text={cell.text} words={computed?.[below('/rules', i, 'when', j)]} />
                    ) : (
                      cellText(cell, inputs[j]?.fact ?? '', titles, reader)
                    )}
                  </td>
                ))}
                {results(rule.then, 'rules', i, 'then')}
              </tr>
            ))}
            {otherwise === undefined ? null : (
              <tr>
                <td />
                <td colSpan={inputs.length}>{t('view.otherwise')}</td>
                {results(otherwise, 'otherwise')}
              </tr>
            )}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

/** What a table computes: in words, as it is written where one points; as it is written until the words are known. */
function ComputedPart({ text, words }: { readonly text: string; readonly words: string | undefined }) {
  return words === undefined ? <code className="feel">{text}</code> : <span title={text}>{words}</span>;
}

type ComputedText = Extract<TableCell | TableResult, { readonly text: string }>;

const isComputed = (part: TableCell | TableResult): part is ComputedText =>
  typeof part === 'object' && part !== null && 'text' in part;

function cellText(cell: Exclude<TableCell, ComputedText>, fact: string, titles: Titles, reader: Reader): string {
  if (cell === '-') return reader.t('view.anything');
  if (typeof cell === 'object' && 'missing' in cell) return reader.t('view.missing');
  if (typeof cell === 'object' && 'not' in cell) {
    const { not } = cell;
    return reader.t('view.except', { values: titles.value(fact, isObject(not) ? null : not) });
  }
  return typeof cell === 'string' && /^[[(]/.test(cell) ? titles.bounds(fact, cell) : titles.value(fact, cell);
}
