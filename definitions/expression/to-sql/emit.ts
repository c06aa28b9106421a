import { scaleNumber, scaleText } from '../../model/decimal.ts';
import type { Cut, Expression, FieldRead, Input } from '../../model/expression.ts';
import { emitCalendar, emitList, emitText } from './emit-call.ts';
import { emitBins, emitPick, emitTable } from './emit-choice.ts';
import { emitAggregate, emitForEach } from './emit-list.ts';
import { emitCompare, emitCondition, emitOneOf, emitWithin, truthOf } from './emit-logic.ts';
import { emitLookup } from './emit-lookup.ts';
import { emitArithmetic, emitDivide, emitRound } from './emit-number.ts';
import { emitWeightedMean, emitWeightedSum } from './emit-weighted.ts';
import type { Emitter } from './emitter.ts';
import { unnamed } from './emitter.ts';
import type { Comparand } from './dialect.ts';
import { literal } from './literal.ts';
import { integerLiteral, integerText, widened, widthOf } from './number-size.ts';
import type { Sql } from './sql.ts';

/** Where an emitter gets what is not computed from its parts. */
export type EmitContext = Pick<
  Emitter,
  'g' | 'dialect' | 'asOf' | 'cuts' | 'hasPrevious' | 'cutColumns' | 'field' | 'rawField' | 'elsewhere'
>;

/** Writes expressions over one relation. Every expression is written once, however often it is asked for. */
export function emitter(environment: EmitContext): Emitter {
  const values = new Map<Expression, Sql>();
  const truths = new Map<Expression, Sql>();
  const remember = (known: Map<Expression, Sql>, of: Expression, write: () => Sql): Sql => {
    const before = known.get(of);
    if (before !== undefined) return before;
    const piece = write();
    known.set(of, piece);
    return piece;
  };
  const self: Emitter = {
    ...environment,
    picks: new Map(),
    value: (of) => remember(values, of, () => environment.elsewhere(of) ?? write(self, of)),
    truth: (of) => remember(truths, of, () => truthOf(self, of)),
    comparand: (of) => comparandOf(self, of),
  };
  return self;
}

function write(e: Emitter, node: Expression): Sql {
  const { g, dialect } = e;
  switch (node.kind) {
    case 'constant':
      return literal(e, node.type, node.value);
    case 'missing':
      return g.leaf(`CAST(NULL AS ${dialect.typeName(node.type)})`, widthOf(node.type));
    case 'field':
      return e.field(node);
    case 'input':
      return inputOf(e, node);
    case 'cut':
      return cutOf(e, node);
    case 'variable':
      return g.leaf(dialect.parameter(node.id), widthOf(node.type), dialect.parameter(node.id));
    case 'named':
      return e.value(node.of);
    case 'not':
    case 'and':
    case 'or':
    case 'holds':
    case 'isMissing':
      return emitCondition(e, node);
    case 'coalesce': {
      const width = widthOf(node.type);
      const items = node.items.map((item) => (width === 0 ? e.value(item) : widened(g, dialect, e.value(item), width)));
      return g.wide(width, g.sql`COALESCE(${g.join(items, ', ')})`);
    }
    case 'compare':
      return emitCompare(e, node);
    case 'within':
      return emitWithin(e, node.of, node.range);
    case 'oneOf':
      return emitOneOf(e, node.of, node.values);
    default:
      return writeComputed(e, node);
  }
}

type Computed = Exclude<
  Expression,
  {
    readonly kind:
      | 'constant'
      | 'missing'
      | 'field'
      | 'input'
      | 'cut'
      | 'variable'
      | 'named'
      | 'not'
      | 'and'
      | 'or'
      | 'holds'
      | 'isMissing'
      | 'coalesce'
      | 'compare'
      | 'within'
      | 'oneOf';
  }
>;

function writeComputed(e: Emitter, node: Computed): Sql {
  const { g, dialect } = e;
  switch (node.kind) {
    case 'arithmetic':
      return emitArithmetic(e, node);
    case 'divide':
      return emitDivide(e, node);
    case 'round':
      return emitRound(e, node);
    case 'approximately':
      return dialect.toDouble(g, e.value(node.of), node.of.type.kind === 'number' ? node.of.type.decimals : 0);
    case 'transcendental':
      return dialect.transcendental(g, node.function, node.items.map(e.value));
    case 'if': {
      const [then, otherwise] = [e.value(node.then), e.value(node.otherwise)];
      const choice = g.sql`CASE WHEN ${e.truth(node.condition)} THEN ${then} ELSE ${otherwise} END`;
      return g.wide(Math.max(then.width, otherwise.width), choice);
    }
    case 'bins':
      return emitBins(
        e,
        node,
        node.bins.map((_, i) => String(i)),
        4,
      );
    case 'pick':
      return emitPick(e, node);
    case 'table':
      return emitTable(
        e,
        node,
        node.rules.map((_, i) => String(i)),
        4,
      );
    case 'weightedSum':
      return emitWeightedSum(e, node);
    case 'weightedMean':
      return emitWeightedMean(e, node);
    case 'list':
      return dialect.list(g, node.items.map(e.value), node.type.kind === 'list' ? node.type.of : node.type);
    case 'sequence':
      return dialect.sequence(g, e.value(node.from), e.value(node.to));
    case 'forEach':
      return emitForEach(e, node);
    case 'itemAt':
      return g.wide(widthOf(node.type), dialect.itemAt(g, e.value(node.list), e.value(node.index)));
    case 'aggregate':
      return emitAggregate(e, node);
    case 'listCall':
      return emitList(e, node);
    case 'lookup':
      return emitLookup(e, node);
    case 'text':
      return emitText(e, node);
    case 'calendar':
      return emitCalendar(e, node);
  }
}

function inputOf({ g, asOf, hasPrevious, dialect }: Emitter, { name, type }: Input): Sql {
  if (name === '$asOf') return asOf === null ? g.leaf('CAST($asOf AS INTEGER)', 4) : integerLiteral(g, asOf);
  if (!hasPrevious) return g.leaf(`CAST(NULL AS ${dialect.typeName(type)})`, widthOf(type));
  return g.leaf(dialect.quote(name), widthOf(type) === 0 ? 0 : 4);
}

/** A frozen cut is a constant once it is known. */
function cutOf(e: Emitter, { segmentation, index, type }: Cut): Sql {
  if (e.cutColumns.has(segmentation)) return e.g.leaf(e.dialect.quote(`#cut.${segmentation}.${index}`), 16);
  const cut = e.cuts[segmentation]?.[index];
  const decimals = type.kind === 'number' ? type.decimals : 0;
  const scaled =
    cut === undefined ? undefined : typeof cut === 'number' ? scaleNumber(cut, decimals) : scaleText(cut, decimals);
  if (scaled === undefined) return e.g.leaf(`CAST(NULL AS ${e.dialect.typeName(type)})`, widthOf(type));
  return integerLiteral(e.g, scaled);
}

/** A column compared as it stands where its file allows it; else the value, in whole scaled units. */
function comparandOf(e: Emitter, of: Expression): Comparand {
  const node = unnamed(of);
  const raw = node.kind === 'field' ? e.rawField(node satisfies FieldRead) : null;
  if (raw !== null) return raw;
  return { sql: e.value(of), atLeast: integerText, atMost: integerText, equal: integerText };
}
