import type { Entity } from '../../model/entity.ts';
import type { Environment } from '../../model/environment.ts';
import type { Labels } from '../../model/expression.ts';
import type { Text } from '../../model/text.ts';
import { INSTANT, STRING, type Type } from '../../model/type.ts';

/** Something that a text may name. */
export interface Variable {
  /** `topic`, `customer.name`, `request.number`. */
  readonly path: string;
  readonly type: Type;
  readonly title: Text;
  readonly unit?: string;
  readonly labels?: Labels;
  /** Whether there may be none. */
  readonly optional: boolean;
  /** The record's own field that says the same, of a related record's: it is there though the related record is not. */
  readonly own?: string;
  /** Of a field: the entity that declares it, and its name there. */
  readonly declared?: { readonly entity: string; readonly field: string };
}

const known = (path: string, type: Type, zh: string, en: string, optional = false): Variable => ({
  path,
  type,
  title: { 'zh-CN': zh, en },
  optional,
});

/** What every message has beside the fields of its record: of the request, and of the clock that it is about. */
export const MESSAGE_VARIABLES: readonly Variable[] = [
  known('request.number', STRING, '请求编号', 'Number of the request'),
  known('request.type', STRING, '请求类型', 'What the request is called'),
  known('request.queue', STRING, '所在队列', 'The queue it lies in'),
  known('request.registeredAt', INSTANT, '登记时间', 'When it was registered'),
  // A message of a rung is about the clock of the rung; any other about the open clock that is due first.
  known('clock.title', STRING, '时钟', 'What the clock is called', true),
  known('clock.dueAt', INSTANT, '到期时间', 'When the clock is due', true),
  // Of the letters of a survey alone.
  known('survey.link', STRING, '问卷链接', 'The link of the survey', true),
  known('survey.title', STRING, '问卷', 'What the survey is called', true),
  known('survey.until', INSTANT, '问卷截止时间', 'Until when the survey can be answered', true),
];

/**
 * All that a text about records of an entity may name, by its path: its fields, those of its single relations, and what every message has.
 * Results of other definitions are none of them, so that no message can say of what class a customer is.
 */
export function templateVariables(id: string, environment: Environment): ReadonlyMap<string, Variable> {
  const entity = environment.entity(id);
  const found = new Map(MESSAGE_VARIABLES.map((one) => [one.path, one]));
  if (entity === undefined) return found;
  for (const one of fieldsOf(entity, '')) found.set(one.path, one);
  for (const { name, entity: of, many, by } of entity.relations.values()) {
    const related = many ? undefined : environment.entity(of);
    // Whether there is a related record, nobody can say before: but by what it is found is the record's own.
    for (const one of related === undefined ? [] : fieldsOf(related, `${name}.`)) {
      const own = one.path === `${name}.${by}` ? found.get(by) : undefined;
      found.set(one.path, own === undefined ? { ...one, optional: true } : { ...one, optional: own.optional, own: by });
    }
  }
  return found;
}

/** What a message has of itself, which no field of a record is called. */
export const OWN_NAMES = ['request', 'clock', 'survey'] as const;

const fieldsOf = ({ id, fields }: Entity, before: string): readonly Variable[] =>
  [...fields.values()].map(({ name, type, title, unit, labels, optional }) => ({
    path: `${before}${name}`,
    type,
    title,
    ...(unit === undefined ? {} : { unit }),
    ...(labels === undefined ? {} : { labels }),
    optional,
    declared: { entity: id, field: name },
  }));
