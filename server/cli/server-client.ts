import type { Command } from 'commander';
import { isObject, type Json, type JsonObject, type Language, type Problem } from '../../definitions/index.ts';
import { serverProblem } from '../problems.ts';
import { EXIT, Refusal, type Terminal } from '../terminal.ts';
import { inWords } from './options.ts';

export interface ServerOptions {
  readonly server: string;
  readonly key?: string;
}

/** Adds `--server URL` and `--key KEY`. */
export function serverOptions(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .requiredOption(
      '--server <url>',
      text('服务的地址，如 http://localhost:4180', "the server's address, such as http://localhost:4180"),
    )
    .option(
      '--key <key>',
      text('接口密钥；缺省取 GUIJU_KEY，其他用户看不到', 'API key; GUIJU_KEY by default, which other users do not see'),
    );
}

/** An answer of the server that is no refusal. */
export interface ServerAnswer {
  readonly status: number;
  readonly body: JsonObject;
  readonly tag: string | null;
}

/** A server, asked by its API as anybody may. */
export interface ServerClient {
  get(path: string): Promise<ServerAnswer>;
  /** `once`: sent again under the same name it is done once. */
  post(path: string, body: Json, once?: string, tag?: string | null): Promise<ServerAnswer>;
}

/** The server refuses; what its answer says besides stands in `body`. */
export class ServerRefusal extends Refusal {
  readonly status: number;
  readonly body: JsonObject;
  constructor(problems: readonly Problem[], status: number, body: JsonObject) {
    super(problems, status >= 500 ? EXIT.failed : EXIT.refused);
    this.status = status;
    this.body = body;
  }
}

/** Asks a server. Refusals of the server are thrown as ServerRefusals in its own words; where it is not there, as a Refusal. */
export function serverClient(
  { server, key = process.env['GUIJU_KEY'] }: ServerOptions,
  language: Language,
): ServerClient {
  if (!/^https?:$/.test(URL.parse(server)?.protocol ?? '')) {
    const slots = { option: '--server', found: server, expected: 'http://127.0.0.1:4180, https://guiju.bank …' };
    throw new Refusal([serverProblem('option-malformed', AT, slots)]);
  }
  const base = server.replace(/\/+$/, '');
  const common = {
    'accept-language': language,
    ...(key === undefined || key === '' ? {} : { authorization: `Bearer ${key}` }),
  };
  const ask = async (
    method: string,
    path: string,
    more: Record<string, string>,
    body?: Json,
  ): Promise<ServerAnswer> => {
    const headers = { ...common, ...more };
    const answer = await fetch(`${base}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      throw new Refusal([serverProblem('server-unreachable', AT, { url: base, reason })], EXIT.failed);
    });
    const found = parsed(await answer.text());
    if (found === undefined)
      throw new Refusal([serverProblem('server-refused', AT, { url: base, status: answer.status })], EXIT.failed);
    if (answer.ok) return { status: answer.status, body: found, tag: answer.headers.get('etag') };
    const problems = Array.isArray(found['problems']) ? (found['problems'] as unknown as readonly Problem[]) : [];
    if (problems.length === 0)
      throw new Refusal([serverProblem('server-refused', AT, { url: base, status: answer.status })], EXIT.failed);
    throw new ServerRefusal(problems, answer.status, found);
  };
  return {
    get: (path) => ask('GET', path, {}),
    post: (path, body, once, tag) =>
      ask(
        'POST',
        path,
        {
          'content-type': 'application/json',
          ...(once === undefined ? {} : { 'idempotency-key': once }),
          ...(tag === undefined || tag === null ? {} : { 'if-match': tag }),
        },
        body,
      ),
  };
}

const AT = { pointer: '' };

function parsed(text: string): JsonObject | undefined {
  try {
    const found = JSON.parse(text) as Json;
    return isObject(found) ? found : undefined;
  } catch {
    return undefined;
  }
}
