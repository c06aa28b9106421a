import type { Scorecard } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { tone } from '../../ui/tone.ts';
import { byLow, readInterval } from '../../texts/interval.ts';
import { Ruler, type RulerSegment } from '../parts/ruler.tsx';

/** Bands of a score on a ruler. */
export function BandRuler({
  bands,
  label,
}: {
  readonly bands: NonNullable<Scorecard['bands']>;
  readonly label: string;
}) {
  const { say, number } = useReader();
  const read = bands
    .flatMap((band) => {
      const interval = readInterval(band.in);
      return interval === undefined ? [] : [{ band, interval }];
    })
    .sort((a, b) => byLow(a.interval, b.interval));
  const segments = read.map(
    ({ band, interval }, i): RulerSegment => ({
      key: band.name,
      label: say(band.title ?? band.name),
      from: interval.low === null ? null : number(interval.low),
      to: interval.high === null ? null : number(interval.high),
      colour: tone(i, read.length),
    }),
  );
  return <Ruler label={label} segments={segments} />;
}
