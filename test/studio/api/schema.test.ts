import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../../scripts/api-types.mjs', import.meta.url));
const server = fileURLToPath(new URL('../../../dist/server/app.js', import.meta.url));

describe('the types of the API', () => {
  it("are those of the server's OpenAPI document", (context) => {
    if (!existsSync(server)) context.skip('the server is not built (npm test builds it)');
    const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
});
