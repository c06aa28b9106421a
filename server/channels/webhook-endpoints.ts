import { readFileSync } from 'node:fs';
import Type from 'typebox';
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

const endpoint = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z][\\w-]{0,63}$' }),
    url: Type.String({ pattern: '^https?://', maxLength: 2000 }),
    secrets: Type.Array(Type.String({ pattern: '^whsec_[A-Za-z0-9+/]{32,88}={0,2}$' }), { minItems: 1, maxItems: 2 }),
    types: Type.Optional(
      Type.Array(Type.String({ pattern: '^[a-z-]+(\\.[a-z-]+)*(\\.\\*)?$' }), { minItems: 1, maxItems: 100 }),
    ),
  },
  { additionalProperties: false },
);
const endpoints = Type.Array(endpoint, { maxItems: 100 });

/** Reads the file of endpoints. Answers where it is no such file: a JSON pointer and what is wrong there, or what the system said. */
export function readWebhookEndpoints(path: string): readonly WebhookEndpoint[] | { readonly fault: string } {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
  if (!Value.Check(endpoints, read)) {
    const [first] = Value.Errors(endpoints, read);
    return { fault: `${first?.instancePath || '/'}: ${first?.message ?? ''}` };
  }
  const ids = read.map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) return { fault: `${twice} stands twice` };
  const unusable = read.find(({ url }) => !URL.canParse(url) || new URL(url).username !== '');
  return unusable === undefined ? read : { fault: `${unusable.id}: ${unusable.url.slice(0, 100)}` };
}

/** Whether an endpoint wants events of a type. */
export const wants = ({ types }: WebhookEndpoint, type: string): boolean =>
  types === undefined || types.some((one) => (one.endsWith('.*') ? type.startsWith(one.slice(0, -1)) : one === type));

/** Of what type the messages to an endpoint are: each endpoint is delivered to by itself. */
export const messageType = (endpoint: string): string => `webhook/${endpoint}`;
