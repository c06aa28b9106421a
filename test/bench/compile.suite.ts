import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile, link, prove, refuses, runCases } from '../../definitions/index.ts';
import { readDefinitionFiles } from '../../server/operations/definitions/definition-files.ts';
import { load, startGuiju, temporaryFolder } from './http/servers.ts';
import { definitions } from './model/definitions.ts';
import { measured, type Suite } from './report.ts';

const PACK = fileURLToPath(new URL('../../definitions/packs/bank-crm', import.meta.url));
const COUNT = 1000;

/**
 * A thousand definitions read, linked, checked, proved and compiled from nothing; each decision of the bank's pack compiled alone, as
 * the page does; and the resident set of the server after its start on that pack. Arguments: rounds (5).
 */
export const suite: Suite = async ([count = '5']) => {
  const rounds = Math.max(1, Number(count));
  const texts = thousand().map((document) => JSON.stringify(document));
  const samples = new Map<string, number[]>();
  const add = (name: string, value: number) => samples.set(name, [...(samples.get(name) ?? []), value]);
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, seconds] of Object.entries(fromNothing(texts))) add(name, seconds);
    for (const [name, milliseconds] of Object.entries(oneByOne())) add(name, milliseconds);
  }
  add(`resident after start, ${PACK.split('/').at(-1)}`, await resident());
  const unit = (name: string) => (name.startsWith('resident') ? 'MB' : name.startsWith('one') ? 'ms' : 's');
  return {
    versions: {},
    results: [...samples].map(([name, values]) => measured(name, unit(name), values)),
    ratios: [],
  };
};

/** The workload again and again under other names, with other figures, until there are a thousand definitions. */
function thousand(): readonly object[] {
  const [entity, ...others] = definitions().map(({ document }) => document);
  const made: object[] = [entity ?? {}];
  for (let i = 0; made.length < COUNT; i += 1) made.push(...others.map((document) => variant(document, i)));
  return made.slice(0, COUNT);
}

/** A definition under another name, whose whole figures of at least ten are moved by `i`, so that no two mean the same. */
function variant(document: object, i: number): object {
  const { name } = document as { readonly name: string };
  const text = JSON.stringify({ ...document, name: `${name}-${i}` })
    .replaceAll(/"((?:scorecard|criteria)\/[\w-]+)(#\w+)?"/g, `"$1-${i}$2"`)
    .replaceAll(
      /"in":"\[(\d+), (\d+|∞)\)"/g,
      (_, low: string, high: string) => `"in":"[${moved(low, i)}, ${moved(high, i)})"`,
    )
    .replaceAll(/"value":(\d{2,})\b(?!\.)/g, (_, value: string) => `"value":${moved(value, i)}`);
  return JSON.parse(text) as object;
}

const moved = (figure: string, i: number): string =>
  figure === '∞' || Number(figure) < 100 ? figure : String(Number(figure) + i);

/** Seconds of each step, one after the other. */
function fromNothing(texts: readonly string[]): Readonly<Record<string, number>> {
  const steps: Record<string, number> = {};
  const start = performance.now();
  let last = start;
  const done = (name: string) => {
    const now = performance.now();
    steps[name] = (now - last) / 1000;
    last = now;
  };
  const library = link(texts.map((text) => ({ document: JSON.parse(text) as unknown })));
  done(`${COUNT} definitions: read, linked, checked`);
  if (refuses(library.problems))
    throw new Error(JSON.stringify(library.problems.find(({ severity }) => severity === 'error')));
  const proofs = prove(library);
  done(`${COUNT} definitions: proved`);
  const refs = [...library.definitions.keys()].filter((id) => library.environment.decision(id) !== undefined);
  for (const ref of refs) compile(library, [ref]);
  done(`${COUNT} definitions: compiled`);
  steps[`${COUNT} definitions: all`] = (last - start) / 1000;
  if (proofs.length < refs.length) throw new Error('Something was not proved');
  return steps;
}

/** Milliseconds to compile one decision of the bank's pack: the median and the slowest. */
function oneByOne(): Readonly<Record<string, number>> {
  const library = link(readDefinitionFiles(PACK).sources);
  const refs = [...library.definitions.keys()].filter((id) => library.environment.decision(id) !== undefined);
  const times = refs.map((ref) => {
    const start = performance.now();
    compile(library, [ref]);
    return performance.now() - start;
  });
  // What was compiled answers: the cases of every definition pass.
  for (const ref of refs)
    for (const { passed, name } of runCases(library, ref)) if (!passed) throw new Error(`${ref}: ${name}`);
  const sorted = times.toSorted((a, b) => a - b);
  return {
    'one decision compiled: the middle one': sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
    'one decision compiled: the slowest': sorted.at(-1) ?? Number.NaN,
  };
}

/** Megabytes of the server that has the bank's pack and has answered nothing yet. */
async function resident(): Promise<number> {
  const folder = temporaryFolder();
  try {
    const data = join(folder.path, 'data');
    load(PACK, data);
    const server = await startGuiju(data, 'buffered');
    const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
    await server.stop();
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
  } finally {
    folder.remove();
  }
}
