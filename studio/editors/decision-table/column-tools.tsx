import { useState } from 'react';
import type { DecisionTable } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import type { Change } from '../view.ts';
import { addInput, addOutput, freeOutputName, moveColumn, removeColumn } from './column-edits.ts';
import { at } from './selection.ts';
import type { Grid } from './use-grid.ts';

/** What tools are given. */
export interface Tools {
  readonly document: DecisionTable;
  readonly titles: Titles;
  readonly grid: Grid;
  readonly change: Change<DecisionTable>;
  /** Whether what the active column is stands open, to be written. */
  readonly isHeadOpen: boolean;
  readonly openHead: (isOpen: boolean) => void;
}

/** What can be done with the active column, and with columns as such. */
export function ColumnTools({ document, titles, grid, change, isHeadOpen, openHead }: Tools) {
  const { t } = useReader();
  const [fact, choose] = useState('');
  const { active } = grid.selection;
  const { column } = active;
  const used = new Set(document.inputs.map((input) => input.fact));
  const moveTo = (by: -1 | 1) => {
    change((before) => moveColumn(before, column, by));
    grid.moveTo(at(active.row, column + by));
  };
  const isEdge = (by: -1 | 1) => moveColumn(document, column, by) === document;
  // A new column stands behind the active one, where that is of its kind.
  const place = column < document.inputs.length ? column + 1 : document.inputs.length;
  const title = grid.column?.title ?? '';
  return (
    <span className="rules-tool-group">
      <button type="button" className="quiet" aria-expanded={isHeadOpen} onClick={() => openHead(!isHeadOpen)}>
        {t('table.head', { column: title })}
      </button>
      <span>
        <select aria-label={t('table.addCondition')} value={fact} onChange={({ target }) => choose(target.value)}>
          <option value="">{t('table.addCondition')}</option>
          {titles
            .facts()
            .filter((one) => !used.has(one))
            .map((one) => (
              <option key={one} value={one}>
                {titles.fact(one)}
              </option>
            ))}
        </select>{' '}
        <button
          type="button"
          className="quiet"
          disabled={fact === ''}
          onClick={() => {
            change((before) => addInput(before, place, fact));
            choose('');
            grid.moveTo(at(active.row, place));
          }}
        >
          {t('table.add')}
        </button>
      </span>
      <button
        type="button"
        className="quiet"
        onClick={() => {
          const behind = document.outputs.length;
          change((before) => addOutput(before, behind, { name: freeOutputName(before), type: 'string' }));
          grid.show(at(active.row, document.inputs.length + behind));
          openHead(true);
        }}
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
        {t('table.removeColumn', { column: title })}
      </button>
    </span>
  );
}
