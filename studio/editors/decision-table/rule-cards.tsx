import { useState } from 'react';
import type { DecisionTable } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import { shownCell } from './cell-words.ts';
import type { GridColumn } from './columns.ts';
import { cellAt, cellPointer } from './edits.ts';
import type { TableMarks } from './marks.ts';

/** So many cards are drawn at once; the rest when they are asked for. */
const CARDS = 50;

/** A decision table on a phone: a card for each rule, to be read; no column is cut off. */
export function RuleCards({
  document,
  columns,
  titles,
  computed,
  marks,
}: {
  readonly document: DecisionTable;
  readonly columns: readonly GridColumn[];
  readonly titles: Titles;
  readonly computed: Readonly<Record<string, string>> | undefined;
  readonly marks: TableMarks;
}) {
  const reader = useReader();
  const { t, say, number } = reader;
  const [most, setMost] = useState(CARDS);
  const rows = document.rules.length + (document.otherwise === undefined ? 0 : 1);
  return (
    <>
      <ol className="rule-cards">
        {Array.from({ length: Math.min(rows, most) }, (_, row) => {
          const rule = document.rules[row];
          const mark = marks.rows.get(row);
          return (
            <li key={row} className={marks.hits.has(row) ? 'rule-card rule-hit' : 'rule-card'}>
              <h3>
                {rule === undefined ? t('view.otherwise') : `${t('view.rule')} ${rule.id ?? number(row + 1)}`}
                {mark === undefined ? null : (
                  <span className={`rule-mark ${mark.kind}`}>{t(`table.mark.${mark.kind}`)}</span>
                )}
                {marks.hits.has(row) ? <span className="rule-mark hit">{t('table.mark.hit')}</span> : null}
              </h3>
              {rule?.title === undefined ? null : <p className="fine">{say(rule.title)}</p>}
              <dl>
                {columns.map((column, i) => {
                  const cell = cellAt(document, { row, column: i });
                  if (cell === undefined || (cell === '-' && column.side === 'when')) return null;
                  const text = computed?.[cellPointer(document, { row, column: i })];
                  return (
                    <div
                      key={`${column.side}${column.index}`}
                      className={column.side === 'then' ? 'output' : undefined}
                    >
                      <dt>{column.title}</dt>
                      <dd>
                        {text ?? shownCell(cell, column, titles, reader)} {column.unit}
                      </dd>
                    </div>
                  );
                })}
              </dl>
            </li>
          );
        })}
      </ol>
      {rows > most ? (
        <button type="button" className="quiet" onClick={() => setMost(most + CARDS)}>
          {t('table.more', { n: number(rows - most) })}
        </button>
      ) : null}
    </>
  );
}
