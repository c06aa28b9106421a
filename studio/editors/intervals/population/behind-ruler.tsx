import type { Reader } from '../../../texts/reader.ts';
import type { RulerPart } from '../cut-ruler.tsx';
import type { Scale } from '../scale.ts';
import { type BarWay, Histogram } from './histogram.tsx';
import { spokenText } from './moves-line.tsx';
import type { Told } from './moves.ts';
import type { Counted } from './protocol.ts';
import type { Population } from './use-population.ts';

/** What a ruler is given of the population: its figures, the bars behind it, and what its cuts say of those who stand above them. */
export function behindRuler(
  { fallen }: Population,
  parts: readonly RulerPart[],
  told: Told | undefined,
  reader: Reader,
  bars?: BarWay,
) {
  if (fallen === undefined) return {};
  const figures = written(fallen.inForce);
  const colourOf = (figure: number) =>
    parts.findLast(({ interval: { low } }) => low === null || Number(low) <= figure)?.colour ?? parts[0]?.colour ?? '';
  return {
    sample: figures.length > 1 ? figures : undefined,
    behind: (scale: Scale) => <Histogram figures={figures} scale={scale} colourOf={colourOf} bars={bars} />,
    spoken: (place: number) => spokenText(parts[place]?.title ?? '', told?.standings[place], reader),
  };
}

/** Figures as they are written, once for each list the worker sends. */
const lists = new WeakMap<Float64Array, Float64Array>();

function written({ figures, decimals }: Counted): Float64Array {
  const known = lists.get(figures);
  if (known !== undefined) return known;
  const made = figures.map((figure) => figure / 10 ** decimals);
  lists.set(figures, made);
  return made;
}
