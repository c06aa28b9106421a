import type { Decision } from '../../model/decision.ts';
import type { Expression, Field } from '../../model/expression.ts';
import { zh } from '../../expression/to-words/chinese.ts';
import { rangeWords, valueWords } from '../../expression/to-words/figures.ts';
import { meaningWords } from '../../expression/to-words/choices.ts';
import { beforeRounding } from '../../expression/to-words/rounding-words.ts';
import { pick2, quoted, type Speech, spoken } from '../../expression/to-words/speech.ts';
import { meantUnit, unitName } from '../../expression/to-words/units.ts';
import { DEFAULT_BOUND, numberType, type Type } from '../../model/type.ts';
import { entityScope } from '../../expression/computed/record-scope.ts';
import type { Language } from '../../model/text.ts';
import type { Derived, Entity, Relation } from '../../model/entity.ts';
import type { Environment } from '../../model/environment.ts';
import { labelsOf } from '../../model/labels.ts';
import { decimalsWords, speechOf, withFootnotes } from '../words.ts';
import type { EntityDocument } from './entity.ts';

/** An entity as sentences: one line a field, then its relations and what is computed. */
export function entityWords(
  document: EntityDocument,
  _decision: Decision | null,
  environment: Environment,
  language: Language,
): readonly string[] {
  const id = `entity/${document.name}`;
  const entity = environment.entity(id);
  if (entity === undefined) return [];
  const speech = speechOf(environment, language, id);
  const scope = entityScope(environment, id, id);
  const fields = [...entity.fields.values()].map((field) => fieldLine(field, speech));
  const relations = [...entity.relations.values()].map((relation) => relationLine(relation, speech));
  const derived = [...entity.derived.values()].map((one) => {
    const value = scope.name(one.name);
    const of = value?.kind === 'value' ? value.expression : undefined;
    return derivedLine(one, of?.kind === 'named' ? of.of : of, speechOf(environment, language, id, one.labels));
  });
  return [countLine(entity, speech), ...fields, ...relations, ...derived, ...lookUpLine(entity, speech)];
}

function derivedLine({ title, computed }: Derived, of: Expression | undefined, speech: Speech): string {
  const { type, decimals = 0 } = computed;
  const isRounded = type === 'decimal' && of !== undefined && loses(of, decimals);
  const end = isRounded ? pick2(speech, '，', ', ') + decimalsWords(speech, decimals) : '';
  const sentence = withFootnotes(speech, (inner) => {
    const meaning = of === undefined ? computed.text + end : meaningWords(beforeRounding(of, decimals), end, inner);
    return `${spoken(inner, title)} = ${meaning}`;
  });
  return sentence + pick2(speech, '。', '.');
}

/** Whether a value may have more decimals than are kept of it. */
function loses(of: Expression, decimals: number): boolean {
  if (of.kind === 'divide') return true;
  const before = beforeRounding(of, decimals).type;
  return before.kind !== 'number' || before.decimals > decimals;
}

function countLine({ fields, relations, derived }: Entity, speech: Speech): string {
  const counts = [
    [fields.size, '个字段', 'field'],
    [relations.size, '个关联', 'relation'],
    [derived.size, '个计算字段', 'computed field'],
  ] as const;
  const said = counts
    .filter(([count]) => count > 0)
    .map(([count, chinese, english]) =>
      pick2(speech, `${count} ${chinese}`, `${count} ${english}${count === 1 ? '' : 's'}`),
    );
  return said.join(pick2(speech, '，', ', ')) + pick2(speech, '。', '.');
}

/** By what a record is found, where more than its key is declared. */
function lookUpLine({ fields, lookUps }: Entity, speech: Speech): readonly string[] {
  if (lookUps.length === 0) return [];
  const said = lookUps.map(({ field, last }) => {
    const name = spoken(speech, fields.get(field)?.title ?? field);
    if (last === undefined) return name;
    return pick2(speech, `${name}的后 ${last} 位`, `the last ${last} characters of ${name}`);
  });
  return [pick2(speech, `也可按${said.join('、')}查找。`, `Also found by ${said.join(', ')}.`)];
}

function relationLine(relation: Relation, speech: Speech): string {
  const name = spoken(speech, relation.title);
  const target = quoted(spoken(speech, speech.environment.entity(relation.entity)?.title ?? relation.entity));
  return relation.many
    ? pick2(speech, `${name}：关联${target}，可有多条。`, `${name}: linked to ${target}, any number.`)
    : pick2(speech, `${name}：关联${target}，至多一条。`, `${name}: linked to ${target}, at most one.`);
}

function fieldLine(field: Field, speech: Speech): string {
  const isList = field.type.kind === 'string' && field.type.enum !== undefined;
  const known = field.optional
    ? pick2(speech, isList ? '；可以未知' : '，可以未知', `${isList ? ';' : ','} may be unknown`)
    : '';
  return `${spoken(speech, field.title)}${pick2(speech, '：', ': ')}${domain(field, field.type, speech)}${known}${pick2(speech, '。', '.')}`;
}

/** What a field may hold. */
function domain(field: Field, type: Type, speech: Speech): string {
  const unit = meantUnit(field.unit, field.title, type);
  switch (type.kind) {
    case 'boolean':
      return pick2(speech, '是或否', 'yes or no');
    case 'string':
      return type.enum === undefined
        ? pick2(speech, '文本', 'text')
        : labelsOf(field, speech.language)
            .map(({ label }) => label)
            .join(pick2(speech, '；', '; '));
    case 'number':
      return numbers(type, unit, speech);
    case 'date':
      return pick2(speech, '日期', 'a date');
    case 'instant':
      return pick2(speech, '时刻', 'an instant');
    case 'list':
      return pick2(
        speech,
        zh`列表，每项${domain(field, type.of, speech)}`,
        `a list, each ${domain(field, type.of, speech)}`,
      );
    default:
      return pick2(speech, '列表', 'a list');
  }
}

/** The range of a number; a bound that nobody stated is left unsaid. */
function numbers(type: Type & { kind: 'number' }, unit: string | undefined, speech: Speech): string {
  const words = (n: bigint) => valueWords(speech, n, type, unit);
  const hasLow = type.minimum > -DEFAULT_BOUND;
  const hasHigh = type.maximum < DEFAULT_BOUND;
  if (hasLow && hasHigh) {
    const { minimum: low, maximum: high } = type;
    return rangeWords(speech, { low, high }, numberType(type.decimals), unit);
  }
  if (hasLow) return pick2(speech, zh`不低于 ${words(type.minimum)}`, `at least ${words(type.minimum)}`);
  if (hasHigh) return pick2(speech, zh`不超过 ${words(type.maximum)}`, `at most ${words(type.maximum)}`);
  const name = unit === undefined ? '' : unitName(speech, unit);
  return pick2(speech, `数${name === '' ? '' : `（${name}）`}`, `a number${name === '' ? '' : ` (${name})`}`);
}
