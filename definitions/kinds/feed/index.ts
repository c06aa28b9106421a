import { below, isObject } from '../../model/json.ts';
import type { Kind } from '../kind.ts';
import { checkFeed } from './check.ts';
import { type FeedDocument, feedOf } from './feed.ts';
import { proveFeed } from './prove.ts';
import { readRow } from './read-row.ts';
import { feedExamples, feedSchema } from './schema.ts';
import { feedWords } from './words.ts';

/** Feeds: how a file becomes rows of an entity. */
export const feedKind: Kind<FeedDocument> = {
  name: 'feed',
  title: { 'zh-CN': '供数', en: 'Feed' },
  schema: feedSchema,
  examples: feedExamples,
  references: ({ entity }) => [{ pointer: '/entity', target: entity }],
  sets: ({ columns }) =>
    Object.keys(columns).flatMap((column) =>
      ['missing', 'true', 'false'].map((texts) => below('/columns', column, texts)),
    ),
  decides: false,
  lower: (document, environment) => ({ decision: null, problems: checkFeed(document, environment) }),
  prove: proveFeed,
  words: feedWords,
  answer({ given }, document, environment) {
    const entity = environment.entity(document.entity);
    if (entity === undefined) return undefined;
    const facts = isObject(given['facts']) ? given['facts'] : {};
    const read = readRow(feedOf(document, entity), facts);
    return {
      value: read.problems.some(({ severity }) => severity === 'error') ? null : read.facts,
      problems: read.problems,
    };
  },
};
