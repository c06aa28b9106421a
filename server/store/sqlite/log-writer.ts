import type { OpenSqlite } from '../../sqlite-driver.ts';
import { packBody, skeletonOf } from '../decision-body.ts';
import type { Answerer, LogEntry, LogWriter } from '../decision-log.ts';
import { openConnection } from './connection.ts';

/**
 * Writes the decision log by statements of its own, outside the groups of operations: it is the hottest path of all, its entries are
 * grouped already, and they need neither savepoint nor audit. After a failure another writer has to be made.
 */
export function openLogWriter(path: string): LogWriter {
  const { raw, close } = openConnection(path);
  const definitionOf = definitionNumbers(raw);
  const insert = raw.prepare(
    'insert into logged_decision (number, decided_at, definition, language, as_of, body) values (?, ?, ?, ?, ?, ?)',
  );
  const write = raw.transaction((entries: readonly LogEntry[]) => {
    for (const entry of entries) {
      const { number, at, language, asOf, request, result } = entry;
      const definition = definitionOf(entry.answerer);
      const body = packBody({ result, request }, () => definition.skeletonFor({ result, request }));
      insert.run(number, at, definition.number, language, asOf, body);
    }
  }).immediate;
  return { write: async (entries) => write(entries), close: async () => close() };
}

interface NumberedDefinition {
  readonly number: number;
  /** Its skeleton; made of this body where it has none yet. */
  skeletonFor(body: { readonly result: string; readonly request: string }): string;
}

/** The numbers of what answers, each looked up (or given) once. */
function definitionNumbers(connection: OpenSqlite): (answerer: Answerer) => NumberedDefinition {
  const find = connection.prepare(
    'select number, skeleton from logged_definition where ref = ? and version is ? and hash = ? and closure = ? and cuts = ?',
  );
  const give = connection.prepare(
    'insert into logged_definition (ref, version, hash, closure, cuts) values (?, ?, ?, ?, ?)',
  );
  const keep = connection.prepare('update logged_definition set skeleton = ? where number = ?');
  const known = new Map<string, NumberedDefinition>();
  return ({ stamp: { id, version, hash, closure }, cuts }) => {
    const key = `${id} ${version} ${closure} ${cuts}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const words = [id, version, hash, closure, cuts];
    const found = find.get(...words) as { readonly number: number; readonly skeleton: string | null } | undefined;
    const number = found?.number ?? Number(give.run(...words).lastInsertRowid);
    let skeleton = found?.skeleton ?? null;
    const made: NumberedDefinition = {
      number,
      skeletonFor(body) {
        if (skeleton === null) {
          skeleton = skeletonOf(body);
          keep.run(skeleton, number);
        }
        return skeleton;
      },
    };
    known.set(key, made);
    return made;
  };
}
