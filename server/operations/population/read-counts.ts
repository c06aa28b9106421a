import { countedDesign } from '../../../definitions/index.ts';
import { countParts } from '../../population/count-parts.ts';
import { populationProblem } from '../../population/problems.ts';
import { Refusal } from '../../terminal.ts';
import { isSensitive } from './read-records.ts';
import { overSnapshot, requestSample, type SampleAsked, type SampleHost } from './sample-request.ts';

/** How many of a sample meet each part of a definition. A part that tests a field too sensitive to be shown has no counts. */
export interface ReadCounts {
  readonly snapshot: string;
  readonly asOf: string;
  readonly customers: number;
  readonly sampled: number;
  readonly unread: number;
  /** The nodes of the organisation whose customers are counted; null: all. */
  readonly within: readonly string[] | null;
  readonly parts: readonly {
    readonly pointer: string;
    readonly met: number | null;
    readonly soFar: number | null;
  }[];
}

/** Asked twice the same, `key` is the same. Throws a Refusal; what takes long is `draw`. */
export async function prepareCounts(
  host: SampleHost,
  asked: SampleAsked,
): Promise<{ readonly key: string; draw(signal: AbortSignal): Promise<ReadCounts> }> {
  const requested = await requestSample(host, asked);
  const { request, definition, nodes } = requested;
  const { library, snapshot } = request;
  const design = countedDesign(library, asked.id);
  if (design === undefined)
    throw new Refusal([populationProblem('nothing-counted', { pointer: '' }, { ref: asked.id })]);
  const withheld = design.parts.map(({ fields }) =>
    fields.some(({ entity, name }) => isSensitive(library, entity, name)),
  );
  return {
    key: JSON.stringify([
      'counts',
      snapshot.id,
      definition.closure,
      host.runtime.catalog.cuts,
      nodes?.toSorted() ?? null,
    ]),
    draw: async (signal) =>
      await overSnapshot(requested, signal, async (duckdb) => {
        const { counts, ...drawn } = await countParts(duckdb, request, design);
        return {
          ...drawn,
          snapshot: snapshot.id,
          asOf: snapshot.manifest.asOf,
          within: nodes,
          parts: design.parts.map(({ pointer }, i) => {
            const { met = null, soFar = null } = withheld[i] === true ? {} : (counts[i] ?? {});
            return { pointer, met, soFar };
          }),
        };
      }),
  };
}
