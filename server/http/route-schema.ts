import { DECISION_REQUEST, ref } from './api-schemas.ts';

interface Described {
  readonly id: string;
  readonly summary: string;
  readonly tag: string;
  /** Name of the answer's schema, or a media type for answers that are no JSON. */
  readonly answer: string | { readonly mediaType: string };
  /** Name of the schema of 503, where it is no problem. */
  readonly unavailable?: string;
  readonly body?: string | { readonly mediaType: string };
  readonly parameters?: readonly string[];
  readonly query?: Readonly<Record<string, object>>;
  /** Statuses of problems it may answer. */
  readonly refusals?: readonly number[];
}

/** A definition of the bank's pack, which every first start loads. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = { kind: ['criteria'], name: ['personal-customer'] };
const LINES = [`${JSON.stringify(DECISION_REQUEST)}\n`];

const language = { type: 'string', enum: ['zh-CN', 'en'], description: 'Language; else by Accept-Language' };

/** What the OpenAPI document says of a route. Requests are validated by the routes themselves. */
export function routeSchema(route: Described): object {
  const { id, summary, tag, answer, unavailable, body, parameters = [], query = {}, refusals = [400] } = route;
  const params = Object.fromEntries(
    parameters.map((name) => [name, { type: 'string', examples: EXAMPLES[name] ?? [] }]),
  );
  const content = (of: string | { readonly mediaType: string }, examples: readonly string[] = []) =>
    typeof of === 'string'
      ? { 'application/json': { schema: ref(of) } }
      : { [of.mediaType]: { schema: { type: 'string', ...(examples.length === 0 ? {} : { examples }) } } };
  const refused = {
    description: 'Refused',
    content: { 'application/problem+json': { schema: ref('ProblemDetails') } },
  };
  return {
    operationId: id,
    summary,
    tags: [tag],
    // Until people log in, whoever reaches the server may ask.
    security: [],
    ...(parameters.length > 0 ? { params: { type: 'object', properties: params, required: parameters } } : {}),
    querystring: { type: 'object', properties: { ...query, lang: language } },
    ...(body === undefined ? {} : { body: { content: content(body, LINES) } }),
    response: {
      200: { description: 'Done', content: content(answer) },
      ...(unavailable === undefined ? {} : { 503: { description: 'Not now', content: content(unavailable) } }),
      ...Object.fromEntries(refusals.map((status) => [status, refused])),
    },
  };
}
