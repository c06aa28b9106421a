import { gzipSync } from 'node:zlib';
import { readdirSync, readFileSync } from 'node:fs';
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
  it('first paints with under 300 kB of compressed script', () => {
    const scripts = [...firstScripts()];
    const kilobytes =
      scripts.reduce((sum, file) => sum + gzipSync(readFileSync(join(built, 'assets', file))).length, 0) / 1000;
    expect(scripts.length).toBeGreaterThan(0);
    expect(kilobytes).toBeLessThan(300);
  });

  it('loads forms, the code editor, charts and the evaluator only when they are asked for', () => {
    const first = firstScripts();
    const later = readdirSync(join(built, 'assets')).filter((file) =>
      /^(try-tab|json-tab|chart|evaluator)-/.test(file),
    );
    expect(later).toHaveLength(4);
    expect(later.filter((file) => first.has(file))).toEqual([]);
  });
});
