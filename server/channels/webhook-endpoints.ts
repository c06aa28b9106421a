import { readFileSync } from 'node:fs';
import Type, { type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';

/** Where events are posted to. */
export interface WebhookEndpoint {
  /** Never another's: deliveries name it. */
  readonly id: string;
  readonly url: string;
  /** `whsec_…`, base64 of 24 to 64 bytes; two while one replaces the other. */
  readonly secrets: readonly string[];
  /** Types of events it wants: whole (`release.live`) or by their beginning (`release.*`); all where none are named. */
  readonly types?: readonly string[];
}

/** Who may send requests, signed: `POST /api/v1/webhooks/{id}`. */
export interface InboundSource {
  readonly id: string;
  /** As those of endpoints. */
  readonly secrets: readonly string[];
  /** The id of the API key on whose behalf its requests are registered. */
  readonly key: string;
  /** Of which type they are: `complaint`. */
  readonly type: string;
}

const id = Type.String({ pattern: '^[a-z][\\w-]{0,63}$' });
const secrets = Type.Array(Type.String({ pattern: '^whsec_[A-Za-z0-9+/]{32,88}={0,2}$' }), {
  minItems: 1,
  maxItems: 2,
});
const endpoint = Type.Object(
  {
    id,
    url: Type.String({ pattern: '^https?://', maxLength: 2000 }),
    secrets,
    types: Type.Optional(
      Type.Array(Type.String({ pattern: '^[a-z-]+(\\.[a-z-]+)*(\\.\\*)?$' }), { minItems: 1, maxItems: 100 }),
    ),
  },
  { additionalProperties: false },
);
const endpoints = Type.Array(endpoint, { maxItems: 100 });
const named = Type.String({ minLength: 1, maxLength: 100 });
const sources = Type.Array(Type.Object({ id, secrets, key: named, type: named }, { additionalProperties: false }), {
  maxItems: 100,
});

/** Reads the file of endpoints. Answers where it is no such file: a JSON pointer and what is wrong there, or what the system said. */
export function readWebhookEndpoints(path: string): readonly WebhookEndpoint[] | { readonly fault: string } {
  const read = readListed(path, endpoints);
  if ('fault' in read) return read;
  const unusable = read.find(({ url }) => !isPostable(url));
  // What is told may hold a password.
  return unusable === undefined ? read : { fault: `${unusable.id}: url must be https://host/path` };
}

/** Reads the file of those who may send requests, as `readWebhookEndpoints` does. */
export const readInboundSources = (path: string): readonly InboundSource[] | { readonly fault: string } =>
  readListed(path, sources);

function readListed<S extends TSchema>(path: string, schema: S): Static<S> | { readonly fault: string } {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
  if (!Value.Check(schema, read)) {
    const [first] = Value.Errors(schema, read);
    return { fault: `${first?.instancePath || '/'}: ${first?.message ?? ''}` };
  }
  const ids = (read as readonly { readonly id: string }[]).map((one) => one.id);
  const twice = ids.find((one, i) => ids.indexOf(one) !== i);
  return twice === undefined ? read : { fault: `${twice} stands twice` };
}

/** Whether an address can be posted to: one that holds a name or a password cannot, and would be told with its fault. */
export function isPostable(url: string): boolean {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return username === '' && password === '';
}

/** Whether an endpoint wants events of a type. */
export const wants = ({ types }: WebhookEndpoint, type: string): boolean =>
  types === undefined || types.some((one) => (one.endsWith('.*') ? type.startsWith(one.slice(0, -1)) : one === type));

/** Of what type the messages to an endpoint are: each endpoint is delivered to by itself. */
export const messageType = (endpoint: string): string => `webhook/${endpoint}`;
