import { type Total, type SmallDifference, tellAgreement } from './agree-report.ts';
import type { Command } from 'commander';
import { type Library, link, type Source } from '../../definitions/index.ts';
import { agree, type Difference, type OpenEngine } from '../referee/agree/agree.ts';
import { decisionsOf } from '../referee/agree/draw.ts';
import { randomLibrary } from '../referee/agree/random/library.ts';
import { shrink } from '../referee/agree/shrink.ts';
import { engineFor } from '../engines.ts';
import type { EngineName } from '../engine.ts';
import { serverProblem } from '../problems.ts';
import { type AgreeArguments, agreeOptions } from './agree-options.ts';
import { libraryOf } from './options.ts';
import { progress } from './progress.ts';
import { EXIT, Refusal, type Terminal } from '../terminal.ts';

/** `guiju agree`: whether all engines say the same, on random records of given or of random definitions; `open` opens them. */
export function describeAgree(command: Command, terminal: Terminal, open: OpenEngine = engineFor): void {
  agreeOptions(command, terminal);
  command.action(async (folder: string | undefined, options: AgreeArguments) => {
    if ((folder === undefined) === (options.random !== true))
      throw new Refusal([serverProblem('folder-or-random', { pointer: '' })]);
    const seed = options.seed ?? Math.floor(Math.random() * 1_000_000);
    const total =
      folder === undefined
        ? await ofRandom(options, seed, open, terminal)
        : await ofFolder(folder, options, seed, open, terminal);
    await tellAgreement(
      total,
      { seed, engines: options.engines, withSources: folder === undefined },
      options,
      terminal,
    );
    const isFine = total.found.length === 0 && total.unable.length === 0 && total.agreement.decisions > 0;
    terminal.end(isFine ? EXIT.fine : EXIT.no);
  });
}

async function ofFolder(
  folder: string,
  options: AgreeArguments,
  seed: number,
  open: OpenEngine,
  terminal: Terminal,
): Promise<Total> {
  const { library, problems } = libraryOf(folder);
  const sources = [...library.definitions.values()].map(({ document }) => ({ document }));
  const told = progress(terminal, TITLE, decisionsOf(library).length * options.records);
  const { differences, ...agreement } = await agree(library, { ...options, seed, open }, undefined, (pairs) =>
    told.at(pairs),
  );
  told.end();
  const faulty = problems.filter(({ severity }) => severity === 'error').map(({ definition }) => definition ?? folder);
  const unable = [...new Set([...library.broken, ...faulty])].sort();
  return { agreement, unable, found: await smallest(sources, differences, seed, open, false) };
}

const TITLE = { 'zh-CN': '比较', en: 'Comparing' };
const MOST_SHRUNK = 5;

async function ofRandom(options: AgreeArguments, seed: number, open: OpenEngine, terminal: Terminal): Promise<Total> {
  const told = progress(terminal, TITLE, options.definitions * options.records);
  const pairs: Record<EngineName, number> = { function: 0, reference: 0, sql: 0 };
  const found: SmallDifference[] = [];
  let [decisions, decided] = [0, 0];
  for (let own = seed * 1000; decisions < options.definitions; own += 1) {
    const sources = randomLibrary(own);
    const library: Library = link(sources);
    const refs = decisionsOf(library).slice(0, options.definitions - decisions);
    const part = await agree(library, { ...options, seed: own, open }, refs, (done) => told.at(pairs.function + done));
    pairs.function += part.pairs.function;
    for (const engine of options.engines) if (engine !== 'function') pairs[engine] += part.pairs[engine];
    decisions += part.decisions;
    decided += part.decided;
    found.push(...(await smallest(sources, part.differences, own, open, true)));
  }
  told.end();
  return { agreement: { pairs, decisions, decided }, found, unable: [] };
}

/** One difference of each decision and engine, made small. */
async function smallest(
  sources: readonly Source[],
  differences: readonly Difference[],
  seed: number,
  open: OpenEngine,
  mayCut: boolean,
): Promise<readonly SmallDifference[]> {
  const distinct = differences.filter(
    (one, i) => differences.findIndex((other) => other.ref === one.ref && other.engine === one.engine) === i,
  );
  const found: SmallDifference[] = [];
  for (const { ref, request, engine, base, other, error } of distinct) {
    const pair = { sources, ref, request, engine, seed, open };
    const small = found.length < MOST_SHRUNK ? await shrink(pair, mayCut) : { ...pair, base, other };
    found.push(error === undefined ? small : { ...small, error });
  }
  return found;
}
