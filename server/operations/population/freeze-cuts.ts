import {
  compile,
  type Cuts,
  type JsonObject,
  type Library,
  numberWire,
  scaleNumber,
  scaleText,
  shareHighs,
} from '../../../definitions/index.ts';
import type { PopulateOptions, SampleSource } from './sample-source.ts';

/**
 * The lower bounds that divide a population by the shares of each segmentation by share: the figure of the last customer who still
 * belongs to a class, counted from the highest figure down. Customers without a figure are not counted; without any there are no cuts.
 */
export async function freezeCuts(library: Library, source: SampleSource, options: PopulateOptions): Promise<Cuts> {
  const asked = [...library.definitions.values()].flatMap((definition) => {
    const highs = shareHighs(definition.document);
    const type = library.environment.decision(definition.id)?.outputs['score']?.type;
    return highs === undefined || type?.kind !== 'number'
      ? []
      : [{ id: definition.id, highs, decimals: type.decimals }];
  });
  if (asked.length === 0) return {};
  const readers = asked.map(({ id, highs, decimals }) => {
    // With any cuts at all the result shows the figure that is divided.
    const compiled = compile(library, [id], { cuts: { [id]: highs.slice(1).map(() => 0) }, unknown: 'ignore' });
    return { id, highs, decimals, compiled, figures: [] as bigint[] };
  });
  for await (const request of source(options)) {
    for (const { id, decimals, compiled, figures } of readers) {
      const value = compiled.decide(request)[id]?.value as JsonObject | null | undefined;
      const score = value?.['score'];
      if (typeof score === 'number' || typeof score === 'string')
        figures.push((typeof score === 'number' ? scaleNumber(score, decimals) : scaleText(score, decimals)) ?? 0n);
    }
  }
  return Object.fromEntries(
    readers.flatMap(({ id, highs, decimals, figures }) =>
      figures.length === 0 ? [] : [[id, cutsOf(highs, figures).map((cut) => numberWire(cut, decimals))]],
    ),
  );
}

/** Of n customers those whose rank r has (r − 1) / n below the share: as many as its n-fold, rounded up. */
function cutsOf(highs: readonly bigint[], figures: readonly bigint[]): readonly bigint[] {
  const sorted = figures.toSorted((a, b) => (a < b ? 1 : a > b ? -1 : 0));
  return highs.slice(1).map((high) => {
    const members = (BigInt(sorted.length) * high + WHOLE - 1n) / WHOLE;
    return sorted[Math.max(1, Number(members)) - 1] ?? 0n;
  });
}

/** 100 percent in 10^-9 percent. */
const WHOLE = 100_000_000_000n;
