import type { Shape } from '../model/decision.ts';
import { type Emitter, PRODUCT } from '../expression/to-function/emitter.ts';
import { shapeParts } from '../expression/read-set.ts';
import { reasonSource } from './reason-source.ts';
import { shapeSource } from './shape-source.ts';

/** Source of matching's list: one item per product of the request with its reasons, in descending order. */
export function productsSource(e: Emitter, shape: Extract<Shape, { kind: 'products' }>): string {
  const [list, product] = [e.fresh('matches'), e.fresh('product')];
  e.line(`const ${list} = [];`);
  const body = e.inside(new Map([[PRODUCT, product]]), shapeParts(shape), () => {
    const reasons = e.name(reasonSource(e, shape.reasons, 'greatest-loss'));
    const item = shapeSource(e, shape.item, shape.item.kind === 'object' ? [`reasons: ${reasons}`] : []);
    e.line(`${list}.push({ order: ${e.value(shape.order)}, item: ${item} });`);
  });
  e.line(`for (const ${product} of record.products) {\n${body}\n}`);
  return `${e.slot(ranked)}(${list})`;
}

interface Ranked {
  /** Missing: NaN or null. */
  readonly order: number | bigint | null;
  readonly item: unknown;
}

/** The items by descending order, those without one last; equal ones as they came. */
function ranked(list: readonly Ranked[]): readonly unknown[] {
  const isMissing = (order: Ranked['order']) => order === null || order !== order;
  return [...list]
    .sort((a, b) => {
      if (isMissing(a.order) || isMissing(b.order)) return Number(isMissing(a.order)) - Number(isMissing(b.order));
      return (a.order ?? 0) < (b.order ?? 0) ? 1 : (a.order ?? 0) > (b.order ?? 0) ? -1 : 0;
    })
    .map(({ item }) => item);
}
