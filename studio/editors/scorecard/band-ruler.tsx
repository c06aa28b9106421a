import { isObject, type Json, type Scorecard } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { tone } from '../../ui/tone.ts';
import { CutRuler, type RulerPart } from '../intervals/cut-ruler.tsx';
import { boundariesOf, intervalsOf, textsIn } from '../intervals/cuts.ts';
import type { ViewProps } from '../view.ts';
import { mendBoundary, moveBoundary } from './edits.ts';

/** Bands of a score on a ruler. */
export function BandRuler({ document, published, change }: ViewProps<Scorecard>) {
  const { t, say, number } = useReader();
  const { bands = [], decimals } = document;
  const intervals = intervalsOf(bands.map((band) => band.in));
  const parts = intervals.flatMap((interval, i): RulerPart[] => {
    const band = bands[interval.index];
    if (band === undefined) return [];
    const title = say(band.title ?? band.name);
    return [{ interval, title, label: title, colour: tone(i, intervals.length) }];
  });
  return (
    <CutRuler
      label={t('view.bands')}
      parts={parts}
      decimals={decimals}
      figure={number}
      published={publishedCuts(published['bands'])}
      pointerOf={(index) => `/bands/${index}/in`}
      change={
        change && {
          move: (i, at, gesture) => change((before) => moveBoundary(before, '/bands', i, at), gesture),
          mend: (i) => change((before) => mendBoundary(before, '/bands', i)),
        }
      }
    />
  );
}

/** The cuts of a list of bins or bands that is in force. */
export const publishedCuts = (items: Json | undefined): readonly string[] =>
  boundariesOf(intervalsOf(textsIn(items, 'in'))).flatMap(({ kind, at }) => (kind === 'cut' ? [at] : []));

/** The bins in force of the characteristic of a name. */
export function publishedBins(published: ViewProps['published'], name: string): Json | undefined {
  const all = published['characteristics'];
  const own = Array.isArray(all) ? all.find((one: Json) => isObject(one) && one['name'] === name) : undefined;
  return isObject(own) ? own['bins'] : undefined;
}
