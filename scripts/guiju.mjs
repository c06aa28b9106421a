// `npm start`, and `npm run -s guiju -- <command>`: the command line from a checkout, built first when sources changed. Nothing is written to
// stdout here; stdin and the exit code are the command's own, since it runs in this very process.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stampOf } from './build.mjs';
import { readyInTurn, readyToRun } from './ready.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const main = fileURLToPath(new URL('../dist/server/main.js', import.meta.url));

if (process.argv[2] === 'start') {
  const { others } = await readyInTurn(root, ['server', 'studio']);
  // The server fills its store while the page is built, and answers when both are done.
  if (others !== undefined) process.env.GUIJU_PAGE_BUILT = stampOf(root, 'studio');
} else await readyToRun(root, ['server']);
// npm moves to the project's folder; paths on the command line are meant from where the person stands.
if (process.env.npm_lifecycle_event === 'guiju' && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
process.argv[1] = main;
await import(pathToFileURL(main).href);
