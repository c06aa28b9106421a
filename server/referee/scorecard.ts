import type { Json, Scorecard } from '../../definitions/index.ts';
import { binOf, type Tested } from './bins.ts';
import { declaredOn } from './judge-context.ts';
import { computedValue } from './computed.ts';
import { declaredOf } from './declared.ts';
import { type Fraction, figureOf, rounded, ZERO } from './figure.ts';
import { type Ground, type RefereeAnswer, outcome } from './outcome.ts';
import type { RefereeSubject } from './subject.ts';
import { type Flaw, type RefereeValue, wired } from './value.ts';

type Characteristic = Scorecard['characteristics'][number];

/** A characteristic as it turned out: the bin that holds, undefined where none does. */
interface Part {
  readonly written: Characteristic;
  readonly index: number | undefined;
}

/** Points by bins, put together, rounded once, and the band that holds the rounded score. */
export async function judgeScorecard(document: Scorecard, subject: RefereeSubject): Promise<RefereeAnswer> {
  const flaws: Flaw[] = [];
  const parts: Part[] = [];
  for (const written of document.characteristics) {
    const tested = await testedBy(written, subject, flaws);
    const bin = await binOf(written.bins, written.bins, tested, subject);
    // A formula that refuses where it is missing has answered for itself.
    const isAnswered = (flaw: Flaw) => flaw.code === 'missing-without-bin' && written.formula?.ifMissing === 'refuse';
    flaws.push(...bin.flaws.filter((flaw) => !isAnswered(flaw)));
    parts.push({ written, index: bin.index });
  }
  const score = combined(document, parts);
  const outputs = new Map<string, RefereeValue>([['score', score]]);
  if (document.bands !== undefined) outputs.set('band', await bandOf(document, score, subject, flaws));
  const value: Json = {
    score: wired(score, document.decimals),
    band: wired(outputs.get('band') ?? null, 0),
    contributions: Object.fromEntries(parts.map((part) => [part.written.name, contribution(part)])),
  };
  return outcome(value, outputs, flaws, { grounds: groundsOf(document, parts) });
}

async function testedBy(
  { fact, formula }: Characteristic,
  subject: RefereeSubject,
  flaws: Flaw[],
): Promise<Tested | null> {
  if (fact === undefined && formula === undefined) return null;
  const read =
    fact !== undefined ? await subject.fact(fact) : formula && (await computedValue(formula, subject, new Map()));
  if (read === undefined) return null;
  flaws.push(...read.flaws);
  const { documents } = subject.hearing.context;
  const declared =
    fact !== undefined ? declaredOn(documents, subject, fact) : declaredOf(formula ?? { text: '', type: 'string' });
  return { value: read.value, declared };
}

const weightOf = ({ weight }: Characteristic) => figureOf(weight ?? 1);
const scoreOf = ({ bins }: Characteristic, index: number) => figureOf(bins[index]?.score ?? 0);

/** initial + Σ weight × points, or + Σ weight × points / Σ weight. */
function combined({ combine, decimals, initial = 0 }: Scorecard, parts: readonly Part[]): Fraction | null {
  let [sum, weights] = [ZERO, ZERO];
  for (const { written, index } of parts) {
    if (index === undefined) return null;
    sum = sum.plus(weightOf(written).times(scoreOf(written, index)));
    weights = weights.plus(weightOf(written));
  }
  const start = figureOf(initial);
  if (combine === 'sum') return rounded(start.plus(sum), decimals);
  return rounded(sum.div(weights), decimals).plus(rounded(start, decimals));
}

async function bandOf(
  { bands = [], decimals }: Scorecard,
  score: Fraction | null,
  subject: RefereeSubject,
  flaws: Flaw[],
): Promise<RefereeValue> {
  if (score === null) return null;
  const declared = { kind: 'number', decimals, isList: false } as const;
  const { index, flaws: own } = await binOf(bands, bands, { value: score, declared }, subject);
  flaws.push(...own);
  return index === undefined ? null : (bands[index]?.name ?? null);
}

const decimalsOf = (figures: readonly Fraction[]) => Math.max(0, ...figures.map((figure) => figure.decimalPlaces()));
const scoresOf = ({ bins }: Characteristic) => bins.map(({ score }) => figureOf(score));

function contribution({ written, index }: Part): Json {
  if (index === undefined) return null;
  const weight = weightOf(written);
  return wired(weight.times(scoreOf(written, index)), weight.decimalPlaces() + decimalsOf(scoresOf(written)));
}

/** What each characteristic lost: weight × (best − got) or weight × (baseline − got), turned round by `above`. */
function groundsOf(document: Scorecard, parts: readonly Part[]): readonly Ground[] {
  const { reasonOrder, direction, reasons = {} } = document;
  if (reasonOrder === 'none') return [];
  const side = reasonOrder?.loss ?? (direction === 'high-is-bad' ? 'above' : 'below');
  return parts.flatMap(({ written, index }): readonly Ground[] => {
    if (index === undefined) return [];
    const scores = scoresOf(written);
    const best = scores.reduce((a, b) => ((side === 'below' ? b.gt(a) : b.lt(a)) ? b : a));
    const target = reasonOrder?.against === 'baseline' ? figureOf(written.baseline ?? 0) : best;
    const difference = target.minus(scoreOf(written, index)).times(side === 'below' ? 1 : -1);
    const weight = weightOf(written);
    const code = written.bins[index]?.reason ?? written.reason ?? written.name;
    const told = Object.hasOwn(reasons, code) ? reasons[code] : undefined;
    const text = told ?? (code === written.name ? (written.title ?? code) : code);
    const decimals = weight.decimalPlaces() + decimalsOf([...scores, target]);
    return [{ code, text, loss: { figure: weight.times(difference), decimals } }];
  });
}
