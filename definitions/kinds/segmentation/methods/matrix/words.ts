import type { Bins } from '../../../../model/expression.ts';
import { binPhrases } from '../../../../expression/to-words/bins-words.ts';
import { zh } from '../../../../expression/to-words/chinese.ts';
import { sentenceCase } from '../../../../expression/to-words/english.ts';
import { pick2, quoted, type Speech, spoken } from '../../../../expression/to-words/speech.ts';
import { titleOf } from '../../../../expression/to-words/titles.ts';
import { titled } from '../../../words.ts';
import type { Axis, MatrixSegmentation } from '../../segmentation.ts';

/** A matrix: how each axis is cut, then one line a row. */
export function matrixLines(
  document: MatrixSegmentation,
  bins: ReadonlyMap<string, Bins>,
  speech: Speech,
): readonly string[] {
  const rows = document.rows.bands.map((row) => {
    const own = document.columns.bands.map((column) => {
      const name = cellName(document, row.name, column.name, speech);
      return pick2(
        speech,
        zh`${titled(speech, column)}时为${quoted(name)}`,
        `${quoted(name)} with ${quoted(titled(speech, column))}`,
      );
    });
    return pick2(speech, `${titled(speech, row)}：${own.join('；')}。`, `${titled(speech, row)}: ${own.join('; ')}.`);
  });
  return [
    axisLine(document.rows, bins.get('/rows/bands'), speech),
    axisLine(document.columns, bins.get('/columns/bands'), speech),
    ...rows,
  ];
}

function axisLine(axis: Axis, bins: Bins | undefined, speech: Speech): string {
  const title = axis.title === undefined ? undefined : spoken(speech, axis.title);
  const name = title ?? (bins?.on ? speech.noun(bins.on) : titleOf(axis.of.split('#')[0] ?? axis.of, speech));
  const phrases = bins === undefined ? [] : binPhrases(bins, speech);
  const bands = axis.bands.map((band, i) => {
    const phrase = phrases[i] ?? '';
    if (bins?.bins[i]?.test.kind === 'missing')
      return pick2(
        speech,
        `资料缺失的，列为${quoted(titled(speech, band))}`,
        `where it is unknown: ${titled(speech, band)}`,
      );
    return pick2(speech, zh`${phrase}为${titled(speech, band)}`, `${phrase}: ${titled(speech, band)}`);
  });
  return pick2(speech, `${name}：${bands.join('；')}。`, `${sentenceCase(name)}: ${bands.join('; ')}.`);
}

/** What the class of a cell is called: there, in the list of classes, or by its name. */
function cellName({ cells, classes }: MatrixSegmentation, row: string, column: string, speech: Speech): string {
  const cell = cells[row]?.[column];
  if (cell === undefined) return '';
  const listed = classes?.find((one) => one.name === cell.class);
  if (cell.title !== undefined) return spoken(speech, cell.title);
  return titled(speech, listed ?? { name: cell.class });
}
