import type { DefinitionStamp, Json, Language, Library, Reason, Result, Text } from '../../definitions/index.ts';
import type { Engine, EngineOptions } from '../engine.ts';
import { computedValue } from './computed.ts';
import { type Fraction, wireFigure } from './figure.ts';
import type { Judge } from './rules-engine-adapter.ts';
import { judgement } from './judgement.ts';
import type { Ground, RefereeAnswer } from './outcome.ts';
import { requestReader } from './request.ts';
import { problemOf } from './request-notes.ts';
import type { RefereeContext, Hearing } from './subject.ts';
import type { Flaw } from './value.ts';

/**
 * The referee: decides from the documents alone, every leaf of a condition by json-rules-engine, figures by decimal.js, days by Temporal.
 * It shares with the other engines: the schema and check that a definition passes before, reading of dates, instants, periods and
 * patterns (whose own tests hold them against Temporal and V8), lezer-feel's tree, and the problems' sentences. It does not share:
 * `Expression` or anything that makes or reads it. A trace it has not; slots of problems' sentences are left open.
 */
export async function referenceEngine(library: Library, ref: string, options: EngineOptions): Promise<Engine> {
  const definition = library.definitions.get(ref);
  if (definition === undefined) throw new Error(`${ref} is not in the library`);
  const { version, hash, closure } = definition;
  const stamp: DefinitionStamp = { id: ref, version, hash, closure };
  const documents = (id: string) => library.definitions.get(id)?.document;
  const judges = new WeakMap<object, Judge>();
  const context: RefereeContext = {
    documents,
    cuts: options.cuts ?? {},
    judgement,
    computed: (computed, subject) => computedValue(computed, subject, new Map()),
    judge: (of, make) => {
      const known = judges.get(of) ?? make();
      judges.set(of, known);
      return known;
    },
  };
  const read = requestReader(documents, ref, options.unknown ?? 'refuse');
  const decide = async (request: Json, language: Language): Promise<Result> => {
    const hearing = (inputs: Pick<Hearing['inputs'], 'asOf' | 'previous'>): Hearing => ({
      context,
      inputs: { ...inputs, language },
    });
    const heard = read(request, hearing);
    const { missing, problems } = heard;
    if (heard.subject === null) return { value: null, reasons: [], missing, problems, definition: stamp };
    const outcome = await heard.subject.outcome(ref);
    return resultOf(
      outcome,
      language,
      { missing, problems: [...problems, ...told(outcome.flaws)], definition: stamp },
      isByLoss(ref),
    );
  };
  return {
    group: 64,
    async decide(requests, language) {
      const results: Result[] = [];
      for (const request of requests) results.push(await decide(request, language));
      return results;
    },
    close: async () => {},
  };
}

const isByLoss = (ref: string) => ref.startsWith('scorecard/') || ref.startsWith('segmentation/');

function resultOf(
  { value, grounds, isPartial }: RefereeAnswer,
  language: Language,
  rest: Pick<Result, 'missing' | 'problems' | 'definition'>,
  byLoss: boolean,
): Result {
  const reasons = reasonsOf(grounds, language, byLoss);
  return { value, reasons, ...rest, ...(isPartial ? { partial: true as const } : {}) };
}

/** Each code once. */
function told(flaws: readonly Flaw[]) {
  const codes = [...new Set(flaws.map(({ code }) => code))];
  return codes.map((code) => problemOf(code, ''));
}

interface EngineAnswer {
  readonly code: string;
  readonly text: Text;
  readonly loss: Fraction | null;
}

/** Only what was lost; equal codes once with their losses summed; greatest first, those without a loss before all. */
function reasonsOf(grounds: readonly Ground[], language: Language, byLoss: boolean): readonly Reason[] {
  const decimals = grounds.reduce((most, { loss }) => Math.max(most, loss?.decimals ?? 0), 0);
  const byCode = new Map<string, EngineAnswer>();
  for (const { code, text, loss } of grounds) {
    if (loss !== null && !loss.figure.gt(0)) continue;
    const before = byCode.get(code);
    const sum = before?.loss === null || loss === null ? null : (before?.loss?.plus(loss.figure) ?? loss.figure);
    byCode.set(code, { code, text: before?.text ?? text, loss: sum });
  }
  const list = [...byCode.values()];
  if (byLoss)
    list.sort((a, b) =>
      a.loss === null || b.loss === null
        ? Number(a.loss !== null) - Number(b.loss !== null)
        : b.loss.comparedTo(a.loss),
    );
  return list.map(({ code, text, loss }) => ({
    code,
    text: typeof text === 'string' ? text : (text[language] ?? text['zh-CN'] ?? text.en ?? ''),
    ...(loss === null ? {} : { loss: wireFigure(loss, decimals) }),
  }));
}
