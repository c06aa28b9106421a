import { defineProblems, type Language, type Problem } from '../../../definitions/index.ts';
import { BODY_TOO_SLOW, lineSplitter } from '../../http/wire/lines.ts';
import { readRequestLine, refusedResult, withAsOf } from '../../http/wire/request-line.ts';
import { resultCore } from '../../http/wire/result-text.ts';
import type { DecisionLog, LogEntry } from '../../store/decision-log.ts';
import type { DecisionNumbers } from '../../store/decision-number.ts';
import type { PreparedDecision } from './catalog.ts';
import { SLICE_MS, type StreamTurns } from './stream-turns.ts';

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
  readonly numbers: DecisionNumbers;
  readonly log: DecisionLog;
  /** Whether results are handed out only when they are logged. */
  readonly isDurable: boolean;
  /** Why nothing may be answered at the moment. */
  readonly whyNot: () => Problem | undefined;
  readonly turns: StreamTurns;
  /** How long the sender may take over a line that it has begun. */
  readonly lineMs: number;
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
  for await (const chunk of timely(body, () => splitter.isWithinLine, options.lineMs)) {
    const text = await answer(splitter.push(chunk));
    if (text !== '') yield text;
  }
  const last = await answer(splitter.end());
  if (last !== '') yield last;
}

/**
 * The chunks of a body as long as its sender ends each line in time; then an error that the connection ends with. Only the time that
 * is spent waiting for the sender counts.
 */
async function* timely(
  body: AsyncIterable<Buffer>,
  isWithinLine: () => boolean,
  lineMs: number,
): AsyncGenerator<Buffer> {
  const chunks = body[Symbol.asyncIterator]();
  let left = lineMs;
  for (;;) {
    const asked = performance.now();
    const next = await (isWithinLine() ? within(chunks.next(), left) : chunks.next());
    if (next.done === true) return;
    const spent = performance.now() - asked;
    left = next.value.includes(10) ? lineMs : left - spent;
    yield next.value;
  }
}

async function within<T>(awaited: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error('A line was not sent in time'), { code: BODY_TOO_SLOW, statusCode: 408 })),
      Math.max(0, milliseconds),
    );
  });
  try {
    return await Promise.race([awaited, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Answers pieces of lines, slice by slice, each logged before its results are handed out where they have to be. */
function lineAnswerer(
  prepared: PreparedDecision,
  options: StreamOptions,
): (lines: readonly (Buffer | null)[]) => Promise<string> {
  const { count, turns } = options;
  let number = 0;
  return async (lines) => {
    const slices: Promise<readonly Answer[]>[] = [];
    for (let at = 0; at < lines.length; ) {
      await turns.next();
      const slice: Answer[] = [];
      at = answerSlice(prepared, lines, at, number, options, slice);
      slices.push(logged(prepared, slice, options));
    }
    number += lines.length;
    const given = (await Promise.all(slices)).flat();
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

/** A slice has few lines, too, so that what may wait for the log is known. */
const MOST_LINES = 256;

/** Answers lines for the time of one turn, and says which is the next. `before` counts the lines of earlier pieces. */
function answerSlice(
  prepared: PreparedDecision,
  lines: readonly (Buffer | null)[],
  from: number,
  before: number,
  options: StreamOptions,
  slice: Answer[],
): number {
  const started = performance.now();
  const why = options.whyNot();
  const most = Math.min(lines.length, from + MOST_LINES);
  let at = from;
  while (at < most) {
    const answer = answerLine(prepared, lines[at] ?? null, before + at + 1, options, why);
    if (answer !== undefined) slice.push(answer);
    at += 1;
    if (performance.now() - started > SLICE_MS) break;
  }
  return at;
}

/** The answers of a slice as they may be given: what cannot be logged is refused. */
async function logged(
  prepared: PreparedDecision,
  slice: readonly Answer[],
  { log, isDurable }: StreamOptions,
): Promise<readonly Answer[]> {
  const entries = slice.flatMap(({ entry }) => entry ?? []);
  if (entries.length === 0) return slice;
  if (!log.isRefusing) {
    const isLogged = log.append(entries).then(
      () => true,
      () => false,
    );
    if (!isDurable || (await isLogged)) return slice;
  }
  const refusal = unlogged(prepared, log);
  return slice.map((one) => (one.entry === undefined ? one : refusal));
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
  lineNumber: number,
  { language, day, numbers, log }: StreamOptions,
  why: Problem | undefined,
): Answer | undefined {
  const { compiled, ref, stamp, answerer, write, readsAsOf } = prepared;
  const read = readRequestLine(line, lineNumber);
  if (read.kind === 'empty') return undefined;
  if (read.kind === 'refused') return { text: write(refusedResult(read.problems, stamp)), isRefused: true };
  if (why !== undefined) return { text: write(refusedResult([why], stamp)), isRefused: true };
  const request = readsAsOf ? withAsOf(read.request, day) : read.request;
  const attempt = compiled.attempt(request, language);
  if (attempt.results === undefined) {
    const text = write({ ...refusedResult(attempt.problems, stamp), missing: attempt.missing });
    return { text, isRefused: true };
  }
  const result = attempt.results[ref];
  if (result === undefined || line === null) throw new Error(`${ref} gave no result`);
  const { number, at } = numbers.next();
  const core = resultCore(result);
  const text = write(result, core, number);
  if (!log.isOn) return { text, isRefused: false };
  const asOf = request === read.request ? null : day;
  const entry = { number, at, answerer, language, asOf, request: line.toString('utf8'), result: `{${core}}` };
  return { text, isRefused: false, entry };
}
