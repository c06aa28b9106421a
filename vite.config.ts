import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

/** What puts browser globals of its own in the place of Node's, and what counts all that its process left behind. */
const APART = [
  'test/studio/definition/draft/*.test.ts',
  'test/studio/ui/kept.test.ts',
  'test/support/postgres-server.test.ts',
];

/** Builds the page from `studio/` into `dist/studio`, and tells Vitest where the tests are. `--mode deep` adds the long suites. */
export default defineConfig(({ mode }) => ({
  root: process.env['VITEST'] === undefined ? 'studio' : '.',
  plugins: [react()],
  build: {
    outDir: '../dist/studio',
    emptyOutDir: true,
    chunkSizeWarningLimit: 2000,
    // The language only declares; what the shell does not name stays out of its bundle (the evaluator's worker has all of it).
    rolldownOptions: {
      // @rjsf/core names it in a registry for tests, which nothing of ours reaches: it is dropped from the bundle.
      external: ['@rjsf/validator-ajv8'],
      treeshake: { moduleSideEffects: (id: string) => (/[\\/]definitions[\\/].*\.ts$/.test(id) ? false : undefined) },
    },
  },
  worker: { format: 'es' as const },
  server: { proxy: { '/api/v1': { target: 'http://127.0.0.1:4180', changeOrigin: false } } },
  test: {
    pool: 'forks',
    // Many tests wait for programs they started, so three run side by side even where there are two cores.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    testTimeout: 90_000,
    hookTimeout: 120_000,
    // What is waited for comes when it comes: files run side by side, and start programs of their own.
    expect: { poll: { timeout: 45_000 } },
    reporters: ['./test/support/reporter.ts'],
    projects:
      mode === 'deep'
        ? [{ extends: true, test: { name: 'deep', include: ['test/**/*.deep.ts'], testTimeout: 14_400_000 } }]
        : [
            // Files share their workers, which saves each of them loading all it tests anew.
            {
              extends: true,
              test: { name: 'guiju', include: ['test/**/*.test.{ts,tsx}'], exclude: APART, isolate: false },
            },
            { extends: true, test: { name: 'apart', include: APART } },
          ],
  },
}));
