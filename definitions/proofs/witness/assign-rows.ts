import type { Json } from '../../model/json.ts';
import { aggregate } from '../../expression/build-list.ts';
import type { Aggregate, Expression, FieldRead, ListCall } from '../../model/expression.ts';
import type { Value } from '../../model/type.ts';
import { type RequestDraft, seatOf } from './request-builder.ts';

/** Fills a draft so that an expression has a wanted value; false where it knows no means. */
export type Assign = (draft: RequestDraft, e: Expression, wanted: Value | null) => boolean;

/** The means of `realise.ts`, handed over so that the two files need not know each other. */
export interface Means {
  readonly assign: Assign;
  readonly holdTrue: (e: Expression, draft: RequestDraft) => void;
}

interface Loop {
  readonly where: Expression | null;
  readonly body: Expression | null;
}

/** Adds rows that pass an aggregate's filter: one that carries the wanted value, or as many as are wanted in number. */
export function realiseAggregate(draft: RequestDraft, e: Aggregate, wanted: Value | null, means: Means): boolean {
  let list: Expression = e.over;
  const loops: Loop[] = [];
  while (list.kind === 'forEach') {
    loops.unshift({ where: list.where, body: list.body });
    list = list.over;
  }
  if (list.kind === 'named') list = list.of;
  if (list.kind !== 'field' || wanted === null) return false;
  const seat = seatOf(draft, list.of);
  if (seat === undefined) return false;
  const count = countOf(e, wanted);
  const source = list;
  const rows = Array.from({ length: count }, () =>
    rowFor(draft, source, loops, e.operator === 'count' ? null : wanted, means),
  );
  if (rows.some((row) => row === undefined)) return false;
  const present = seat[list.field.name];
  seat[list.field.name] = [
    ...(Array.isArray(present) ? (present as readonly Json[]) : []),
    ...(rows as readonly Json[]),
  ];
  return true;
}

/** One row whose item is wanted is the middle and every rank of a list; a text is joined from one item. */
export function realiseList(draft: RequestDraft, e: ListCall, wanted: Value | null, means: Means): boolean {
  const [over, share] = e.items;
  if (over === undefined || wanted === null || over.type.kind !== 'list') return false;
  const isMedian = e.function === 'median' && typeof wanted === 'bigint';
  if (!isMedian && e.function !== 'percentile' && e.function !== 'join') return false;
  const item = isMedian && e.type !== over.type.of ? BigInt(wanted) / 10n : wanted;
  const isShared = e.function !== 'percentile' || share?.kind === 'constant';
  return isShared && realiseAggregate(draft, aggregate('max', over), item, means);
}

function countOf({ operator }: Aggregate, wanted: Value): number {
  if (operator === 'count') return Math.min(Math.max(Number(wanted), 0), 1000);
  return wanted === false || (wanted === 0n && operator === 'sum') ? 0 : 1;
}

function rowFor(
  draft: RequestDraft,
  list: FieldRead,
  loops: readonly Loop[],
  wanted: Value | null,
  { assign, holdTrue }: Means,
): Json | undefined {
  const row: RequestDraft = { ...draft, facts: draft.newRow(list) };
  const parts: ((e: Expression) => Expression)[] = [unbind];
  for (const { where, body } of loops) {
    const inRow = (e: Expression) => parts.reduceRight((inner, part) => part(inner), e);
    if (where !== null) holdTrue(inRow(where), row);
    if (body !== null && body.type.kind !== 'row') {
      return wanted === null || assign(row, inRow(body), wanted) ? row.facts : undefined;
    }
  }
  return row.facts;
}

/** The same expression with the loop's row as the record: `account.category` becomes `category`. */
function unbind(e: Expression): Expression {
  if (e.kind === 'field') {
    if (e.of === null) return e;
    return e.of.kind === 'variable' ? { ...e, of: null } : { ...e, of: unbind(e.of) };
  }
  if ('items' in e) return { ...e, items: e.items.map(unbind) } as Expression;
  if (e.kind === 'compare' || e.kind === 'divide') return { ...e, left: unbind(e.left), right: unbind(e.right) };
  if (e.kind === 'if')
    return { ...e, condition: unbind(e.condition), then: unbind(e.then), otherwise: unbind(e.otherwise) };
  if (e.kind === 'lookup') return { ...e, keys: e.keys.map(unbind), asOf: e.asOf && unbind(e.asOf) };
  if ('of' in e && e.of !== null) return { ...e, of: unbind(e.of as Expression) } as Expression;
  return e;
}
