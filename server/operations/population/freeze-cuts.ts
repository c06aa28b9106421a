import { compile, type Cuts, type Definition, type JsonObject, type Library } from '../../../definitions/index.ts';
import type { PopulateOptions, SampleSource } from './populate.ts';

/**
 * The lower bounds that divide a population by the shares of each segmentation by share: the figure of the last customer who still
 * belongs to a class, counted from the highest figure down. Customers without a figure are not counted.
 */
export async function freezeCuts(library: Library, source: SampleSource, options: PopulateOptions): Promise<Cuts> {
  const asked = [...library.definitions.values()].flatMap((definition) => {
    const highs = sharesOf(definition);
    return highs === undefined || library.environment.decision(definition.id) === undefined
      ? []
      : [{ id: definition.id, highs }];
  });
  if (asked.length === 0) return {};
  const readers = asked.map(({ id, highs }) => {
    // With any cuts at all the result shows the figure that is divided.
    const compiled = compile(library, [id], { cuts: { [id]: highs.slice(1).map(() => 0) }, unknown: 'ignore' });
    return { id, highs, compiled, figures: [] as (number | string)[] };
  });
  for await (const request of source(options)) {
    for (const { id, compiled, figures } of readers) {
      const value = compiled.decide(request)[id]?.value as JsonObject | null | undefined;
      const score = value?.['score'];
      if (typeof score === 'number' || typeof score === 'string') figures.push(score);
    }
  }
  return Object.fromEntries(readers.map(({ id, highs, figures }) => [id, cutsOf(highs, figures)]));
}

/** The upper ends of the shares in percent, of the lowest class first; undefined for other definitions. */
function sharesOf({ document }: Definition): readonly number[] | undefined {
  // The schema of a segmentation holds, and its check has read every share.
  const { method, classes } = document as unknown as {
    readonly method?: string;
    readonly classes?: readonly { readonly share?: string }[];
  };
  if (method !== 'share' || classes === undefined) return undefined;
  const highs = classes.map(({ share = '' }) => Number(/,\s*([\d.]+)/.exec(share)?.[1]));
  return highs.every(Number.isFinite) ? highs.toSorted((a, b) => b - a) : undefined;
}

function cutsOf(highs: readonly number[], figures: readonly (number | string)[]): readonly (number | string)[] {
  const sorted = figures.toSorted((a, b) => Number(b) - Number(a));
  return highs.slice(1).map((high) => {
    const members = Math.max(1, Math.ceil((sorted.length * high) / 100));
    return sorted[Math.min(members, sorted.length) - 1] ?? 0;
  });
}
