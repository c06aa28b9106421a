import { isObject, type Json, type JsonObject, type Matching, meaningOf, type Text } from '../../definitions/index.ts';
import { benchOf, judgeOf } from './judge-context.ts';
import { computedValue } from './computed.ts';
import { declaredOf, entityDocument } from './declared.ts';
import { Fraction } from './figure.ts';
import { type Ground, type RefereeAnswer, outcome } from './outcome.ts';
import { RefereeSubject } from './subject.ts';
import { type Flaw, type FoundValue, found, type RefereeValue, wired } from './value.ts';

/**
 * Each product of the request against the customer. What goes wrong with the facts of a product, or in the rank's own text, is a reason of
 * that product; all else refuses or is told once.
 */
export async function judgeMatching(document: Matching, pair: RefereeSubject): Promise<RefereeAnswer> {
  const products = (await pair.named('products'))?.value ?? null;
  const customer = (await pair.named('customer'))?.value ?? null;
  const list = Array.isArray(products) ? (products as readonly RefereeValue[]) : [];
  const common: Flaw[] = [];
  const items: { readonly rank: Fraction | null; readonly json: Json }[] = [];
  // Without a product the customer's side is looked at all the same.
  const nobody = new RefereeSubject(pair.hearing, document.product, new Map(), true);
  for (const product of list.length === 0 ? [nobody] : list) {
    const item = await matched(document, await side(pair, customer, product), common);
    if (list.length > 0) items.push(item);
  }
  const ranked = items.sort((a, b) =>
    a.rank === null || b.rank === null ? Number(a.rank === null) - Number(b.rank === null) : b.rank.comparedTo(a.rank),
  );
  return outcome(
    ranked.map(({ json }) => json),
    new Map(),
    common,
  );
}

async function side(pair: RefereeSubject, customer: RefereeValue, product: RefereeValue): Promise<RefereeSubject> {
  return new RefereeSubject(
    pair.hearing,
    null,
    new Map([
      ['customer', customer],
      ['product', product],
    ]),
    false,
    pair.sorts,
  );
}

const TEXTS = {
  'not-eligible': { 'zh-CN': '不符合准入条件', en: 'Not eligible' },
  'customer-grade-unknown': { 'zh-CN': '客户等级未知', en: 'The customer’s grade is unknown' },
  'product-grade-unknown': { 'zh-CN': '产品等级未知', en: 'The product’s grade is unknown' },
} as const;

async function matched(
  document: Matching,
  pair: RefereeSubject,
  common: Flaw[],
): Promise<{ rank: Fraction | null; json: Json }> {
  const { eligible, grid, rank: written } = document;
  const own: Flaw[] = [];
  const subject = (await pair.named('product'))?.value;
  /** `isOwn`: whether what goes wrong in a text of the matching itself goes wrong with the product. */
  const take = ({ value, flaws }: FoundValue, isOwn: boolean): RefereeValue => {
    for (const flaw of flaws) {
      const isOfProduct = flaw.of === undefined ? isOwn : subject instanceof RefereeSubject && subject.owns(flaw.of);
      (isOfProduct ? own : common).push(flaw);
    }
    return value;
  };
  const customer = take(await pair.fact(document.customerGrade), false);
  const product = take(await pair.fact(document.productGrade), true);
  const isEligible = eligible === undefined || (await holds(document, eligible, pair, (found) => take(found, false)));
  const cell =
    isEligible && typeof customer === 'string' && typeof product === 'string' ? grid[customer]?.[product] : undefined;
  const decision = cell ?? 'refuse';
  const rank = written === undefined ? null : take(await computedValue(written, pair, new Map()), true);
  const grounds: Ground[] = [
    ...(isEligible ? [] : [known('not-eligible')]),
    ...(customer === null ? [known('customer-grade-unknown')] : []),
    ...(product === null ? [known('product-grade-unknown')] : []),
    ...(cell === undefined || cell === 'offer' ? [] : [ofCell(String(customer), String(product), cell)]),
    ...own.map(({ code }): Ground => ({ code, text: meaningOf(code) ?? code, loss: null })),
  ];
  const shown = decision === 'refuse' || !(rank instanceof Fraction) ? null : rank;
  const key = entityDocument(pair.hearing.context.documents, document.product).key ?? '';
  const json = {
    product: wired((await pair.fact(`product.${key}`)).value, 0),
    decision,
    rank: wired(shown, written === undefined ? 0 : declaredOf(written).decimals),
    reasons: distinct(grounds).map(({ code, text }) => ({ code, text: inWords(text, pair) })),
  };
  return { rank: shown, json };
}

const known = (code: keyof typeof TEXTS): Ground => ({ code, text: TEXTS[code], loss: null });
const inWords = (text: Text, { hearing }: RefereeSubject) =>
  typeof text === 'string' ? text : (text[hearing.inputs.language] ?? '');
const distinct = (grounds: readonly Ground[]) =>
  grounds.filter(({ code }, i) => grounds.findIndex((one) => one.code === code) === i);

function ofCell(customer: string, product: string, match: string): Ground {
  const verdict = match === 'refer' ? ['转人工', 'refer'] : ['不予办理', 'refuse'];
  const text = {
    'zh-CN': `客户等级 ${customer}、产品等级 ${product}：${verdict[0] ?? ''}`,
    en: `customer grade ${customer}, product grade ${product}: ${verdict[1] ?? ''}`,
  };
  return { code: `${customer}-${product}`, text, loss: null };
}

/** Criteria are about one side: here their results are facts. */
async function holds(
  of: object,
  eligible: JsonObject,
  pair: RefereeSubject,
  take: (of: FoundValue) => RefereeValue,
): Promise<boolean> {
  const judge = judgeOf(of, pair, () => [asFacts(eligible)]);
  const bench = benchOf(pair);
  const verdict = await judge.hits({
    ...bench,
    fact: async (name) => found(take(await bench.fact(name))),
    member: async (row, name) => found(take(await bench.member(row, name))),
  });
  return verdict.hits.has(0);
}

function asFacts(condition: JsonObject): JsonObject {
  const { condition: id, of } = condition;
  // Of a related row it is a fact already.
  if (typeof id === 'string' && of !== undefined) return condition;
  if (typeof id === 'string') return { fact: `${id}#holds`, operator: 'equal', value: true };
  const inside = (json: Json): Json => (Array.isArray(json) ? json.map(inside) : isObject(json) ? asFacts(json) : json);
  return Object.fromEntries(
    Object.entries(condition).map(([key, value]) => [key, /^(all|any|not)$/.test(key) ? inside(value) : value]),
  );
}
