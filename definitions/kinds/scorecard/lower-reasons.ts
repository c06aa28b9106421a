import type { ProblemPlan, ReasonPlan } from '../../model/decision.ts';
import { pick, pickNumber } from '../../expression/build-list.ts';
import { integer } from '../../expression/build-logic.ts';
import { power10 } from '../../model/decimal.ts';
import { numberType } from '../../model/type.ts';
import { type Exact, exactly, finest, scaledTo } from '../figure.ts';
import { unlessRefused } from '../refusal.ts';
import type { LoweredCharacteristic } from './lower-characteristic.ts';
import type { ReasonOrder, Scorecard } from './scorecard.ts';

/** How losses are reckoned: as written, else against the best bin, on the side the direction calls bad; null: no reasons. */
export function reasonOrderOf({ reasonOrder, direction }: Scorecard): Required<ReasonOrder> | null {
  if (reasonOrder === 'none') return null;
  return { against: 'best', loss: direction === 'high-is-bad' ? 'above' : 'below', ...reasonOrder };
}

/**
 * The reasons of a scorecard: what each characteristic lost, weight × (best − got) or weight × (baseline − got), turned round by
 * `above` (where the best bin is then the lowest). The loss is exact and known per bin.
 */
export function lowerReasons(
  document: Scorecard,
  parts: readonly LoweredCharacteristic[],
  refusing: readonly ProblemPlan[],
): readonly ReasonPlan[] {
  const order = reasonOrderOf(document);
  if (order === null) return [];
  const all = parts.map((part) => ({ part, ...lossesOf(part, order) }));
  // One scale for all, so that the greatest is found without looking at scales.
  const decimals = all.reduce((most, loss) => Math.max(most, loss.decimals), 0);
  return all.flatMap(({ part, ...own }) => {
    const losses = own.losses.map((loss) => loss * power10(decimals - own.decimals));
    if (losses.every((loss) => loss <= 0n)) return [];
    const codes = part.written.bins.map((bin) => reasonCode(part, bin.reason));
    const distinct = [...new Set(codes)];
    const positions = codes.map((code) => BigInt(distinct.indexOf(code)));
    const index =
      distinct.length === 1 ? integer(0) : pick(part.index, positions, numberType(0, 0n, BigInt(distinct.length - 1)));
    const loss = unlessRefused(pickNumber(part.index, losses, decimals), refusing);
    return [
      {
        codes: distinct.map((code) => ({ code, text: reasonText(document, part, code) })),
        index,
        loss,
        origin: part.origin,
      },
    ];
  });
}

function reasonCode({ written }: LoweredCharacteristic, ofBin: string | undefined): string {
  return ofBin ?? written.reason ?? written.name;
}

function reasonText({ reasons }: Scorecard, { written }: LoweredCharacteristic, code: string) {
  const text = reasons !== undefined && Object.hasOwn(reasons, code) ? reasons[code] : undefined;
  return text ?? (code === written.name ? (written.title ?? code) : code);
}

function lossesOf({ written, scores, weight }: LoweredCharacteristic, order: Required<ReasonOrder>) {
  const target = order.against === 'best' ? bestOf(scores, order.loss) : exactly(written.baseline ?? 0);
  const decimals = finest([...scores, target]);
  const sign = order.loss === 'below' ? 1n : -1n;
  const losses = scores.map((score) => weight.scaled * sign * (scaledTo(target, decimals) - scaledTo(score, decimals)));
  return { losses, decimals: weight.decimals + decimals };
}

/** The bin nothing is lost against: the highest score, or the lowest where points above count as lost. */
function bestOf(scores: readonly Exact[], loss: Required<ReasonOrder>['loss']): Exact {
  const decimals = finest(scores);
  const scaled = scores.map((score) => scaledTo(score, decimals));
  const best = scaled.reduce((a, b) => ((loss === 'below' ? b > a : b < a) ? b : a));
  return { scaled: best, decimals };
}
