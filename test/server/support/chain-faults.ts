import { createHash } from 'node:crypto';
import type { Database } from '../../../server/store/tables.ts';

/** What is wrong with the audit of a store: its links, its digests, its numbers; computed by other means than the store's. */
export async function chainFaults(database: Database): Promise<readonly string[]> {
  const chain = await database.selectFrom('audit_entry').selectAll().orderBy('position').execute();
  const { origin } = await database.selectFrom('audit_chain').selectAll().executeTakeFirstOrThrow();
  let end = origin;
  const links = chain.flatMap((row, i) => {
    const { digest, actor_kind: actorKind, actor_name: actorName, ...rest } = row;
    const told = Object.entries({ ...rest, actorKind, actorName }).toSorted(([a], [b]) => (a < b ? -1 : 1));
    const text = `{${told.map(([key, value]) => `"${key}":${JSON.stringify(value)}`).join(',')}}`;
    const expected = createHash(row.algorithm ?? '')
      .update(text)
      .digest('hex');
    const faults = [
      row.position === i + 1 ? [] : 'position',
      row.previous === end ? [] : 'previous',
      digest === expected ? [] : 'digest',
    ].flat();
    end = digest ?? '';
    return faults.map((fault) => `${row.position}: ${fault}`);
  });
  const byWriter = new Map<number, number[]>();
  for (const { writer, number } of chain) {
    const own = byWriter.get(writer);
    if (own === undefined) byWriter.set(writer, [number]);
    else own.push(number);
  }
  const numbers = [...byWriter].flatMap(([writer, own]) => {
    const isDense = own.toSorted((a, b) => a - b).every((number, i) => number === i + 1);
    return isDense ? [] : [`writer ${writer} has a gap`];
  });
  return [...links, ...numbers];
}
