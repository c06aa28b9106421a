import { setImmediate as pause } from 'node:timers/promises';
import { type Decision, message, readSet, type ReadField, type Shape, type Type } from '../../definitions/index.ts';
import { DECIDERS, securityOf } from './route.ts';
import type { Catalog } from '../operations/definitions/catalog.ts';

type Schema = Readonly<Record<string, unknown>>;

/** What the OpenAPI document says of each decision in force: an address of its own, its request and its result typed. */
export interface DecisionApi {
  readonly paths: Readonly<Record<string, object>>;
  readonly schemas: Readonly<Record<string, Schema>>;
}

/** By catalog, as one never changes: made when it is asked for. */
const made = new WeakMap<Catalog, Promise<DecisionApi>>();

export function decisionApi(catalog: Catalog): Promise<DecisionApi> {
  const known = made.get(catalog) ?? describeAll(catalog);
  made.set(catalog, known);
  return known;
}

/** Decisions are lowered for it one at a time; requests are served between two of them. */
async function describeAll({ definitions, library }: Catalog): Promise<DecisionApi> {
  const [paths, schemas]: [Record<string, object>, Record<string, Schema>] = [{}, {}];
  for (const { id, kind, name } of definitions) {
    const decision = library.environment.decision(id);
    await pause();
    if (decision === undefined) continue;
    const component = `${kind}.${name}`;
    schemas[`${component}.request`] = requestSchema(decision, (entity) => library.environment.entity(entity));
    schemas[`${component}.result`] = resultSchema(decision);
    paths[`/api/v1/decisions/${id}`] = { post: operation(decision, component) };
  }
  return { paths, schemas };
}

const local = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const refusal = {
  description: 'Refused',
  content: { 'application/problem+json': { schema: local('ProblemDetails') } },
};

function operation({ title }: Decision, component: string): object {
  return {
    operationId: `decide.${component}`,
    summary: message(title).en,
    tags: ['decisions'],
    security: securityOf(DECIDERS),
    requestBody: { required: true, content: { 'application/json': { schema: local(`${component}.request`) } } },
    responses: {
      200: { description: 'Done', content: { 'application/json': { schema: local(`${component}.result`) } } },
      ...Object.fromEntries([400, 401, 403, 413, 415, 422, 503].map((status) => [status, refusal])),
    },
  };
}

const PREVIOUS: Schema = {
  type: ['object', 'null'],
  description: '`next` of the result before',
  properties: {
    class: { type: ['string', 'null'] },
    since: { type: ['string', 'null'], format: 'date' },
    misses: { type: ['integer', 'null'], minimum: -1_000_000, maximum: 1_000_000 },
    run: { type: ['string', 'null'], format: 'date', description: 'The day of that run' },
  },
  additionalProperties: false,
};

/** The request: the facts that the decision reads, and the reserved inputs that it asks for. */
function requestSchema(decision: Decision, entity: Parameters<typeof readSet>[1]): Schema {
  const { fields, products, asOf, previous } = readSet([decision], entity);
  return {
    type: 'object',
    properties: {
      facts: recordSchema(fields),
      ...(asOf
        ? { $asOf: { type: ['string', 'null'], description: 'The day, or the instant, it is made for; else today' } }
        : {}),
      ...(previous ? { $previous: PREVIOUS } : {}),
      ...(products === null ? {} : { products: { type: 'array', items: recordSchema(products) } }),
    },
    required: ['facts', ...(products === null ? [] : ['products'])],
  };
}

function recordSchema(fields: readonly ReadField[]): Schema {
  const required = fields.filter(({ field }) => !field.optional).map(({ field }) => field.name);
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((one) => [one.field.name, fieldSchema(one)])),
    ...(required.length === 0 ? {} : { required }),
  };
}

function fieldSchema({ field, rows }: ReadField): Schema {
  const row = rows === null ? undefined : recordSchema(rows);
  const own =
    row === undefined ? typeSchema(field.type) : field.type.kind === 'list' ? { type: 'array', items: row } : row;
  const title = { title: message(field.title).en };
  return field.optional ? { ...title, ...orNull(own) } : { ...title, ...own };
}

/** A result whose value is typed; it is null where the decision refuses. */
function resultSchema({ value }: Decision): Schema {
  return { allOf: [local('Result'), { type: 'object', properties: { value: orNull(shapeSchema(value)) } }] };
}

function shapeSchema(shape: Shape): Schema {
  switch (shape.kind) {
    case 'value':
      return shape.of.missable ? orNull(typeSchema(shape.of.type)) : typeSchema(shape.of.type);
    case 'text':
      return { type: ['string', 'null'] };
    case 'constant':
      return { const: shape.json };
    case 'object': {
      const own = {
        type: 'object',
        properties: Object.fromEntries(shape.members.map(({ name, shape: member }) => [name, shapeSchema(member)])),
        required: shape.members.map(({ name }) => name),
      };
      return shape.presentWith === undefined ? own : orNull(own);
    }
    case 'list':
      return { type: 'array', items: anyOf(shape.items.map(({ shape: item }) => shapeSchema(item))) };
    case 'products':
      return { type: 'array', items: shapeSchema(shape.item) };
  }
}

/** As JSON carries a type: numbers of more digits than its numbers hold are texts. */
function typeSchema(type: Type): Schema {
  switch (type.kind) {
    case 'boolean':
      return { type: 'boolean' };
    case 'string':
      return { type: 'string', ...(type.enum === undefined ? {} : { enum: type.enum }) };
    case 'number': {
      const own = type.decimals === 0 ? 'integer' : 'number';
      const most = type.maximum > -type.minimum ? type.maximum : -type.minimum;
      if (most > MOST_EXACT) return { type: [own, 'string'] };
      const figure = (scaled: bigint): number => Number(scaled) / 10 ** type.decimals;
      return { type: own, minimum: figure(type.minimum), maximum: figure(type.maximum) };
    }
    case 'date':
      return { type: 'string', format: 'date' };
    case 'instant':
      return { type: 'string', format: 'date-time' };
    case 'duration':
      return { type: 'string', format: 'duration' };
    case 'approximate':
      return { type: 'number' };
    case 'list':
      return { type: 'array', items: typeSchema(type.of) };
    case 'row':
      return { type: 'object' };
  }
}

/** Fifteen digits, whatever the point. */
const MOST_EXACT = 999_999_999_999_999n;

const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });

function anyOf(schemas: readonly Schema[]): Schema {
  const distinct = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
  return distinct.length === 1 && distinct[0] !== undefined
    ? distinct[0]
    : distinct.length === 0
      ? {}
      : { anyOf: distinct };
}
