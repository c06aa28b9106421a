import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { Language } from '../../definitions/index.ts';
import { languageOf } from './language.ts';
import { PROBLEM_TYPE, problemText } from './problem-reply.ts';
import { httpProblem } from './problems.ts';

/** A port that is held while the server starts. */
export interface HeldPort {
  readonly port: number;
  /** Lets go of it, for the server to listen there. */
  release(): Promise<void>;
}

/**
 * Takes a port on loopback before any work is done, and answers 503 there until the server is ready: a page that looks again by itself,
 * a problem to everybody else. Throws what the system says where the port cannot be had.
 */
export async function holdPort(port: number, language: Language): Promise<HeldPort> {
  const server = createServer((request, response) => {
    const asked = languageOf(request.headers['accept-language'], undefined, language);
    response.setHeader('connection', 'close').setHeader('retry-after', '2').setHeader('content-language', asked);
    if (request.headers.accept?.includes('text/html')) {
      response.writeHead(503, { 'content-type': 'text/html; charset=utf-8' }).end(page(asked));
      return;
    }
    const problem = httpProblem('server-starting', { pointer: '' });
    const { status, text } = problemText([problem], asked, request.url ?? '');
    response.writeHead(status, { 'content-type': PROBLEM_TYPE }).end(text);
  });
  server.listen({ host: '127.0.0.1', port });
  await once(server, 'listening');
  return { port: portOf(server), release: () => released(server) };
}

const portOf = (server: Server): number => (server.address() as { readonly port: number }).port;

async function released(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

function page(language: Language): string {
  const text = language === 'zh-CN' ? '规矩正在启动，请稍候…' : 'Guiju is starting …';
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>Guiju</title><body style="font-family:sans-serif;margin:20vh auto;text-align:center">${text}</body></html>`;
}
