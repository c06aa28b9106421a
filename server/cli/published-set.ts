import type { Cuts, Source } from '../../definitions/index.ts';
import type { ServerClient } from './server-client.ts';

/** What a server has in force: every definition with its document, and the frozen cuts. */
export interface PublishedSet {
  /** The number of the publication; 0 where nothing was published. */
  readonly number: number;
  readonly definitions: readonly PublishedDefinition[];
  readonly cuts: Cuts;
}

export interface PublishedDefinition extends Source {
  readonly id: string;
  readonly hash: string;
  readonly closure: string;
}

export async function readPublishedSet(client: ServerClient): Promise<PublishedSet> {
  const { body } = await client.get('/api/v1/definitions?include=document');
  // As the API describes its list.
  const list = body as unknown as {
    readonly publication: number;
    readonly definitions: readonly PublishedDefinition[];
    readonly cuts?: Cuts;
  };
  return { number: list.publication, definitions: list.definitions, cuts: list.cuts ?? {} };
}
