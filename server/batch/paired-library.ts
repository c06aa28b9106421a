import {
  isObject,
  type Json,
  type JsonObject,
  kindOf,
  type Library,
  link,
  pointerSteps,
  readSet,
} from '../../definitions/index.ts';

/** Two versions of decisions in one library, so that one query answers both and reads the rows once. */
export interface PairedLibrary {
  readonly library: Library;
  /** What a definition of the newer version is called here, by its own id; one that is not listed is the same in both. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** What the newer version of a definition is called beside the older. */
const NEWER = '-after';

/**
 * Puts what some decisions stand on, in two versions, into one library: what is the same once, what is not under two names. Undefined
 * where that cannot be: an entity changed, or the versions read other facts, so that a row may be refused by one and not by the other.
 */
export function pairedLibrary(before: Library, after: Library, refs: readonly string[]): PairedLibrary | undefined {
  const [old, now] = [reached(before, refs), reached(after, refs)];
  const differing = [...now].filter((id) => before.definitions.get(id)?.closure !== after.definitions.get(id)?.closure);
  const isRenamable = differing.every((id) => after.environment.decision(id) !== undefined);
  if (!isRenamable || !refs.every((ref) => readsOf(before, ref) === readsOf(after, ref))) return undefined;
  const renamed = new Map(differing.map((id) => [id, `${id}${NEWER}`]));
  if ([...old, ...now].some((id) => id.endsWith(NEWER))) return undefined;
  const kept = [...new Set([...old, ...now])].filter((id) => before.definitions.has(id));
  const same = kept.flatMap((id) => before.definitions.get(id)?.document ?? []);
  const newer = differing.map((id) => renamedDocument(after, id, renamed));
  if (newer.includes(undefined)) return undefined;
  // What is the same in both may be reached by the newer one alone.
  const alone = [...now].filter((id) => !renamed.has(id) && !before.definitions.has(id));
  const rest = alone.flatMap((id) => after.definitions.get(id)?.document ?? []);
  const library = link([...same, ...rest, ...newer].map((document) => ({ document: withoutCases(document) })));
  const wanted = [...refs, ...refs.map((ref) => renamed.get(ref) ?? ref)];
  return wanted.every((ref) => library.environment.decision(ref) !== undefined) ? { library, renamed } : undefined;
}

function reached({ definitions }: Library, refs: readonly string[]): ReadonlySet<string> {
  const found = new Set(refs);
  for (const id of found) for (const next of definitions.get(id)?.references ?? []) found.add(next);
  return found;
}

/** What a decision reads, as a text: rows are refused by what is read. */
function readsOf({ environment }: Library, ref: string): string {
  const decision = environment.decision(ref);
  if (decision === undefined) return '';
  const paths = (fields: ReturnType<typeof readSet>['fields']): Json =>
    fields.map(({ path, rows }) => [path.join('.'), rows === null ? null : paths(rows)]);
  const { fields, products, asOf, previous } = readSet([decision], (id) => environment.entity(id));
  return JSON.stringify([paths(fields), products === null, asOf, previous]);
}

/** A document under its other name, its mentions of others that are renamed with it; undefined where one is not where it should be. */
function renamedDocument(
  { definitions }: Library,
  id: string,
  renamed: ReadonlyMap<string, string>,
): JsonObject | undefined {
  const definition = definitions.get(id);
  if (definition === undefined) return undefined;
  const copy = structuredClone(definition.document) as unknown as Record<string, Json>;
  copy['name'] = `${definition.name}${NEWER}`;
  // There is one primary segmentation of an entity.
  delete copy['primary'];
  for (const { pointer, target } of kindOf(definition.kind)?.references(definition.document) ?? []) {
    const [of = ''] = target.split('#');
    const other = renamed.get(of);
    if (other === undefined) continue;
    const steps = [...pointerSteps(pointer)];
    const last = steps.pop() ?? '';
    let at: unknown = copy;
    for (const step of steps) at = (at as Record<string, unknown> | undefined)?.[step];
    const holder = at as Record<string, unknown> | undefined;
    const text = holder?.[last];
    if (holder === undefined || typeof text !== 'string' || !text.startsWith(of)) return undefined;
    holder[last] = `${other}${text.slice(of.length)}`;
  }
  return copy;
}

function withoutCases(document: unknown): object {
  if (!isObject(document)) return {};
  const { cases: _, ...rest } = document;
  return rest;
}
