import createClient from 'openapi-fetch';
import { currentLanguage } from '../texts/language.ts';
import type { operations, paths } from './schema.d.ts';

/** The server, typed from its OpenAPI document. The only caller of `fetch`; refusals come in the reader's language. */
export const server = createClient<paths>({ baseUrl: window.location.origin });

server.use({
  onRequest: ({ request }) => {
    request.headers.set('Accept-Language', currentLanguage());
    // Sent again, whatever is written is done once; a page that sends something again itself has a key of its own.
    if (request.method === 'POST' && !request.headers.has('Idempotency-Key'))
      request.headers.set('Idempotency-Key', crypto.randomUUID());
    return request;
  },
  // Whose session has ended signs in again, over the page; signing in itself, and a code that is not right, are answered where they are asked.
  onResponse: async ({ request, response }) => {
    if (response.status !== 401) return;
    if (request.method === 'POST' && new URL(request.url).pathname === '/api/v1/sessions') return;
    const told: unknown = await response
      .clone()
      .json()
      .catch(() => null);
    if (!codesOf(told).includes('code-not-right')) window.dispatchEvent(new Event(SIGNED_OUT));
  },
});

/** What an operation answers, as JSON. */
export type AnswerOf<Operation extends keyof operations, Status extends number = 200> = operations[Operation] extends {
  responses: Record<Status, { content: { 'application/json': infer Answer } }>;
}
  ? Answer
  : never;

const SIGNED_OUT = 'guiju:signed-out';

/** Hears that the server wants somebody to sign in. The way back stops listening. */
export function onSignedOut(hear: () => void): () => void {
  window.addEventListener(SIGNED_OUT, hear);
  return () => window.removeEventListener(SIGNED_OUT, hear);
}

const SIGNING_OUT = 'guiju:signing-out';

/** Hears that whoever is signed in leaves. The way back stops listening. */
export function onSigningOut(hear: () => void): () => void {
  window.addEventListener(SIGNING_OUT, hear);
  return () => window.removeEventListener(SIGNING_OUT, hear);
}

/** Ends this session, and begins the page anew as a visitor's. */
export async function signOut(): Promise<void> {
  await server.DELETE('/api/v1/sessions').catch(() => undefined);
  window.dispatchEvent(new Event(SIGNING_OUT));
  window.location.assign('/');
}

/** The JSON Schema of a kind, as integrators read it too. */
export async function schemaOfKind(kind: string): Promise<unknown> {
  const answer = fetch(`/schemas/${kind}.json`).then(async (response) => ({
    response,
    ...(response.ok ? { data: (await response.json()) as unknown } : {}),
  }));
  return await dataOf(answer);
}

/** Why an answer did not come: the server refused (with its status and sentence) or was not reached (status 0). */
export class ServerError extends Error {
  readonly status: number;
  /** The codes of its problems, and whatever else it told. */
  readonly codes: readonly string[];
  readonly told: unknown;
  constructor(status: number, message: string, told: unknown = null) {
    super(message);
    this.status = status;
    this.codes = codesOf(told);
    this.told = told;
  }
}

function codesOf(told: unknown): readonly string[] {
  const { problems } = (told ?? {}) as { readonly problems?: unknown };
  if (!Array.isArray(problems)) return [];
  return problems.map((one: unknown) => String((one as { readonly code?: unknown } | null)?.code));
}

interface Answer<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/** The data of an answer, or a thrown ServerError. */
export async function dataOf<Data>(asked: Promise<Answer<Data>>): Promise<Data> {
  const answer = await asked.catch((cause: unknown) => {
    throw new ServerError(0, cause instanceof Error ? cause.message : String(cause));
  });
  if (answer.data !== undefined) return answer.data;
  // What is done without an answer says so by its status.
  if (answer.response.status === 204) return undefined as Data;
  throw new ServerError(answer.response.status, detailOf(answer.error) ?? answer.response.statusText, answer.error);
}

function detailOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { detail, title } = error as { readonly detail?: unknown; readonly title?: unknown };
  const said = [detail, title].find((text) => typeof text === 'string' && text !== '');
  return typeof said === 'string' ? said : undefined;
}
