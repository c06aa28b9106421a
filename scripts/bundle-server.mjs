// Writes the server into `dist/server`: its modules and those of its packages that every command loads stand in few files, since a program
// of two thousand files takes a second to start. What finds files of its own beside it (fastify's plugins, drivers) stays in node_modules.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What is started or imported by its own path: the program, the application, threads, and what starts threads where tests ask it. */
const entries = readdirSync(`${root}server`, { recursive: true }).filter((path) =>
  /^(main|app|store\/threaded-log|operations\/.*\/(fitter|\w+-runner)|.*-thread)\.ts$/.test(path),
);

await build({
  configFile: false,
  root,
  logLevel: 'warn',
  publicDir: false,
  ssr: {
    noExternal: [
      ...[
        '@cfworker/json-schema',
        '@lezer/common',
        '@noble/hashes',
        'canonicalize',
        'commander',
        'decimal.js',
        'fflate',
      ],
      ...['kysely', 'lezer-feel', 'otpauth', 'temporal-polyfill', 'typebox', 'xstate'],
    ],
  },
  build: {
    ssr: true,
    outDir: 'dist/server',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rolldownOptions: {
      input: Object.fromEntries(entries.map((path) => [path.slice(0, -'.ts'.length), `${root}server/${path}`])),
      // Parts of no name of their own stand beside main.js: what modules find from where they stand is found from there.
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
