import type { Command } from 'commander';
import { type Feed, type Library, zoneOf } from '../../definitions/index.ts';
import { batchProblem } from '../batch/problems.ts';
import { serverProblem } from '../problems.ts';
import { namedFeeds } from '../operations/population/named-feeds.ts';
import { inWords } from './options.ts';
import { Refusal, type Terminal } from '../terminal.ts';

/** The options that say how files are read. */
export interface FeedOptions {
  readonly feed?: readonly string[];
  readonly map?: Readonly<Record<string, string>>;
  readonly null?: readonly string[];
  readonly encoding?: string;
  readonly zone?: string;
}

/** Adds `--feed feed/name`, once for the file of each entity. */
export function feedOption(command: Command, terminal: Terminal): void {
  command.option(
    '--feed <feed>',
    inWords(terminal, {
      'zh-CN': '供数定义，如 feed/core-customers：文件的列如何读取；每个实体一个，可多次',
      en: 'a feed, such as feed/core-customers, that says how a file is read; one for each entity, may be repeated',
    }),
    (one: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), one],
  );
}

/** Adds `--zone`. */
export function zoneOption(command: Command, terminal: Terminal): void {
  command.option(
    '--zone <zone>',
    inWords(terminal, {
      'zh-CN': '未写时区的时刻所属的时区，如 Asia/Shanghai 或 +08:00；没有它则拒绝',
      en: 'the zone of instants that state none, such as Asia/Shanghai or +08:00; without it they are refused',
    }),
    (zone: string): string => {
      if (zoneOf(zone) !== undefined) return zone;
      const slots = { option: '--zone', found: zone, expected: 'Asia/Shanghai, +08:00 …' };
      throw new Refusal([serverProblem('option-malformed', { pointer: '' }, slots)]);
    },
  );
}

/** The feed of an entity among those that were named. Throws a Refusal where none is. */
export function feedOfEntity(feeds: ReadonlyMap<string, Feed>, entity: string): Feed {
  const feed = feeds.get(entity);
  if (feed !== undefined) return feed;
  const [other] = feeds.values();
  const slots = { feed: other?.id ?? '', entity: other?.entity ?? '' };
  throw new Refusal([batchProblem('feed-not-used', { pointer: '' }, slots)]);
}

/** The feeds that a command line names, by the entity whose rows they read. Throws a Refusal. */
export function feedsAsked(
  library: Library,
  { feed: ids, ...others }: FeedOptions,
): ReadonlyMap<string, Feed> | undefined {
  if (ids === undefined) return undefined;
  const instead = (['map', 'null', 'encoding', 'zone'] as const).find((option) => others[option] !== undefined);
  if (instead !== undefined)
    throw new Refusal([
      batchProblem('feed-with-options', { pointer: '' }, { feed: ids[0] ?? '', option: `--${instead}` }),
    ]);
  return namedFeeds(library, ids);
}
