import createClient from 'openapi-fetch';
import { currentLanguage } from '../texts/language.ts';
import type { paths } from './schema.d.ts';

/** The server, typed from its OpenAPI document. The only caller of `fetch`; refusals come in the reader's language. */
export const server = createClient<paths>({ baseUrl: window.location.origin });

server.use({
  onRequest: ({ request }) => {
    request.headers.set('Accept-Language', currentLanguage());
    return request;
  },
  // Whose session has ended signs in again, over the page; signing in itself is answered where it is asked.
  onResponse: ({ request, response }) => {
    const isSigningIn = request.method === 'POST' && new URL(request.url).pathname === '/api/v1/sessions';
    if (response.status === 401 && !isSigningIn) window.dispatchEvent(new Event(SIGNED_OUT));
  },
});

const SIGNED_OUT = 'guiju:signed-out';

/** Hears that the server wants somebody to sign in. The way back stops listening. */
export function onSignedOut(hear: () => void): () => void {
  window.addEventListener(SIGNED_OUT, hear);
  return () => window.removeEventListener(SIGNED_OUT, hear);
}

/** Ends this session, and begins the page anew as a visitor's. */
export async function signOut(): Promise<void> {
  await server.DELETE('/api/v1/sessions').catch(() => undefined);
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
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
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
  throw new ServerError(answer.response.status, detailOf(answer.error) ?? answer.response.statusText);
}

function detailOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { detail, title } = error as { readonly detail?: unknown; readonly title?: unknown };
  const said = [detail, title].find((text) => typeof text === 'string' && text !== '');
  return typeof said === 'string' ? said : undefined;
}
