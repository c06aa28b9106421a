// Verifies an exported audit (`guiju audit export`) with nothing but Node: none of Guiju's own code is used.
//   node verify-audit.mjs audit.ndjson [anchors.ndjson]
// The first line names the chain: { format, version, origin, algorithm, startedAt }. Each other line is an entry; its digest is
// taken, by the entry's algorithm (sha256 or sm3), of the entry without `digest`, as JSON with its keys in order and no spaces
// (RFC 8785). `previous` is the digest of the entry before; of the first, the origin. `position` counts from 1 without a gap.
// Each anchor is a line { origin, position, digest, at } that was kept elsewhere. Exits with 1 where anything is not as it was.
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [file, anchorFile] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write('node verify-audit.mjs audit.ndjson [anchors.ndjson]\n');
  process.exit(2);
}

const faults = [];
const report = (position, what) => faults.push(`entry ${position}: ${what}`);

let head;
let end;
for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
  const value = parsed(line);
  if (head === undefined) {
    head = value;
    if (head?.format !== 'guiju-audit' || head.version !== 1) fail('The first line does not name a chain');
    end = { position: 0, digest: head.origin };
    continue;
  }
  const position = end.position + 1;
  if (value === undefined) {
    report(position, 'cannot be read');
    end = { position, digest: undefined };
    continue;
  }
  if (value.position !== position) report(position, `missing, or moved: ${value.position} stands here`);
  if (value.previous !== end.digest) report(value.position, 'does not follow the entry before it');
  if (digestOf(value) !== value.digest || inOrder(value) !== line) report(value.position, 'was changed');
  end = { position: value.position, digest: value.digest };
  for (const anchor of anchors(value.position))
    if (anchor.digest !== value.digest || anchor.origin !== head.origin)
      report(value.position, 'an anchor says otherwise');
}
if (head === undefined) fail('The file is empty');
for (const anchor of allAnchors())
  if (anchor.position > end.position) report(anchor.position, 'an anchor names it, and it is not there');

for (const fault of faults) process.stdout.write(`${fault}\n`);
process.stdout.write(`${end.position} entries, ${faults.length} faults; the chain ends with ${end.digest}\n`);
if (anchorFile === undefined)
  process.stdout.write(
    'Without anchors it cannot be seen whether entries were taken from the end, or all rewritten from one on.\n',
  );
process.exitCode = faults.length === 0 ? 0 : 1;

function inOrder(entry) {
  return JSON.stringify(
    Object.fromEntries(
      Object.keys(entry)
        .sort()
        .map((key) => [key, entry[key]]),
    ),
  );
}

function digestOf({ digest: _, ...rest }) {
  try {
    return createHash(rest.algorithm).update(inOrder(rest)).digest('hex');
  } catch {
    return `no digest by ${rest.algorithm}`;
  }
}

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function allAnchors() {
  if (anchorFile === undefined) return [];
  allAnchors.known ??= readFileSync(anchorFile, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return allAnchors.known;
}

function anchors(position) {
  return allAnchors().filter((anchor) => anchor.position === position);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
