import { setTimeout as wait } from 'node:timers/promises';
import type { Language } from '../../definitions/index.ts';
import type { Clock } from '../clock.ts';
import { lineSplitter } from '../lines.ts';
import { readRequestLine, refusedResult, withAsOf } from '../request-line.ts';
import type { DecisionLog, LogEntry } from '../store/decision-log.ts';
import type { Prepared } from './catalog.ts';

export interface StreamOptions {
  readonly language: Language;
  /** The day of requests that name none. */
  readonly day: string;
  readonly clock: Clock;
  readonly log: DecisionLog;
  /** Whether results are handed out only when they are logged. */
  readonly isDurable: boolean;
  /** Told after each piece. */
  readonly count: (answered: number, refused: number) => void;
}

/**
 * Decides a stream of lines: a piece of results for each piece of requests, so that whoever reads slowly slows the sender down. All
 * lines are answered by the one version that was in force when the stream began. A line that cannot be read or decided is answered
 * in its place.
 */
export async function* decideStream(
  prepared: Prepared,
  body: AsyncIterable<Buffer>,
  options: StreamOptions,
): AsyncGenerator<string> {
  const splitter = lineSplitter();
  const answer = lineAnswerer(prepared, options);
  for await (const chunk of body) {
    const text = await answer(splitter.push(chunk));
    if (text !== '') yield text;
  }
  const last = await answer(splitter.end());
  if (last !== '') yield last;
}

function lineAnswerer(
  prepared: Prepared,
  options: StreamOptions,
): (lines: readonly (Buffer | null)[]) => Promise<string> {
  const { log, isDurable, count } = options;
  let number = 0;
  return async (lines) => {
    const entries: LogEntry[] = [];
    let text = '';
    let refused = 0;
    let answered = 0;
    for (const line of lines) {
      number += 1;
      const one = answerLine(prepared, line, number, options);
      if (one === undefined) continue;
      text += `${one.text}\n`;
      if (one.isRefused) refused += 1;
      else answered += 1;
      if (one.entry !== undefined) entries.push(one.entry);
    }
    count(answered, refused);
    if (entries.length > 0) {
      const logged = log.append(entries);
      if (isDurable) await logged;
      while (log.isFull) await wait(2);
    }
    return text;
  };
}

function answerLine(
  prepared: Prepared,
  line: Buffer | null,
  number: number,
  { language, day, clock, log }: StreamOptions,
): { readonly text: string; readonly isRefused: boolean; readonly entry?: LogEntry } | undefined {
  const { compiled, ref, stamp, write, readsAsOf } = prepared;
  const read = readRequestLine(line, number);
  if (read.kind === 'empty') return undefined;
  if (read.kind === 'refused') return { text: write(refusedResult(read.problems, stamp)), isRefused: true };
  const request = readsAsOf ? withAsOf(read.request, day) : read.request;
  const reading = compiled.read(request);
  if (reading.record === undefined) {
    const text = write({ ...refusedResult(reading.problems, stamp), missing: reading.missing });
    return { text, isRefused: true };
  }
  const result = compiled.evaluate(reading.record, language)[ref];
  if (result === undefined || line === null) throw new Error(`${ref} gave no result`);
  const text = write(result);
  if (!log.isOn) return { text, isRefused: false };
  const entry = {
    decided_at: clock.now().toISOString(),
    ref,
    version: stamp.version,
    closure: stamp.closure,
    cuts: prepared.cuts,
    language,
    as_of: request === read.request ? null : day,
    request: line.toString('utf8'),
    result: text,
  };
  return { text, isRefused: false, entry };
}
