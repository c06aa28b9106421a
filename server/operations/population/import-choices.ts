import { type FeedDocument, type Library, type Text, say } from '../../../definitions/index.ts';

/** What people call it, in both languages. */
interface Titled {
  readonly 'zh-CN': string;
  readonly en: string;
}

/** An entity whose rows may be imported. */
export interface ImportChoice {
  readonly id: string;
  readonly title: Titled;
  /** Whether single records of it can be found, so that it is a population. */
  readonly isPopulation: boolean;
  /** The entities whose rows may come with it. */
  readonly related: readonly string[];
  readonly fields: readonly { readonly name: string; readonly title: Titled }[];
  /** Sound feeds that read its files. */
  readonly feeds: readonly { readonly id: string; readonly title: Titled }[];
}

/** What populations can be imported, with which other rows, and the feeds that read their files: first whose records most definitions read. */
export function importChoices(library: Library): { readonly entities: readonly ImportChoice[] } {
  const feeds = [...library.definitions.values()].flatMap(({ id, kind, document }) => {
    if (kind !== 'feed' || library.broken.has(id)) return [];
    const { entity, title } = document as FeedDocument;
    return [{ id, title: both(title ?? id), entity }];
  });
  const entities = [...library.definitions.values()].flatMap(({ id }): readonly ImportChoice[] => {
    const entity = library.environment.entity(id);
    if (entity === undefined) return [];
    return [
      {
        id,
        title: both(entity.title),
        isPopulation: entity.key !== undefined,
        related: reachedFrom(library, id),
        fields: [...entity.fields].map(([name, { title }]) => ({ name, title: both(title) })),
        feeds: feeds.flatMap(({ entity: of, ...feed }) => (of === id ? [feed] : [])),
      },
    ];
  });
  const readers = new Map<string, number>();
  for (const { document } of library.definitions.values()) {
    const { entity } = document as { readonly entity?: unknown };
    if (typeof entity === 'string') readers.set(entity, (readers.get(entity) ?? 0) + 1);
  }
  return { entities: entities.toSorted((a, b) => (readers.get(b.id) ?? 0) - (readers.get(a.id) ?? 0)) };
}

/** The entities that relations lead to, the nearest first. */
function reachedFrom(library: Library, id: string): readonly string[] {
  const reached = [id];
  for (const at of reached)
    for (const { entity } of library.environment.entity(at)?.relations.values() ?? [])
      if (!reached.includes(entity)) reached.push(entity);
  return reached.slice(1);
}

const both = (text: Text): Titled => ({ 'zh-CN': say(text, 'zh-CN'), en: say(text, 'en') });
