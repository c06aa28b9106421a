import { type DocumentChange, type Json, type JsonObject } from '../../../definitions/index.ts';
import { insertAt, partAt, removeAt, setAt } from '../../editors/edit.ts';

/**
 * My draft with those of their clauses that were chosen. Steps on one list lean on each other (RFC 6902 counts items as they then
 * stand), so that of one list all are taken or none: `groupsOf` tells which.
 */
export function withClauses(
  mine: JsonObject,
  clauses: readonly DocumentChange[],
  isTaken: (clause: DocumentChange) => boolean,
): JsonObject {
  return clauses.filter(isTaken).reduce(applied, mine);
}

function applied(document: JsonObject, clause: DocumentChange): JsonObject {
  switch (clause.op) {
    case 'replace':
      return setAt(document, clause.path, clause.value);
    case 'remove':
      return removeAt(document, clause.path);
    case 'add':
      return added(document, clause.path, clause.value);
    case 'move': {
      const moved = partAt(document, clause.from);
      return moved === undefined ? document : added(removeAt(document, clause.from), clause.path, moved);
    }
  }
}

function added(document: JsonObject, path: string, value: Json): JsonObject {
  const at = path.lastIndexOf('/');
  const [list, step] = [path.slice(0, at), path.slice(at + 1)];
  return Array.isArray(partAt(document, list))
    ? insertAt(document, list, Number(step), value)
    : setAt(document, path, value);
}

/** Clauses that are chosen together: by their own place, or by the list whose items they add, take out or move. */
export interface ClauseGroup {
  readonly at: string;
  readonly clauses: readonly DocumentChange[];
}

/** The groups of clauses; of lists within lists the outermost counts, for the inner one's place hangs on it. */
export function groupsOf(clauses: readonly DocumentChange[]): readonly ClauseGroup[] {
  const lists = new Set(
    clauses.flatMap(({ op, path }) => {
      const isItem = /\/\d+$/.test(path) && op !== 'replace';
      return isItem ? [path.slice(0, path.lastIndexOf('/'))] : [];
    }),
  );
  const groups = new Map<string, DocumentChange[]>();
  for (const clause of clauses) {
    const around = [...lists]
      .filter((one) => clause.path.startsWith(`${one}/`))
      .toSorted((a, b) => a.length - b.length);
    const list = around[0] ?? clause.path;
    groups.set(list, [...(groups.get(list) ?? []), clause]);
  }
  return [...groups].map(([at, together]) => ({ at, clauses: together }));
}
