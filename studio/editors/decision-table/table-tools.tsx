import { type DecisionTable, HIT_POLICIES, type HitPolicy } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import type { Change } from '../view.ts';
import { addInput, addOutput, moveColumn, removeColumn } from './column-edits.ts';
import { addRules, removeRules } from './edits.ts';
import { at } from './selection.ts';
import type { Grid } from './use-grid.ts';

interface Tools {
  readonly document: DecisionTable;
  readonly titles: Titles;
  readonly grid: Grid;
  readonly change: Change<DecisionTable>;
}

/** What can be done to the selected rules and the active column, besides typing. */
export function TableTools(tools: Tools) {
  const { document, change } = tools;
  const { t } = useReader();
  return (
    <div className="rules-tools" role="toolbar" aria-label={t('table.tools')}>
      <label>
        {t('table.policy')}{' '}
        <select
          value={document.hitPolicy}
          onChange={({ target }) => {
            const hitPolicy = target.value as HitPolicy;
            change((before) => ({ ...before, hitPolicy }));
          }}
        >
          {HIT_POLICIES.map((policy) => (
            <option key={policy} value={policy}>
              {t(`view.policy.${policy}`)}
            </option>
          ))}
        </select>
      </label>
      <RuleTools {...tools} />
      <ColumnTools {...tools} />
    </div>
  );
}

function RuleTools({ grid, change }: Tools) {
  const { t } = useReader();
  const { range, size } = grid;
  const count = range.bottom - range.top + 1;
  const isRule = range.top < size.rules;
  const add = (position: number) => {
    change((before) => addRules(before, position));
    grid.moveTo(at(position, 0));
  };
  return (
    <span className="rules-tool-group">
      <button type="button" className="quiet" onClick={() => add(Math.min(range.top, size.rules))}>
        {t('table.addAbove')}
      </button>
      <button type="button" className="quiet" onClick={() => add(isRule ? range.bottom + 1 : size.rules)}>
        {t('table.addBelow')}
      </button>
      <button
        type="button"
        className="quiet"
        disabled={!isRule}
        onClick={() => change((before) => removeRules(before, range.top, count))}
      >
        {t('table.removeRules', { count })}
      </button>
      <button
        type="button"
        className="quiet"
        disabled={!isRule || range.top === 0}
        onClick={() => grid.shift(-1)}
        title="Alt+↑"
      >
        {t('table.up')}
      </button>
      <button
        type="button"
        className="quiet"
        disabled={!isRule || range.bottom + 1 >= size.rules}
        onClick={() => grid.shift(1)}
        title="Alt+↓"
      >
        {t('table.down')}
      </button>
    </span>
  );
}

function ColumnTools({ document, titles, grid, change }: Tools) {
  const { t } = useReader();
  const { active } = grid.selection;
  const { column } = active;
  const used = new Set(document.inputs.map(({ fact }) => fact));
  const moveTo = (by: -1 | 1) => {
    change((before) => moveColumn(before, column, by));
    grid.moveTo(at(active.row, column + by));
  };
  const isEdge = (by: -1 | 1) => moveColumn(document, column, by) === document;
  const named = () => {
    for (let turn = 1; ; turn++) {
      const name = `result${turn}`;
      if (!document.outputs.some((output) => output.name === name)) return name;
    }
  };
  return (
    <span className="rules-tool-group">
      <select
        aria-label={t('table.addCondition')}
        value=""
        onChange={({ target }) => {
          const fact = target.value;
          change((before) => addInput(before, before.inputs.length, fact));
        }}
      >
        <option value="">{t('table.addCondition')}</option>
        {titles
          .facts()
          .filter((fact) => !used.has(fact))
          .map((fact) => (
            <option key={fact} value={fact}>
              {titles.fact(fact)}
            </option>
          ))}
      </select>
      <button
        type="button"
        className="quiet"
        onClick={() => change((before) => addOutput(before, before.outputs.length, { name: named(), type: 'string' }))}
      >
        {t('table.addResult')}
      </button>
      <button type="button" className="quiet" disabled={isEdge(-1)} onClick={() => moveTo(-1)}>
        {t('table.columnLeft')}
      </button>
      <button type="button" className="quiet" disabled={isEdge(1)} onClick={() => moveTo(1)}>
        {t('table.columnRight')}
      </button>
      <button
        type="button"
        className="quiet"
        disabled={removeColumn(document, column) === document}
        onClick={() => change((before) => removeColumn(before, column))}
      >
        {t('table.removeColumn', { column: grid.column?.title ?? '' })}
      </button>
    </span>
  );
}
