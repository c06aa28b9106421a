import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from './http/servers.ts';
import { type Measured, measured, type Suite } from './report.ts';

/**
 * `guiju simulate` over requests of the pack's card complaints, drawn from a year: claimed or left lying, the customer asked and silent or
 * not, resolved, some opened again; about six events each, and what time brings about. The program itself, its start and the reading of
 * the file among it. Arguments: numbers of requests (10000 100000).
 */
export const suite: Suite = async (args) => {
  const sizes = args.length === 0 ? [10_000, 100_000] : args.map(Number);
  const results: Measured[] = [];
  for (const size of sizes) {
    const folder = temporaryFolder();
    try {
      const events = join(folder.path, 'requests.ndjson');
      writeRequests(events, size);
      const start = performance.now();
      const words = ['simulate', 'card-complaints', '--definitions', PACK, '--events', events, '--json'];
      const { stdout, stderr } = spawnSync(process.execPath, [MAIN, ...words], { encoding: 'utf8' });
      const seconds = (performance.now() - start) / 1000;
      const { definitions: told } = JSON.parse(stdout) as { readonly definitions: Told };
      if (told.requests !== size || told.notBegun > 0)
        throw new Error(`${size} requests were drawn, to be begun: ${stdout}${stderr}`);
      results.push(measured(`${size} requests`, 's', [seconds]), measured(`${size} requests`, '/s', [size / seconds]));
    } finally {
      folder.remove();
    }
  }
  return { versions: {}, results, ratios: [] };
};

interface Told {
  readonly requests: number;
  readonly notBegun: number;
}

const MAIN = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));
const PACK = fileURLToPath(new URL('../../definitions/packs/bank-crm', import.meta.url));

/** Multiplicative congruential numbers below 1: the same ones each time (Park and Miller, https://doi.org/10.1145/63039.63042). */
function drawing(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

const FROM = Date.parse('2025-11-18T01:00:00Z');
const [MINUTE, DAY] = [60_000, 86_400_000];

function writeRequests(path: string, size: number): void {
  const draw = drawing(7);
  const file = openSync(path, 'w');
  for (let lines: string[] = [], n = 1; n <= size; n += 1) {
    lines.push(`${JSON.stringify(drawn(n, FROM + Math.floor((n / size) * 365 * DAY), draw))}\n`);
    if (lines.length < 1000 && n < size) continue;
    writeSync(file, lines.join(''));
    lines = [];
  }
  closeSync(file);
}

function drawn(n: number, from: number, draw: () => number): object {
  let now = from;
  const at = (): string => new Date(now).toISOString();
  const later = (most: number): string => {
    now += Math.ceil(draw() * most);
    return at();
  };
  const facts = { complaintId: `CMP-${n}`, customerId: `C-${n}`, receivedAt: at(), channel: 'phone', topic: 'cards' };
  const begun = at();
  const events: object[] = [{ at: later(300 * MINUTE), event: 'claim' }];
  if (draw() < 0.9) events.push({ at: later(120 * MINUTE), event: 'customerContacted' });
  if (draw() < 0.3) events.push({ at: later(60 * MINUTE), event: 'release' }, { at: later(DAY), event: 'claim' });
  if (draw() < 0.6) {
    events.push({ at: later(DAY), event: 'askCustomer' });
    if (draw() < 0.8) events.push({ at: later(3 * DAY), event: 'customerReplied' });
    else now += 12 * DAY;
  }
  const resolve = () => {
    const repliedAt = later(3 * DAY);
    events.push({ at: at(), event: 'resolve', facts: { ...facts, replyText: 'ok', repliedAt } });
  };
  resolve();
  if (draw() < 0.1) {
    events.push({ at: later(3 * DAY), event: 'reopen' });
    resolve();
  }
  return { id: facts.complaintId, at: begun, facts, events };
}
