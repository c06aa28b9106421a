// Makes a fresh checkout ready, in plain Node, because it runs before anything is installed:
//   node scripts/bootstrap.mjs test    packages, server and studio, and a browser for the tests
//   node scripts/bootstrap.mjs clean   packages, server and studio, built from nothing
// It does only what changed since the last time, and two at once wait for each other.
import { fileURLToPath } from 'node:url';
import { clean } from './build.mjs';
import { readyBrowser, readyToRun } from './ready.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const goal = process.argv[2];

if (goal === 'clean') clean(root);
await readyToRun(root, ['server', 'studio']);
if (goal === 'test') readyBrowser(root);
