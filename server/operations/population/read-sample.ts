import { type DrawnSample, drawSample } from '../../population/draw-sample.ts';
import { isSensitive } from './read-records.ts';
import { overSnapshot, requestSample, type SampleAsked, type SampleHost } from './sample-request.ts';

/** A sample as it is answered: without the figures and places that are too sensitive to be shown. */
export interface ReadSample extends DrawnSample {
  readonly snapshot: string;
  readonly asOf: string;
  /** The nodes of the organisation whose customers are counted; null: all. */
  readonly within: readonly string[] | null;
  /** The lists whose figure is withheld. */
  readonly withheld: readonly string[];
}

type Divided = DrawnSample['axes'][number] | DrawnSample['figures'][number];

/** Asked twice the same, `key` is the same. */
interface PreparedSample {
  readonly key: string;
  /** The signal stops it. */
  draw(signal: AbortSignal): Promise<ReadSample>;
}

/** Finds out what is asked for and whether it may be; what takes long is `draw`. Throws a Refusal. */
export async function prepareSample(host: SampleHost, asked: SampleAsked): Promise<PreparedSample> {
  const { id, document } = asked;
  const { catalog } = host.runtime;
  const requested = await requestSample(host, asked);
  const { request, definition, nodes } = requested;
  const { library, snapshot } = request;
  const inForce = catalog.library.definitions.get(id)?.closure ?? null;
  return {
    key: JSON.stringify([snapshot.id, definition.closure, inForce, catalog.cuts, nodes?.toSorted() ?? null]),
    draw: async (signal) =>
      await overSnapshot(requested, signal, async (duckdb) => {
        const { figures, axes, ...drawn } = await drawSample(duckdb, request);
        // The bins of a draft are its author's: many of them would tell a field by its points.
        const told = (one: Divided) => (document === undefined ? one.fields : one.fieldsThroughBins);
        const isShown = (one: Divided) => !told(one).some(({ entity: of, name }) => isSensitive(library, of, name));
        const shown = { figures: figures.filter(isShown), axes: axes.filter(isShown) };
        const withheld = [...figures, ...axes].filter((one) => !isShown(one)).map(({ pointer }) => pointer);
        return {
          ...drawn,
          snapshot: snapshot.id,
          asOf: snapshot.manifest.asOf,
          within: nodes,
          ...shown,
          withheld: [...new Set(withheld)],
        };
      }),
  };
}
