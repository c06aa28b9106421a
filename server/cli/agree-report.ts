import type { Agreement } from '../referee/agree/agree.ts';
import type { Result } from '../../definitions/index.ts';
import type { Smallest } from '../referee/agree/shrink.ts';
import type { EngineName } from '../engine.ts';
import { inWords } from './options.ts';
import type { Terminal } from '../terminal.ts';

/** What was compared, and what came of it. */
export interface Total {
  readonly agreement: Omit<Agreement, 'differences'>;
  readonly found: readonly SmallDifference[];
  /** Definitions of the folder that could not be compared, because they or what they use have errors. */
  readonly unable: readonly string[];
}

/** A difference made small; `error` where an engine broke off. */
export interface SmallDifference extends Smallest {
  readonly error?: string;
}

interface AgreeQuestion {
  readonly seed: number;
  readonly engines: readonly EngineName[];
  /** Random definitions are told with a difference; a folder's are known. */
  readonly withSources: boolean;
}

/** Tells what came of a comparison: each difference, then one line of counts; or all of it as one JSON document. */
export async function tellAgreement(
  { agreement, found, unable }: Total,
  { seed, engines, withSources }: AgreeQuestion,
  { json }: { readonly json?: boolean },
  terminal: Terminal,
): Promise<void> {
  if (json === true) {
    const differences = found.map((one) => asJson(one));
    await terminal.write(`${JSON.stringify({ seed, ...agreement, unable, differences })}\n`);
    return;
  }
  for (const one of found) await terminal.write(`${inLines(one, withSources)}\n`);
  for (const id of unable) {
    const why = {
      'zh-CN': '有错误，无法比较；请先运行 guiju check',
      en: 'has errors and cannot be compared; run guiju check first',
    };
    await terminal.write(`✗ ${id} ${inWords(terminal, why)}\n`);
  }
  const { pairs, decisions } = agreement;
  const compared = [...new Set<EngineName>(['function', ...engines])];
  const counts = compared.map((engine) => `${engine} ${pairs[engine]}`);
  await terminal.write(
    inWords(terminal, {
      'zh-CN': `种子 ${seed}：${decisions} 个判断；各计算方式的（记录，判断）对数：${counts.join('，')}；不同之处 ${found.length}\n`,
      en: `Seed ${seed}: ${decisions} ${decisions === 1 ? 'decision' : 'decisions'}; (record, decision) pairs by engine: ${counts.join(', ')}; ${found.length} ${found.length === 1 ? 'difference' : 'differences'}\n`,
    }),
  );
}

const shown = (result: Result | null) =>
  result === null
    ? null
    : {
        value: result.value,
        reasons: result.reasons.map(({ code, loss }) => ({ code, ...(loss === undefined ? {} : { loss }) })),
        missing: result.missing,
        ...(result.partial === true ? { partial: true } : {}),
        problems: result.problems.map(({ code }) => code),
      };

function asJson({ ref, engine, request, base, other, sources, error }: SmallDifference) {
  const definitions = sources.map(({ document }) => document);
  return { ref, engine, request, function: shown(base), other: shown(other), ...(error && { error }), definitions };
}

function inLines({ ref, engine, request, base, other, sources, error }: SmallDifference, withSources: boolean): string {
  const lines = [
    `✗ ${ref}: function ≠ ${engine}`,
    `    ${JSON.stringify(request)}`,
    `    function: ${JSON.stringify(shown(base))}`,
    `    ${engine}: ${error ?? JSON.stringify(shown(other))}`,
    ...(withSources ? sources.map(({ document }) => `    ${JSON.stringify(document)}`) : []),
  ];
  return lines.join('\n');
}
