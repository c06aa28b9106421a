import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { describeSkipped } from '../support/shared.ts';
import { whyNoStudio } from './studio.ts';

const built = fileURLToPath(new URL('../../dist/studio/', import.meta.url));
const reason = whyNoStudio();
if (reason !== null) describeSkipped('the built page', reason);

/** Scripts that `index.html` names, and all they import at once. */
function firstScripts(): ReadonlySet<string> {
  const page = readFileSync(join(built, 'index.html'), 'utf8');
  const waiting = [...page.matchAll(/(?:src|href)="\/assets\/([^"]+\.js)"/g)].map(([, file = '']) => file);
  const found = new Set<string>();
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    const text = readFileSync(join(built, 'assets', file), 'utf8');
    waiting.push(...[...text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)].map(([, next = '']) => next));
  }
  return found;
}

describe.runIf(reason === null)('the built page', () => {
  it('found, page: first paints with at most 200 kB of compressed script, put beside it at build', () => {
    const scripts = [...firstScripts()].map((file) => join(built, 'assets', file));
    const packed = scripts.filter((path) => existsSync(`${path}.br`) && existsSync(`${path}.gz`));
    expect(packed.length).toBeGreaterThan(1);
    // What is not packed is shorter than a packet.
    const bytes = scripts.reduce((sum, path) => sum + statSync(packed.includes(path) ? `${path}.br` : path).size, 0);
    expect(bytes).toBeLessThanOrEqual(200_000);
  });

  it('loads forms, the code editor and the evaluator only when they are asked for', () => {
    const first = firstScripts();
    const later = readdirSync(join(built, 'assets')).filter((file) =>
      /^(try-tab|json-tab|evaluator)-[^.]*\.js$/.test(file),
    );
    expect(later).toHaveLength(3);
    expect(later.filter((file) => first.has(file))).toEqual([]);
  });
});
