import type { DecisionTable } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import { DeclaredForm } from '../parts/declared-form.tsx';
import { Chosen, SettledText } from '../parts/typed-text.tsx';
import type { Change } from '../view.ts';
import { outputNameFault, setInput, setOutput } from './column-edits.ts';
import type { GridColumn } from './columns.ts';

/** What a column is, to be written: of a condition its title and the field it tests, of a result its name, title, type and unit. */
export function ColumnHead({
  document,
  column,
  titles,
  change,
  close,
}: {
  readonly document: DecisionTable;
  readonly column: GridColumn;
  readonly titles: Titles;
  readonly change: Change<DecisionTable>;
  readonly close: () => void;
}) {
  const { t } = useReader();
  const { side, index, title, unit } = column;
  const [input, output] = [document.inputs[index], document.outputs[index]];
  return (
    <section className="rules-column" aria-label={t('table.head', { column: title })}>
      {side === 'when' && input !== undefined ? (
        <div className="fields">
          <DeclaredForm
            declared={input}
            pointer={`/inputs/${index}`}
            change={(edit, gesture) => change((before) => setInput(before, index, edit), gesture)}
          />
          {input.fact === undefined ? null : (
            <Chosen
              label={t('table.field')}
              value={input.fact}
              pointer={`/inputs/${index}/fact`}
              choices={factChoices(titles, input.fact)}
              write={(fact) => change((before) => setInput(before, index, (own) => ({ ...own, fact })))}
            />
          )}
          <p className="fine">{unit === '' ? t('table.unitless') : t('table.unitOfField', { unit })}</p>
        </div>
      ) : output === undefined ? null : (
        <div className="fields">
          {/* By it answers, files and other definitions know a result. */}
          <SettledText
            label={t('table.outputName')}
            value={output.name}
            pointer={`/outputs/${index}/name`}
            faultOf={(name) => {
              const fault = outputNameFault(document, index, name);
              return fault === null ? null : t(fault);
            }}
            write={(name) => change((before) => setOutput(before, index, (own) => ({ ...own, name })))}
          />
          <DeclaredForm
            declared={output}
            pointer={`/outputs/${index}`}
            change={(edit, gesture) => change((before) => setOutput(before, index, edit), gesture)}
          />
        </div>
      )}
      <button type="button" className="quiet" onClick={close}>
        {t('table.headClose')}
      </button>
    </section>
  );
}

/** The entity's facts, with the one that is tested by now wherever it comes from. */
function factChoices(titles: Titles, now: string): readonly (readonly [string, string])[] {
  const facts = titles.facts();
  return [...(facts.includes(now) ? [] : [now]), ...facts].map((fact) => [fact, titles.fact(fact)] as const);
}
