import {
  type Computed,
  type DecisionTable,
  type DeclaredField,
  type Document,
  type EntityDocument,
  type Formula,
  parseDays,
  parseMilliseconds,
  type Regression,
  type Scorecard,
} from '../../definitions/index.ts';
import { Day, Moment } from './calendar.ts';
import { Fraction } from './figure.ts';
import type { RefereeValue } from './value.ts';

/** What documents declare, read straight from them. */

/** Looks up a definition's document by its id. */
export type DocumentsById = (id: string) => Document | undefined;

/** What is known of a value before any record comes. */
export interface Declared {
  readonly kind: 'boolean' | 'string' | 'number' | 'date' | 'instant';
  readonly decimals: number;
  readonly isList: boolean;
}

const plain = (kind: Declared['kind'], decimals = 0, isList = false): Declared => ({ kind, decimals, isList });

export function declaredOf(of: Pick<DeclaredField, 'type' | 'decimals' | 'series'> | Computed): Declared {
  const isFigure = of.type === 'integer' || of.type === 'decimal';
  const kind = of.type === 'integer' || of.type === 'decimal' ? 'number' : of.type;
  const decimals = of.type === 'decimal' ? (of.decimals ?? ('text' in of ? 12 : 0)) : 0;
  return plain(kind, isFigure ? decimals : 0, 'series' in of && of.series === true);
}

export function entityDocument(documents: DocumentsById, id: string): EntityDocument {
  const document = documents(id);
  if (document?.kind !== 'entity') throw new Error(`There is no ${id}`);
  return document as EntityDocument;
}

/** What a fact of an entity's record is: a field, a derived field, a path through single relations, or a result. */
export function declaredFact(documents: DocumentsById, entity: string, fact: string, path?: string): Declared {
  if (fact.includes('#')) return declaredResult(documents, fact);
  const steps = [fact, ...(path === undefined ? [] : path.slice(2).split('.'))];
  const at = steps
    .slice(0, -1)
    .reduce((id, step) => entityDocument(documents, id).relations?.[step]?.entity ?? id, entity);
  const last = steps.at(-1) ?? '';
  const { fields, derived } = entityDocument(documents, at);
  const own = fields[last] ?? derived?.[last];
  if (own === undefined) throw new Error(`${at} has no ${last}`);
  return declaredOf(own);
}

/** What a result of another definition, `kind/name#output`, is. */
export function declaredResult(documents: DocumentsById, ref: string): Declared {
  const [id = '', output = ''] = ref.split('#');
  const document = documents(id);
  if (document === undefined) throw new Error(`There is no ${id}`);
  switch (document.kind) {
    case 'criteria':
      return plain('boolean');
    case 'regression':
      return plain('number', (document as Regression).decimals);
    case 'scorecard':
      return output === 'score' ? plain('number', (document as Scorecard).decimals) : plain('string');
    case 'formula': {
      const line = (document as Formula).lines.find(({ name }) => name === output);
      if (line !== undefined) return declaredOf(line);
      break;
    }
    case 'decision-table': {
      const { hitPolicy, outputs } = document as DecisionTable;
      const own = outputs.find(({ name }) => name === output);
      if (own !== undefined) return hitPolicy === 'collect-count' ? plain('number') : declaredOf(own);
      break;
    }
    case 'segmentation':
      return declaredClassification(documents, document, output);
    default:
      break;
  }
  throw new Error(`There is no result ${ref}`);
}

function declaredClassification(documents: DocumentsById, document: Document, output: string): Declared {
  if (output === 'classes') return plain('string', 0, true);
  if (output !== 'score') return plain('string');
  const { decimals, of, entity } = document as unknown as { decimals?: number; of?: string; entity: string };
  return of === undefined ? plain('number', decimals ?? 0) : declaredFact(documents, entity, of);
}

/** A written constant as a value of a kind; null where it is none. */
export function constantOf(written: unknown, kind: Declared['kind']): RefereeValue {
  if (kind === 'number')
    return typeof written === 'number' || typeof written === 'string' ? new Fraction(written) : null;
  if (kind === 'boolean') return typeof written === 'boolean' ? written : null;
  if (typeof written !== 'string') return null;
  if (kind === 'string') return written;
  const count = kind === 'date' ? parseDays(written) : parseMilliseconds(written);
  if (count === undefined) return null;
  return kind === 'date' ? new Day(count) : new Moment(count);
}
