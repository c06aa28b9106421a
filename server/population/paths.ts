import type { Library } from '../../definitions/index.ts';
import { Refusal } from '../terminal.ts';
import { populationProblem } from './problems.ts';

/** A way by which rows of an entity are found: a field of theirs whose value is known. */
export interface RowPath {
  readonly entity: string;
  readonly field: string;
  /** Whether at most one row may have a value. */
  readonly isSingle: boolean;
}

/**
 * How rows are found from a record of `entity` on: the record by its key, the rows of the entities given by the fields that relations
 * share. Throws a Refusal where an entity given can be reached by no relation.
 */
export function rowPaths(library: Library, entity: string, related: readonly string[]): readonly RowPath[] {
  const at = { pointer: '' };
  const own = library.environment.entity(entity);
  if (own === undefined) throw new Refusal([populationProblem('entity-unknown', at, { entity })]);
  if (own.key === undefined) throw new Refusal([populationProblem('entity-without-key', at, { entity })]);
  const given = new Set([entity, ...related]);
  const paths = new Map<string, RowPath>();
  const add = (path: RowPath) => {
    const name = `${path.entity}#${path.field}`;
    const known = paths.get(name);
    paths.set(name, known === undefined ? path : { ...path, isSingle: path.isSingle || known.isSingle });
  };
  add({ entity, field: own.key, isSingle: true });
  const reached = [entity];
  for (const id of reached)
    for (const { entity: behind, by, many } of library.environment.entity(id)?.relations.values() ?? []) {
      if (!given.has(behind)) continue;
      add({ entity: behind, field: by, isSingle: !many });
      if (!reached.includes(behind)) reached.push(behind);
    }
  for (const id of related) {
    if (library.environment.entity(id) === undefined)
      throw new Refusal([populationProblem('entity-unknown', at, { entity: id })]);
    if (!reached.includes(id))
      throw new Refusal([populationProblem('entity-not-related', at, { entity, related: id })]);
  }
  return [...paths.values()];
}
