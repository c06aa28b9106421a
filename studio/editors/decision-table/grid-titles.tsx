import { useReader } from '../../texts/reader.ts';
import type { GridColumn } from './columns.ts';

/** The first row: what each column is, with its unit. A press selects a column, a double one opens what it is. */
export function GridTitles({
  columns,
  frozen,
}: {
  readonly columns: readonly GridColumn[];
  readonly frozen: readonly number[];
}) {
  const { t } = useReader();
  return (
    <div role="row" aria-rowindex={1} className="rule-row rule-titles">
      <div role="columnheader" aria-colindex={1} className="rule-head">
        {t('view.rule')}
      </div>
      {columns.map(({ side, index, title, unit }, i) => {
        const left = frozen[i];
        const names = ['rule-cell', ...(side === 'then' ? ['output'] : []), ...(left === undefined ? [] : ['frozen'])];
        return (
          <div
            key={`${side}${index}`}
            role="columnheader"
            aria-colindex={i + 2}
            className={names.join(' ')}
            style={left === undefined ? undefined : { insetInlineStart: left }}
            title={title}
            data-column={i}
            data-at={`/${side === 'when' ? 'inputs' : 'outputs'}/${index}`}
          >
            <span className="rule-text">{title}</span>
            {unit === '' ? null : <span className="rule-unit">{unit}</span>}
          </div>
        );
      })}
    </div>
  );
}
