// A Fastify route with the schema of a decision that does nothing: it answers the same result to everybody.
// Arguments: the result as JSON. Prints its port.
import Fastify from 'fastify';
import { type Fact, FACTS } from '../model/workload.ts';

const result = JSON.parse(process.argv[2] ?? '{}') as object;
const types = { integer: 'integer', decimal: 'number', string: 'string', boolean: 'boolean' } as const;
const fact = ({ type, minimum, enum: members, optional }: Fact) => ({
  type: optional ? [types[type], 'null'] : types[type],
  ...(minimum !== undefined && { minimum }),
  ...(members !== undefined && { enum: optional ? [...members, null] : members }),
});
const facts = {
  type: 'object',
  additionalProperties: false,
  required: FACTS.filter(({ optional }) => !optional).map(({ name }) => name),
  properties: Object.fromEntries(FACTS.map((one) => [one.name, fact(one)])),
};
const body = { type: 'object', additionalProperties: false, required: ['facts'], properties: { facts } };
const text = { type: 'string' };
const problem = { type: 'object', properties: { code: text, severity: text, pointer: text } };
const answer = {
  type: 'object',
  properties: {
    value: { type: 'object', properties: { class: text, score: { type: 'number' } } },
    reasons: { type: 'array', items: { type: 'object', properties: { code: text, text, loss: { type: 'number' } } } },
    missing: { type: 'array', items: text },
    problems: { type: 'array', items: problem },
    definition: {
      type: 'object',
      properties: { id: text, version: { type: 'integer' }, hash: text, closure: text },
    },
  },
};

const app = Fastify({ logger: false });
app.post('/api/v1/decisions/:kind/:name', { schema: { body, response: { 200: answer } } }, (_request, reply) => {
  reply.send(result);
});
await app.listen({ host: '127.0.0.1', port: 0 });
const { port } = app.server.address() as { readonly port: number };
process.stdout.write(`${port}\n`);
