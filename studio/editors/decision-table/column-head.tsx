import { useState } from 'react';
import type { DecisionTable } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import { DeclaredForm } from '../parts/declared-form.tsx';
import { Chosen } from '../parts/typed-text.tsx';
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
          <OutputName document={document} index={index} change={change} />
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

/** The name by which answers, files and other definitions know a result: written as a whole, and only where it is one. */
function OutputName({
  document,
  index,
  change,
}: {
  readonly document: DecisionTable;
  readonly index: number;
  readonly change: Change<DecisionTable>;
}) {
  const { t } = useReader();
  const [typed, type] = useState<string | null>(null);
  const now = document.outputs[index]?.name ?? '';
  const fault = typed === null ? null : outputNameFault(document, index, typed);
  const settle = () => {
    if (typed !== null && typed !== now && fault === null)
      change((before) => setOutput(before, index, (own) => ({ ...own, name: typed })));
    type(null);
  };
  return (
    <label className="form-field">
      {t('table.outputName')}
      <input
        data-at={`/outputs/${index}/name`}
        value={typed ?? now}
        spellCheck={false}
        aria-invalid={fault !== null}
        onChange={({ target }) => type(target.value)}
        onBlur={settle}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter') settle();
          if (event.key === 'Escape') type(null);
        }}
      />
      {fault === null ? null : <span className="error">{t(fault)}</span>}
    </label>
  );
}
