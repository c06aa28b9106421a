import {
  type Computed,
  type Formula,
  isObject,
  type Json,
  type Matching,
  parseOperator,
} from '../../definitions/index.ts';
import type { DocumentsById } from './declared.ts';
import { lookAt } from './feel-look.ts';
import { leavesOf, relatedFact, withRelatedFacts } from './leaves.ts';
import { definitionReads, type MentionListener } from './read-definition.ts';
import { memberSort, ReadTracker, type ReadSort } from './read-tracker.ts';

/** What a request has to bring for a decision. */
export interface RefereeReadSet {
  readonly record: ReadTracker;
  /** Of each product, where the decision is a matching. */
  readonly products: ReadTracker | null;
  readonly inputs: Formula['inputs'] | null;
}

/** Everything a decision's document mentions, and the documents it mentions, all the way down. */
export function readSetOf(documents: DocumentsById, id: string): RefereeReadSet {
  const document = documents(id);
  if (document === undefined) throw new Error(`There is no ${id}`);
  if (document.kind === 'matching') return matchingReads(documents, document as Matching);
  const { entity = null, inputs = null } = document as Partial<Formula>;
  const record = new ReadTracker(entity);
  readerOf(documents, record, new Map(), new Set(Object.keys(inputs ?? {}))).definition(document);
  return { record, products: null, inputs };
}

function matchingReads(documents: DocumentsById, document: Matching): RefereeReadSet {
  const record = new ReadTracker(document.customer);
  const products = new ReadTracker(document.product, record.shared);
  const sides = new Map<string, ReadSort>([
    ['customer', { sort: 'row', reads: record, path: ['customer'] }],
    ['product', { sort: 'row', reads: products, path: ['product'] }],
  ]);
  const reader = readerOf(documents, new ReadTracker(null, record.shared), sides);
  reader.fact(document.customerGrade);
  reader.fact(document.productGrade);
  reader.condition(document.eligible);
  if (document.rank !== undefined) reader.computed(document.rank, new Map());
  const { key } = documents(document.product) as { readonly key?: string };
  if (key !== undefined) products.field(key);
  return { record, products, inputs: null };
}

/** Notes what is mentioned on a subject; `sides`: the customer and the product of a pair; `inputs`: a formula's own. */
function readerOf(
  documents: DocumentsById,
  reads: ReadTracker,
  sides: ReadonlyMap<string, ReadSort>,
  inputs: ReadonlySet<string> = new Set(),
): MentionListener {
  const used = (ref: string, on: ReadTracker) => {
    const [id = ''] = ref.split('#');
    const document = documents(id);
    const entity = (document as { readonly entity?: string } | undefined)?.entity ?? null;
    const seat =
      on.entity !== null
        ? on
        : [...sides.values()].flatMap((side) =>
            side.sort === 'row' && side.reads.entity === entity ? [side.reads] : [],
          )[0];
    if (document === undefined || seat === undefined || seat.definitions.has(id)) return;
    seat.definitions.add(id);
    readerOf(documents, seat, new Map()).definition(document);
  };
  const computed = (of: Computed, names: ReadonlyMap<string, ReadSort>) => {
    const subject = { sort: 'row', reads, path: [] } as const;
    const look = lookAt(of, { documents, subject, names: new Map([...sides, ...names]), used });
    if (reads.entity === null && sides.size === 0)
      for (const [name = ''] of look.adopted) if (inputs.has(name)) reads.field(name);
  };
  const derived = (on: ReadTracker, name: string) => {
    if (on.derived.has(name)) return;
    on.derived.add(name);
    const own = (documents(on.entity ?? '') as { readonly derived?: Readonly<Record<string, Computed>> }).derived?.[
      name
    ];
    if (own !== undefined) readerOf(documents, on, new Map()).computed(own, new Map());
  };
  const fact = (name: string, path?: Json) => {
    const related = relatedFact(name);
    if (related !== undefined) {
      const row = sortAt(related.relation);
      if (row?.sort === 'row') used(related.ref, row.reads);
      return;
    }
    if (name.includes('#')) return used(name, reads);
    sortAt(name, path);
  };
  const sortAt = (name: string, path?: Json): ReadSort | undefined => {
    const steps = [
      ...(sides.size > 0 ? name.split('.') : [name]),
      ...(typeof path === 'string' ? path.slice(2).split('.') : []),
    ];
    let at: ReadSort | undefined = { sort: 'row', reads, path: null };
    for (const [i, step] of steps.entries()) {
      if (i === 0 && sides.has(step)) at = sides.get(step);
      else if (at?.sort === 'row') at = memberSort(documents, at, step, derived);
    }
    return at;
  };
  const condition = (of: Json | undefined) => {
    leavesOf(
      isObject(of) ? withRelatedFacts(of) : null,
      (leaf) => {
        fact(String(leaf['fact']), leaf['path']);
        const { value } = leaf;
        if (isObject(value)) fact(String(value['fact']), value['path']);
        if (parseOperator(String(leaf['operator']))?.name === 'withinLast') reads.shared.asOf = true;
      },
      (id) => used(`${id}#holds`, reads),
    );
  };
  const reader: MentionListener = {
    fact,
    condition,
    computed,
    definition: (document) => definitionReads(document, reader, reads),
  };
  return reader;
}
