import { memo, type ReactNode } from 'react';
import type { DecisionTable } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import { shownCell } from './cell-words.ts';
import type { GridColumn } from './columns.ts';
import { cellPointer } from './edits.ts';
import type { Decides, RowMark } from './marks.ts';

export interface RowProps {
  readonly row: number;
  readonly document: Pick<DecisionTable, 'inputs' | 'rules'>;
  /** The rule; undefined of the row of what holds otherwise. */
  readonly rule: DecisionTable['rules'][number] | undefined;
  readonly otherwise: DecisionTable['otherwise'];
  readonly columns: readonly GridColumn[];
  readonly titles: Titles;
  readonly computed: Readonly<Record<string, string>> | undefined;
  /** How far from the left each column that stays in sight stands. */
  readonly frozen: readonly number[];
  readonly top: number;
  readonly mark: RowMark | undefined;
  /** How many customers it decides; undefined where that is not known. */
  readonly decides: Decides | undefined;
  readonly isHit: boolean;
  readonly faults: ReadonlyMap<string, string>;
  /** The column of the first cell that the tried request does not meet; undefined where it meets all, or none is known. */
  readonly stop: number | undefined;
  /** The columns of this row that hold what is sought. */
  readonly found: readonly number[] | undefined;
  /** The columns of this row that are selected. */
  readonly from: number;
  readonly to: number;
  /** The active column; -1 where another row is active. */
  readonly active: number;
  /** What stands in the active cell: its text, and the field that waits for what is typed. */
  readonly live: ReactNode;
}

/** A row of the grid: a rule, or what holds otherwise. */
export const GridRow = memo(function Row(props: RowProps) {
  const { row, rule, columns, frozen, top, mark, decides, isHit, active } = props;
  const { t, say, number } = useReader();
  const name = rule === undefined ? t('view.otherwise') : (rule.id ?? number(row + 1));
  const about = [rule?.title, rule?.note].map(say).filter(Boolean).join('\n');
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      className={isHit ? 'rule-row rule-hit' : 'rule-row'}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div
        role="rowheader"
        aria-colindex={1}
        className="rule-head"
        data-row={row}
        data-at={rule === undefined ? '/otherwise' : `/rules/${row}`}
        title={about}
        tabIndex={-1}
      >
        <span className="rule-name">{name}</span>
        {mark === undefined ? null : (
          <span className={`rule-mark ${mark.kind}`} title={mark.said}>
            {t(`table.mark.${mark.kind}`)}
          </span>
        )}
        {decides === undefined ? null : (
          <span className="rule-share" title={decides.said}>
            {decides.share}
          </span>
        )}
        {isHit ? <span className="rule-mark hit">{t('table.mark.hit')}</span> : null}
      </div>
      {columns.map((column, i) => (
        <GridCell
          key={`${column.side}${column.index}`}
          {...props}
          at={i}
          column={column}
          left={frozen[i]}
          isActive={i === active}
        />
      ))}
    </div>
  );
});

function GridCell({
  row,
  document,
  rule,
  otherwise,
  titles,
  computed,
  faults,
  stop,
  found,
  from,
  to,
  at,
  column,
  left,
  isActive,
  live,
}: RowProps & {
  readonly at: number;
  readonly column: GridColumn;
  readonly left: number | undefined;
  readonly isActive: boolean;
}) {
  const reader = useReader();
  const { t } = reader;
  const cells = column.side === 'then' ? (rule === undefined ? otherwise : rule.then) : rule?.when;
  const cell = cells?.[column.index];
  const pointer = cellPointer(document as DecisionTable, { row, column: at });
  const fault = faults.get(pointer);
  const text = cell === undefined ? '' : (computed?.[pointer] ?? shownCell(cell, column, titles, reader));
  const names = [
    'rule-cell',
    ...(column.side === 'then' ? ['output'] : []),
    ...(typeof cell === 'number' ? ['figure'] : []),
    ...(cell === '-' || cell === undefined || cell === null ? ['empty'] : []),
    ...(at >= from && at <= to ? ['selected'] : []),
    ...(isActive ? ['active'] : []),
    ...(left === undefined ? [] : ['frozen']),
  ];
  return (
    <div
      role="gridcell"
      aria-colindex={at + 2}
      aria-selected={at >= from && at <= to}
      aria-invalid={fault !== undefined}
      className={names.join(' ')}
      style={left === undefined ? undefined : { insetInlineStart: left }}
      data-cell={`${row}/${at}`}
      data-at={pointer}
      tabIndex={-1}
      title={fault ?? text}
    >
      <span className="rule-text">{found?.includes(at) === true ? <mark>{text}</mark> : text}</span>
      {at === stop ? (
        <span className="rule-stop" role="img" aria-label={t('table.stopped')} title={t('table.stopped')}>
          ✕
        </span>
      ) : null}
      {isActive ? live : null}
    </div>
  );
}
