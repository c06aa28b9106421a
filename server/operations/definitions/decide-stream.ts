import { setTimeout as wait } from 'node:timers/promises';
import { defineProblems, type Language, type Problem } from '../../../definitions/index.ts';
import type { Clock } from '../../clock.ts';
import { lineSplitter } from '../../http/wire/lines.ts';
import { readRequestLine, refusedResult, withAsOf } from '../../http/wire/request-line.ts';
import type { DecisionLog, LogEntry } from '../../store/decision-log.ts';
import type { PreparedDecision } from './catalog.ts';

const decisionProblem = defineProblems({
  'not-logged': {
    severity: 'error',
    status: 503,
    'zh-CN': '判断日志无法写入，未作应答：{reason}',
    en: 'The decision log cannot be written, so nothing was answered: {reason}',
  },
});

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
  prepared: PreparedDecision,
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

/** Answers pieces of lines, each logged before its results are handed out where they have to be. */
function lineAnswerer(
  prepared: PreparedDecision,
  options: StreamOptions,
): (lines: readonly (Buffer | null)[]) => Promise<string> {
  const { log, count } = options;
  let number = 0;
  return async (lines) => {
    const answers: Answer[] = [];
    for (const line of lines) {
      number += 1;
      const one = answerLine(prepared, line, number, options);
      if (one !== undefined) answers.push(one);
    }
    const entries = answers.flatMap(({ entry }) => entry ?? []);
    const isLogged = entries.length === 0 || (await append(entries, options));
    const given = isLogged ? answers : answers.map((one) => (one.entry === undefined ? one : unlogged(prepared, log)));
    const refused = given.filter(({ isRefused }) => isRefused).length;
    count(given.length - refused, refused);
    return given.map(({ text }) => `${text}\n`).join('');
  };
}

interface Answer {
  readonly text: string;
  readonly isRefused: boolean;
  readonly entry?: LogEntry;
}

/** Logs a piece, and waits while the log has more than it should hold. False where nothing of it can be logged. */
async function append(entries: readonly LogEntry[], { log, isDurable }: StreamOptions): Promise<boolean> {
  while (log.isFull && !log.isRefusing) await wait(2);
  if (log.isRefusing) return false;
  const logged = log.append(entries).then(
    () => true,
    () => false,
  );
  return isDurable ? await logged : true;
}

const unlogged = ({ write, stamp }: PreparedDecision, log: DecisionLog): Answer => ({
  text: write(refusedResult([notLogged(log)], stamp)),
  isRefused: true,
});

/** Why a decision is not answered: it could not be logged. */
export const notLogged = ({ fault }: Pick<DecisionLog, 'fault'>): Problem =>
  decisionProblem('not-logged', { pointer: '' }, { reason: fault ?? '' });

function answerLine(
  prepared: PreparedDecision,
  line: Buffer | null,
  number: number,
  { language, day, clock, log }: StreamOptions,
): Answer | undefined {
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
