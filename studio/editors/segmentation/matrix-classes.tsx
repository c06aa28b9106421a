import type { Segmentation } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { NEW_CLASS } from '../../texts/segmentation.ts';
import { Scroll } from '../../ui/scroll.tsx';
import { CountCells, CountHeads } from '../intervals/population/count-cells.tsx';
import { TitleField } from '../parts/title-field.tsx';
import type { Change } from '../view.ts';
import { setClassTitle } from './class-edits.ts';
import { addClass, type Matrix } from './matrix-edits.ts';
import type { CellCounts } from './use-cell-counts.ts';
import type { MatrixUse } from './use-matrix.ts';

/** The classes that cells may be given, each with how many cells it has and the way to give it to those that are selected. */
export function MatrixClasses({
  document,
  colours,
  matrix,
  counts: { population, told },
  change,
}: {
  readonly document: Matrix;
  readonly colours: ReadonlyMap<string, string>;
  readonly matrix: MatrixUse;
  readonly counts: CellCounts;
  readonly change: Change<Segmentation> | undefined;
}) {
  const { t, say, number, language } = useReader();
  const named = Object.values(document.cells).flatMap((row) => Object.values(row).map((cell) => cell.class));
  return (
    <>
      {change === undefined ? null : (
        <p className="ways">
          <button type="button" className="quiet" onClick={() => matrix.fill('down')}>
            {t('matrix.fillDown')}
          </button>
          <button type="button" className="quiet" onClick={() => matrix.fill('right')}>
            {t('matrix.fillRight')}
          </button>
          <button
            type="button"
            className="quiet"
            onClick={() => change((before) => addClass(before, matrix.range, NEW_CLASS))}
          >
            {t('matrix.addHere')}
          </button>
        </p>
      )}
      <Scroll label={t('view.classes')}>
        <table className="ledger" aria-label={t('view.classes')}>
          <thead>
            <tr>
              <th scope="col">{t('view.class')}</th>
              <th scope="col" className="figure">
                {t('matrix.cells')}
              </th>
              <CountHeads population={population} />
              {change === undefined ? null : (
                <th scope="col">
                  <span className="visually-hidden">{t('edit.actions')}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {matrix.classes.map(({ name, title }, i) => {
              const said = say(title ?? name);
              const count = named.filter((one) => one === name).length;
              return (
                <tr key={name}>
                  <th scope="row">
                    <i className="swatch" style={{ background: colours.get(name) }} />
                    {change === undefined || count === 0 ? (
                      said
                    ) : (
                      <TitleField
                        value={said}
                        label={t('class.title', { title: said })}
                        pointer={`/classes/${name}/title`}
                        change={(text, gesture) =>
                          change((before) => setClassTitle(before, name, language, text), gesture)
                        }
                      />
                    )}
                  </th>
                  <td className="figure">{number(count)}</td>
                  <CountCells population={population} standing={told?.standings[i]} />
                  {change === undefined ? null : (
                    <td>
                      <button
                        type="button"
                        className="quiet"
                        aria-label={t('matrix.giveOne', { title: said })}
                        aria-keyshortcuts={i < 9 ? String(i + 1) : undefined}
                        onClick={() => matrix.give(name)}
                      >
                        {t('matrix.give')}
                      </button>{' '}
                      {i < 9 ? <kbd aria-hidden="true">{i + 1}</kbd> : null}
                    </td>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}
