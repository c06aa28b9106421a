import { ZenEngine } from '@gorules/zen-engine';
import type { Customer } from '../model/customers.ts';
import { CARDS, type Card, type Characteristic, CLASSES, type Condition, CRITERIA } from '../model/workload.ts';
import { CLASS_CUTS, CRITERIA_NAMES, summary } from './summary.ts';

/**
 * zen-engine on the workload: three collecting decision tables, an expression node for the composite, a table of classes, an expression
 * node for the criteria. The decision is loaded once. No reasons, no result objects.
 */
export function zen(): (customer: Customer) => Promise<string> {
  const decision = new ZenEngine().createDecision(Buffer.from(JSON.stringify(graph())));
  return async (customer) => {
    const { result } = (await decision.evaluate(customer)) as { result: Readonly<Record<string, unknown>> };
    return summary(
      Number(result['composite']),
      String(result['className']),
      CRITERIA_NAMES.map((name) => result[keyOf(name)] === true),
    );
  };
}

const keyOf = (name: string) => name.replaceAll('-', '_');
const quoted = (value: unknown) => (typeof value === 'string' ? `'${value}'` : String(value));

function graph(): object {
  const criteria = CRITERIA.map(({ name, when }, i) => ({ id: `k${i}`, key: keyOf(name), value: condition(when) }));
  const sums = CARDS.map(({ id }, i) => ({ id: `s${i}`, key: `${id}Sum`, value: `sum(map(${id}, #.p))` }));
  const composite = {
    id: 's9',
    key: 'composite',
    value: CARDS.map(({ id, weight }) => `$.${id}Sum * ${weight}`).join(' + '),
  };
  const nodes = [
    { id: 'in', name: 'Request', type: 'inputNode', content: {} },
    ...CARDS.map(cardNode),
    {
      id: 'sum',
      name: 'sum',
      type: 'expressionNode',
      content: { expressions: [...sums, composite], passThrough: false },
    },
    classNode(),
    {
      id: 'criteria',
      name: 'criteria',
      type: 'expressionNode',
      content: { expressions: criteria, passThrough: false },
    },
    { id: 'out', name: 'Response', type: 'outputNode', content: {} },
  ];
  const pairs = [
    ...CARDS.flatMap(({ id }) => [
      ['in', id],
      [id, 'sum'],
    ]),
    ['in', 'criteria'],
    ['sum', 'class'],
    ['class', 'out'],
    ['criteria', 'out'],
  ];
  const edges = pairs.map(([from = '', to = '']) => ({
    id: `${from}-${to}`,
    sourceId: from,
    targetId: to,
    type: 'edge',
  }));
  return { contentType: 'application/vnd.gorules.decision', nodes, edges };
}

function cardNode({ id, characteristics }: Card): object {
  const inputs = characteristics.map(({ fact }) => ({ id: `i_${fact}`, name: fact, field: fact }));
  const row = (fact: string, cell: string, points: number, i: number) => ({
    _id: `${fact}${i}`,
    ...Object.fromEntries(inputs.map((input) => [input.id, input.field === fact ? cell : ''])),
    o_p: String(points),
  });
  const rules = characteristics.flatMap((one) => [
    row(one.fact, 'null', one.missing * one.weight, -1),
    ...one.points.map((points, i) => row(one.fact, cell(one, i), points * one.weight, i)),
  ]);
  const outputs = [{ id: 'o_p', name: 'p', field: 'p' }];
  return {
    id,
    name: id,
    type: 'decisionTableNode',
    content: { hitPolicy: 'collect', inputs, outputs, rules, passThrough: false, outputPath: id },
  };
}

function cell(one: Characteristic, i: number): string {
  if ('groups' in one) return (one.groups[i] ?? []).map(quoted).join(', ');
  const [low, high] = [one.cuts[i - 1], one.cuts[i]];
  const bounds = [...(low === undefined ? [] : [`$ >= ${low}`]), ...(high === undefined ? [] : [`$ < ${high}`])];
  return ['$ != null', ...bounds].join(' and ');
}

function classNode(): object {
  const rules = CLASSES.map(({ name }, i) => {
    const to = CLASS_CUTS[i + 1]?.from;
    return { _id: `c${i}`, ic: to === undefined ? '' : `< ${to}`, oc: `'${name}'` };
  });
  const inputs = [{ id: 'ic', name: 'composite', field: 'composite' }];
  const outputs = [{ id: 'oc', name: 'className', field: 'className' }];
  return {
    id: 'class',
    name: 'class',
    type: 'decisionTableNode',
    content: { hitPolicy: 'first', passThrough: true, inputs, outputs, rules },
  };
}

const COMPARISONS: Readonly<Record<string, string>> = {
  greaterThan: '>',
  greaterThanInclusive: '>=',
  lessThan: '<',
  lessThanInclusive: '<=',
};

function condition(node: Condition): string {
  if ('all' in node) return `(${node.all.map(condition).join(' and ')})`;
  if ('any' in node) return `(${node.any.map(condition).join(' or ')})`;
  const { fact, operator, value } = node;
  const comparison = COMPARISONS[operator];
  if (comparison !== undefined) return `(${fact} != null and ${fact} ${comparison} ${value})`;
  if (operator === 'equal') return `${fact} == ${quoted(value)}`;
  if (operator === 'notEqual') return `${fact} != ${quoted(value)}`;
  const list = Array.isArray(value) ? value.map(quoted).join(', ') : quoted(value);
  return `${operator === 'in' ? '' : 'not '}(${fact} in [${list}])`;
}
