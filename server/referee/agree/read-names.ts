import { type Library, type ReadField, readSet } from '../../../definitions/index.ts';
import { readSetOf } from '../read-set.ts';
import type { ReadTracker } from '../read-tracker.ts';

/** Names of fields, those of relations with the names below them. */
type NameTree = ReadonlyMap<string, NameTree | null>;

/** What an engine reads of requests for a decision. */
interface ReadNames {
  readonly asOf: boolean;
  readonly previous: boolean;
  readonly record: NameTree;
  readonly products: NameTree;
}

/** How the read sets of the compiled engines and of the referee differ, as text; undefined where they are the same. */
export function readsDiffer(library: Library, ref: string): string | undefined {
  const [compiled, referee] = [text(compiledReads(library, ref)), text(refereeReads(library, ref))];
  return compiled === referee ? undefined : `read set: ${compiled}\nof the referee: ${referee}`;
}

function compiledReads(library: Library, ref: string): ReadNames {
  const decision = library.environment.decision(ref);
  const { asOf, previous, fields, products } = readSet(decision === undefined ? [] : [decision], (id) =>
    library.environment.entity(id),
  );
  return { asOf, previous, record: treeOf(fields), products: treeOf(products ?? []) };
}

const treeOf = (fields: readonly ReadField[]): NameTree =>
  new Map(fields.map(({ field, rows }) => [field.name, rows === null ? null : treeOf(rows)]));

function refereeReads(library: Library, ref: string): ReadNames {
  const { record, products } = readSetOf((id) => library.definitions.get(id)?.document, ref);
  return {
    ...record.shared,
    record: treeOfReads(record),
    products: products === null ? new Map() : treeOfReads(products),
  };
}

const treeOfReads = ({ fields }: ReadTracker): NameTree =>
  new Map([...fields].map(([name, rows]) => [name, rows === null ? null : treeOfReads(rows)]));

function text({ asOf, previous, record, products }: ReadNames): string {
  const names = (tree: NameTree): string =>
    [...tree]
      .map(([name, below]) => (below === null ? name : `${name}(${names(below)})`))
      .sort()
      .join(' ');
  return [
    names(record),
    `products: ${names(products)}`,
    ...(asOf ? ['$asOf'] : []),
    ...(previous ? ['$previous'] : []),
  ].join('; ');
}
