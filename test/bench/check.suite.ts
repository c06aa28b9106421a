import { join } from 'node:path';
import { compile, createProver, type Library, link, type Proof, prove } from '../../definitions/index.ts';
import { loadBeside, startGuiju, temporaryFolder, writeDefinitions } from './http/servers.ts';
import {
  computedCriteria,
  criteriaChain,
  criteriaLibrary,
  decisionTable,
  entity,
  manyClasses,
  mixedLibrary,
  whenBins,
  wideEntity,
} from './model/large.ts';
import { measured, ratio, type Suite } from './report.ts';

/**
 * Checking and proving at the sizes of a whole bank, in seconds of the processor; how many properties stay undecided is a figure of its
 * own; and by the clock, how long one change takes to be live. The peer is the same library proved definition by definition, each by a call of its own, at a size that this can be waited for.
 * Arguments: rounds (3), definitions of the mixed library (10000).
 */
export const suite: Suite = async ([count = '3', mixed = '10000']) => {
  const rounds = Math.max(1, Number(count));
  const samples = new Map<string, number[]>();
  const add = (name: string, value: number) => samples.set(name, [...(samples.get(name) ?? []), value]);
  const timed = <T>(name: string, act: () => T): T => {
    const start = processorSeconds();
    const made = act();
    add(name, processorSeconds() - start);
    return made;
  };
  const checked = (name: string, documents: readonly object[]): Library => {
    const { library, proofs } = timed(`${name}: checked and proved`, () => {
      const linked = link(sourcesOf(documents));
      return { library: linked, proofs: prove(linked).flatMap((one) => one.proofs) };
    });
    add(`${name}: not decided`, proofs.filter(({ verdict }) => verdict === 'undecided').length);
    return library;
  };
  for (let round = 0; round < rounds; round += 1) {
    compareWays(PEER, timed);
    checked('1,000 criteria', criteriaLibrary(1000));
    const name = `${Number(mixed).toLocaleString('en-US')} mixed definitions`;
    const documents = mixedLibrary(Number(mixed));
    const library = checked(name, documents);
    timed(`${name}: one changed, linked again`, () => link(sourcesOf(changed(documents)), library));
    for (const [what, seconds] of await loadedAnew(documents)) add(`${name}: ${what}`, seconds);
    checked('500 classes, 200 exceptions', [entity(), manyClasses(500, 200)]);
    checked('scorecard of 400 conditional bins', [entity(), whenBins(400)]);
    checked('108 computed criteria', computedCriteria(108));
    checked('chain of 2,000 criteria', [entity(), ...criteriaChain(2000)]);
    const table = checked('table of 5,000 × 64', [wideEntity(), decisionTable('t', 5000, 64)]);
    timed('table of 5,000 × 64: compiled', () => compile(table, ['decision-table/t']));
  }
  const of = (name: string) => samples.get(name) ?? [];
  return {
    versions: {},
    results: [...samples].map(([name, values]) =>
      measured(name, name.endsWith('not decided') ? 'properties' : 's', values),
    ),
    ratios: [ratio(ONE_BY_ONE, AT_ONCE, of(ONE_BY_ONE), of(AT_ONCE))],
  };
};

/** How many criteria the slow way is asked of. */
const PEER = 100;
const ONE_BY_ONE = `${PEER} criteria proved one by one`;
const AT_ONCE = `${PEER} criteria proved at once`;

/** A library proved in both ways, which must say the same. */
function compareWays(size: number, timed: <T>(name: string, act: () => T) => T): void {
  const library = link(sourcesOf(criteriaLibrary(size)));
  const ids = [...library.definitions.keys()];
  const slow = timed(ONE_BY_ONE, () => ids.flatMap((id) => prove(library, [id])[0]?.proofs ?? []));
  const fast = timed(AT_ONCE, () => {
    const prover = createProver(library);
    return ids.flatMap((id): readonly Proof[] => [...prover.own(id), ...prover.among(id)]);
  });
  if (JSON.stringify(slow) !== JSON.stringify(fast)) throw new Error('The two ways of proving differ');
}

const sourcesOf = (documents: readonly object[]) => documents.map((document) => ({ document }));

/** The same definitions as they are read anew, one of them under another title. */
function changed(documents: readonly object[]): readonly object[] {
  const read = JSON.parse(JSON.stringify(documents)) as object[];
  return read.with(5, { ...read[5], title: 'Changed' });
}

/** Seconds by the clock from the command `load` to its end, which waits for the running server: of everything, then of one change. */
async function loadedAnew(documents: readonly object[]): Promise<readonly (readonly [string, number])[]> {
  const folder = temporaryFolder();
  const [pack, data] = [join(folder.path, 'definitions'), join(folder.path, 'data')];
  const found: (readonly [string, number])[] = [];
  const loaded = async (what: string) => {
    const start = performance.now();
    await loadBeside(pack, data);
    found.push([what, (performance.now() - start) / 1000]);
  };
  writeDefinitions(pack, documents);
  await loaded('all loaded, by the clock');
  const server = await startGuiju(data, 'off');
  try {
    for (const kind of ['criteria', 'decision-table']) {
      const one = documents.find((document) => 'kind' in document && document.kind === kind);
      writeDefinitions(pack, [{ ...one, title: 'Changed' }]);
      await loaded(`one ${kind} changed, live by the clock`);
    }
    return found;
  } finally {
    await server.stop();
    folder.remove();
  }
}

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
