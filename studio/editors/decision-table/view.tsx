import { useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import { type DecisionTable, type JsonObject, refuses } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { CountsLine } from '../parts/counts-line.tsx';
import { usePartCounts } from '../parts/use-part-counts.ts';
import { useWorkedParts } from '../parts/use-worked-parts.ts';
import type { ViewProps } from '../view.ts';
import { BlockMapping } from './block-mapping.tsx';
import { pasteBlock } from './clipboard.ts';
import { ColumnHead } from './column-head.tsx';
import { columnsOf } from './columns.ts';
import { decidesOf, tableMarks } from './marks.ts';
import { RuleCards } from './rule-cards.tsx';
import { TableFiles } from './table-files.tsx';
import { type Found, NONE_FOUND, TableFind } from './table-find.tsx';
import { TableGrid } from './table-grid.tsx';
import { TableTools } from './table-tools.tsx';
import { useGrid } from './use-grid.ts';
import '../../texts/table.ts';

/** A decision table as a grid that is written like a spreadsheet; on a phone a card for each rule, to be read. */
export function DecisionTableView(props: ViewProps<DecisionTable>) {
  const { document, titles, computed, change, problems, proofs, trace, workParts } = props;
  const reader = useReader();
  const { t, language } = reader;
  const isPhone = useIsPhone();
  const [said, tell] = useState<'row' | 'left' | null>(null);
  const [pasted, setPasted] = useState<{ readonly row: number; readonly block: readonly (readonly string[])[] } | null>(
    null,
  );
  const [isHeadOpen, openHead] = useState(false);
  const [sought, seek] = useState<number | null>(null);
  const [found, markFound] = useState<Found>(NONE_FOUND);
  const worked = useWorkedParts(workParts);
  const { inputs, outputs } = document;
  const columns = useMemo(
    () => columnsOf({ ...EMPTY, inputs, outputs }, titles, reader),
    [inputs, outputs, titles, reader],
  );
  const marks = useMemo(
    () => tableMarks(document, { problems, proofs, trace, worked }, language),
    [document, problems, proofs, trace, worked, language],
  );
  const grid = useGrid({
    document,
    columns,
    language,
    change,
    choose: (row, block) => setPasted({ row, block }),
    tell,
    find: useCallback(() => seek((before) => (before ?? 0) + 1), []),
  });
  const { column } = grid;
  // A document came as JSON.
  const json = document as unknown as JsonObject;
  const counted = usePartCounts(isPhone ? null : json, !refuses(problems));
  const { of, counts, told } = counted;
  const decides = useMemo(() => decidesOf({ of, counts, told }, json, reader), [of, counts, told, json, reader]);
  return (
    <section className="rules-editor">
      <h2>{t('view.rules')}</h2>
      <p className="fine">{t(`view.policy.${document.hitPolicy}`)}</p>
      {isPhone ? (
        <RuleCards document={document} columns={columns} titles={titles} computed={computed} marks={marks} />
      ) : (
        <>
          {change === undefined ? null : <TableTools {...{ document, titles, grid, change, isHeadOpen, openHead }} />}
          {change === undefined || !isHeadOpen || column === undefined ? null : (
            <ColumnHead
              key={`${column.side}${column.index}`}
              {...{ document, column, titles, change }}
              close={() => openHead(false)}
            />
          )}
          {sought === null ? null : (
            <TableFind
              {...{ document, columns, titles, computed, grid }}
              turn={sought}
              mark={markFound}
              close={() => {
                seek(null);
                grid.moveTo(grid.selection);
              }}
            />
          )}
          <TableGrid
            document={document}
            columns={columns}
            titles={titles}
            computed={computed}
            marks={marks}
            grid={grid}
            {...{ found, decides }}
            openHead={() => openHead(true)}
            isReadOnly={change === undefined}
          />
          <CountsLine counted={counted} />
          {marks.gap === null ? null : <p className="rule-gap">{marks.gap}</p>}
          <p className="fine">{t('table.keys')}</p>
          <p className="visually-hidden" role="status">
            {said === null ? '' : t(`table.said.${said}`)}
          </p>
          {pasted === null || change === undefined ? null : (
            <BlockMapping
              // Another block, or other columns, are assigned anew.
              key={`${JSON.stringify(pasted.block)} ${columns.map(({ title }) => title).join(' ')}`}
              columns={columns}
              block={pasted.block}
              cancel={() => setPasted(null)}
              paste={(targets, block) => {
                change((before) => pasteBlock(before, columns, pasted.row, targets, block));
                setPasted(null);
              }}
            />
          )}
          <TableFiles document={document} columns={columns} titles={titles} change={change} />
        </>
      )}
    </section>
  );
}

/** What is not asked of a table when its columns are named. */
const EMPTY = { kind: 'decision-table', name: '', entity: '', hitPolicy: 'unique', rules: [] } as const;

/** The width up to which a table is read in cards. */
const PHONE = '(max-width: 640px)';

function useIsPhone(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = matchMedia(PHONE);
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => matchMedia(PHONE).matches,
  );
}
