import {
  type DeclaredColumn,
  type DeclaredField,
  type EntityDocument,
  type FeedDocument,
  feedOf,
  isObject,
  isValue,
  type Json,
  type JsonObject,
  type Library,
  parseDays,
  parseMilliseconds,
  readRow,
} from '../../../definitions/index.ts';
import { Chance } from './random/chance.ts';
import { cellText } from './cell-text.ts';

/** A fact that a feed reads otherwise than it was written for it. */
export interface FedOtherwise {
  readonly request: JsonObject;
  readonly error: string;
}

/** Writes the facts of requests as the cells of a file, by each feed of their entity, and reads them back. */
export function fedOtherwise(
  library: Library,
  ref: string,
  requests: readonly JsonObject[],
  seed: number,
): FedOtherwise | undefined {
  const facts = library.environment.decision(ref)?.facts;
  const id = facts?.kind === 'entity' ? facts.entity : facts?.kind === 'pair' ? facts.customer : '';
  const entity = library.environment.entity(id);
  const declared = library.definitions.get(id)?.document as EntityDocument | undefined;
  if (entity === undefined || declared === undefined) return undefined;
  const chance = new Chance(seed);
  for (const { kind, document, id: feed } of library.definitions.values()) {
    const own = document as FeedDocument;
    if (kind !== 'feed' || own.entity !== id || library.broken.has(feed)) continue;
    const made = feedOf(own, entity);
    for (const request of requests) {
      if (!isObject(request['facts'])) continue;
      const row = written(chance, own, declared, request['facts']);
      const read = readRow(made, row.cells);
      const wrong = Object.entries(row.facts).find(([name, value]) => {
        const found = read.facts[name] ?? null;
        const type = entity.fields.get(name)?.type;
        // Outside its domain it counts as missing where the feed says so.
        const isOutside = own.unreadable === 'missing' && type !== undefined && !isValue(String(value), type);
        return !isSame(declared.fields[name], found, value) && !(isOutside && found === null);
      });
      if (wrong === undefined) continue;
      const [name, value] = wrong;
      const told = [name, value, read.facts[name] ?? null, row.cells, read.problems.map(({ code }) => code)];
      return { request, error: `${feed}: ${told.map((one) => JSON.stringify(one)).join(', ')}` };
    }
  }
  return undefined;
}

/** The cells of a row, and the facts that they say: those that the feed's columns can say at all. */
function written(chance: Chance, feed: FeedDocument, entity: EntityDocument, facts: JsonObject) {
  const cells: Record<string, Json> = {};
  const said: Record<string, Json> = {};
  for (const [column, declared] of Object.entries(feed.columns)) {
    const format: DeclaredColumn = typeof declared === 'string' ? { field: declared } : declared;
    const field = entity.fields[format.field];
    const value = Object.hasOwn(facts, format.field) ? (facts[format.field] ?? null) : null;
    const text = field === undefined ? undefined : cellText(chance, { format, field, feed }, value);
    if (text === undefined) continue;
    cells[column] = text;
    said[format.field] = value;
  }
  return { cells, facts: said };
}

/** Whether two facts of a field are one value. */
function isSame(field: DeclaredField | undefined, one: Json, other: Json): boolean {
  if (one === null || other === null || field === undefined) return one === other;
  const [a, b] = [String(one), String(other)];
  if (field.type === 'instant') return parseMilliseconds(a) === parseMilliseconds(b);
  if (field.type === 'date') return parseDays(a) === parseDays(b);
  return field.type === 'integer' || field.type === 'decimal' ? plain(a) === plain(b) : a === b;
}

/** A decimal without needless zeros. */
const plain = (text: string) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text).replace(/^-0$/, '0');
