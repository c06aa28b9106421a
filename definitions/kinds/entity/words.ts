import type { Decision } from '../../decision.ts';
import { valueWords } from '../../expression/to-words/figures.ts';
import { noun } from '../../expression/to-words/nouns.ts';
import { pick2, type Speech, spoken } from '../../expression/to-words/speech.ts';
import type { Field } from '../../expression/expression.ts';
import { entityScope } from '../../scope.ts';
import type { Language } from '../../text.ts';
import type { Surroundings } from '../kind.ts';
import { speechOf } from '../words.ts';
import type { EntityDocument } from './entity.ts';

/** An entity as sentences: one line a field, then its relations and what is computed. */
export function entityWords(
  document: EntityDocument,
  _decision: Decision | null,
  around: Surroundings,
  language: Language,
): readonly string[] {
  const id = `entity/${document.name}`;
  const entity = around.entity(id);
  if (entity === undefined) return [];
  const speech = speechOf(around, language);
  const scope = entityScope(around, id, id);
  const counts = pick2(
    speech,
    `${entity.fields.size} 个字段，${entity.relations.size} 个关联，${entity.derived.size} 个计算字段。`,
    `${entity.fields.size} fields, ${entity.relations.size} relations, ${entity.derived.size} computed fields.`,
  );
  const fields = [...entity.fields.values()].map((field) => fieldLine(field, speech));
  const relations = [...entity.relations.values()].map((relation) => {
    const target = around.entity(relation.entity);
    const title = spoken(speech, target?.title ?? relation.entity);
    return relation.many
      ? pick2(
          speech,
          `${spoken(speech, relation.title)}：多条${title}。`,
          `${spoken(speech, relation.title)}: many of ${title}.`,
        )
      : pick2(
          speech,
          `${spoken(speech, relation.title)}：一条${title}。`,
          `${spoken(speech, relation.title)}: one of ${title}.`,
        );
  });
  const derived = [...entity.derived.values()].map((one) => {
    const value = scope.name(one.name);
    const inner =
      value?.kind === 'value'
        ? value.expression.kind === 'named'
          ? value.expression.of
          : value.expression
        : undefined;
    const meaning = inner === undefined ? one.computed.text : noun(inner, speech);
    return pick2(speech, `${spoken(speech, one.title)} = ${meaning}。`, `${spoken(speech, one.title)} = ${meaning}.`);
  });
  return [counts, ...fields, ...relations, ...derived];
}

function fieldLine(field: Field, speech: Speech): string {
  const known = field.optional ? pick2(speech, '，可以未知', ', may be unknown') : '';
  return `${spoken(speech, field.title)}${pick2(speech, '：', ': ')}${domain(field, speech)}${known}${pick2(speech, '。', '.')}`;
}

/** What a field may hold. */
function domain({ type, unit }: Field, speech: Speech): string {
  switch (type.kind) {
    case 'boolean':
      return pick2(speech, '是或否', 'yes or no');
    case 'string':
      return type.enum === undefined ? pick2(speech, '文本', 'text') : type.enum.join(pick2(speech, '、', ', '));
    case 'number': {
      const end = (n: bigint) => valueWords(speech, n, type, unit);
      return pick2(
        speech,
        `${end(type.minimum)}至${end(type.maximum)}`,
        `${end(type.minimum)} to ${end(type.maximum)}`,
      );
    }
    case 'date':
      return pick2(speech, '日期', 'a date');
    case 'instant':
      return pick2(speech, '时刻', 'an instant');
    default:
      return pick2(speech, '列表', 'a list');
  }
}
