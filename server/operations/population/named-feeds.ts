import { type Feed, type FeedDocument, feedOf, type Library } from '../../../definitions/index.ts';
import { batchProblem } from '../../batch/problems.ts';
import { Refusal } from '../../terminal.ts';
import { hintFor } from '../definitions/why-no-decision.ts';

/** Feeds by the entity whose rows they read. Throws a Refusal where one is none, or two read the same. */
export function namedFeeds(library: Library, ids: readonly string[]): ReadonlyMap<string, Feed> {
  const feeds = new Map<string, Feed>();
  for (const id of ids) {
    const feed = feedFor(library, id);
    const other = feeds.get(feed.entity);
    if (other !== undefined)
      throw new Refusal([
        batchProblem('feed-entity-twice', { pointer: '' }, { feed: id, other: other.id, entity: feed.entity }),
      ]);
    feeds.set(feed.entity, feed);
  }
  return feeds;
}

function feedFor(library: Library, id: string): Feed {
  const definition = library.definitions.get(id);
  const own = library.problems.filter((problem) => problem.definition === id && problem.severity === 'error');
  if (own.length > 0) throw new Refusal(own);
  if (definition?.kind !== 'feed' || library.broken.has(id))
    throw new Refusal([batchProblem('feed-not-found', { pointer: '' }, { feed: id, hint: hintFor(library, id) })]);
  const document = definition.document as FeedDocument;
  const entity = library.environment.entity(document.entity);
  if (entity === undefined) throw new Error(`${id} is sound without ${document.entity}`);
  return feedOf(document, entity);
}
