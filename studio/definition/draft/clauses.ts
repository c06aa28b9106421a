import {
  changesBetween,
  type DocumentChange,
  isObject,
  type Json,
  type JsonObject,
  pointerSteps,
} from '../../../definitions/index.ts';
import { insertAt, removeAt, setAt } from '../../editors/edit.ts';

/** One difference of another draft from mine. */
export type Clause = DocumentChange;

/** Where another draft of the same definition differs from mine, clause by clause, as steps that follow each other. */
export const clausesBetween = (mine: JsonObject, theirs: JsonObject): readonly Clause[] => changesBetween(mine, theirs);

/**
 * My draft with those of their clauses that were chosen. Steps on one list lean on each other (RFC 6902 counts items as they then
 * stand), so that of one list all are taken or none: `together` tells which.
 */
export function withClauses(
  mine: JsonObject,
  clauses: readonly Clause[],
  isTaken: (clause: Clause) => boolean,
): JsonObject {
  return clauses.filter(isTaken).reduce(applied, mine);
}

function applied(document: JsonObject, clause: Clause): JsonObject {
  switch (clause.op) {
    case 'replace':
      return setAt(document, clause.path, clause.value);
    case 'remove':
      return removeAt(document, clause.path);
    case 'add':
      return added(document, clause.path, clause.value);
    case 'move': {
      const moved = valueAt(document, clause.from);
      return moved === undefined ? document : added(removeAt(document, clause.from), clause.path, moved);
    }
  }
}

function added(document: JsonObject, path: string, value: Json): JsonObject {
  const at = path.lastIndexOf('/');
  const [list, step] = [path.slice(0, at), path.slice(at + 1)];
  return Array.isArray(valueAt(document, list))
    ? insertAt(document, list, Number(step), value)
    : setAt(document, path, value);
}

function valueAt(document: Json, pointer: string): Json | undefined {
  return pointerSteps(pointer).reduce<Json | undefined>((part, step) => {
    if (Array.isArray(part)) return (part as readonly Json[])[Number(step)];
    return isObject(part) && Object.hasOwn(part, step) ? part[step] : undefined;
  }, document);
}

/** What clauses are chosen by: their own place, or the list whose items they add, take out or move, with all that lies in it. */
export function groupsOf(clauses: readonly Clause[]): readonly (readonly Clause[])[] {
  const lists = new Set(
    clauses.flatMap(({ op, path }) => {
      const isItem = /\/\d+$/.test(path) && op !== 'replace';
      return isItem ? [path.slice(0, path.lastIndexOf('/'))] : [];
    }),
  );
  const groups = new Map<string, Clause[]>();
  for (const clause of clauses) {
    const list = [...lists].find((one) => clause.path.startsWith(`${one}/`)) ?? clause.path;
    groups.set(list, [...(groups.get(list) ?? []), clause]);
  }
  return [...groups.values()];
}
