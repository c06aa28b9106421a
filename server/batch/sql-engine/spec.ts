import {
  duckdb,
  type Entity,
  type Language,
  parseDays,
  parseMilliseconds,
  type QuerySpec,
} from '../../../definitions/index.ts';
import type { SqlEngineContext } from './workbench.ts';
import type { RequestGroup } from './groups.ts';
import { keyOf, tablesOf } from './tables.ts';

const CARRIED = [{ column: '#row', name: '#row' }];
const PARTS = new Set(['reasons', 'losses', 'missing', 'problems', 'partial'] as const);

/** The query of a group, over tables that hold its records. */
export async function specOf(
  context: SqlEngineContext,
  { day, products, records }: RequestGroup,
  language: Language,
): Promise<QuerySpec> {
  const { library, asked, options } = context;
  const { facts } = asked.decision;
  const root = facts.kind === 'entity' ? facts.entity : facts.kind === 'pair' ? facts.customer : '';
  const tables = await tablesOf(context.connection, library, root, asked.reads.fields, records);
  return {
    context: {
      dialect: duckdb,
      asOf: day === '' ? 0n : dayOf(day),
      cuts: options.cuts ?? {},
      hasPrevious: asked.reads.previous,
      entity: (id) => withKeys(library.environment.entity(id)),
      related: tables.related,
    },
    asked: [asked],
    reads: asked.reads,
    source: tables.record,
    carried: CARRIED,
    parts: PARTS,
    products,
    language,
    problemsBy: 'place',
  };
}

/** A day as it stands in a request; an instant's is its day at UTC+8. */
function dayOf(text: string): bigint {
  const days = parseDays(text);
  return BigInt(days ?? Math.floor(((parseMilliseconds(text) ?? 0) + 8 * 3_600_000) / 86_400_000));
}

/** Rows belong together by numbers made for the purpose: a request nests them, whatever field both sides share. */
function withKeys(entity: Entity | undefined): Entity | undefined {
  if (entity === undefined) return undefined;
  const relations = [...entity.relations].map(
    ([name, relation]) => [name, { ...relation, by: keyOf(entity.id, name) }] as const,
  );
  return { ...entity, relations: new Map(relations) };
}
