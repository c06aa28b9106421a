import { HIT_POLICIES, type HitPolicy } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { ColumnTools, type Tools } from './column-tools.tsx';
import { addRules, removeRules } from './edits.ts';
import { at } from './selection.ts';

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
