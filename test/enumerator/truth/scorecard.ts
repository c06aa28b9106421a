import type { JsonObject } from '../../../definitions/index.ts';
import {
  type Answers,
  type Claim,
  ever,
  isRefused,
  lacksDerived,
  listOf,
  member,
  never,
  type Watch,
} from '../claim.ts';
import { indicated, indicator, isWithin } from './indicators.ts';
import { directions, monotone } from './monotone.ts';

/** Bins one by one, bands by the score, directions by pairs of records. */
export function watchScorecard(document: JsonObject, customer: JsonObject, home: JsonObject): Watch {
  const watched = listOf(document, 'characteristics').map(watchCharacteristic);
  const { bands, ...unbanded } = document;
  void bands;
  const score: JsonObject = { ...unbanded, name: 'watched-score', cases: [] };
  const scoreOf = (answers: Answers) => {
    const value = member(answers.of('scorecard/watched-score'), 'score');
    return value === null ? undefined : Number(value);
  };
  const ownScore = (answers: Answers) => {
    const value = member(answers.of('scorecard/target'), 'score');
    return value === null ? undefined : Number(value);
  };
  return {
    probes: [...watched.flatMap(({ probes }) => probes), score],
    claims: [
      ...watched.flatMap(({ claims }) => claims),
      ...bandClaims(listOf(document, 'bands'), 'bands', '/bands', scoreOf),
      monotone('', ownScore, directions(customer, home), document['direction'] !== 'high-is-bad'),
    ],
  };
}

/** Intervals that hold every score that comes to them exactly once, and none in vain. */
export function bandClaims(
  bands: readonly JsonObject[],
  property: 'bands' | 'classes',
  scope: string,
  scoreOf: (answers: Answers) => number | undefined,
): readonly Claim[] {
  if (bands.length === 0) return [];
  const isIn = (score: number | undefined, band: JsonObject) =>
    score !== undefined && isWithin(String(band['in']), score);
  return [
    never({ property: `${property}-partition`, scope }, (answers) => {
      const score = scoreOf(answers);
      return score !== undefined && bands.filter((band) => isIn(score, band)).length !== 1;
    }),
    ...bands.map((band, i) =>
      ever({ property: `${property}-reachable`, scope, pointer: `${scope}/${i}` }, (answers) => {
        const score = scoreOf(answers);
        return isIn(score, band) && !bands.slice(0, i).some((earlier) => isIn(score, earlier));
      }),
    ),
  ];
}

function watchCharacteristic(characteristic: JsonObject, position: number): Watch {
  const { fact, formula } = characteristic;
  const on: JsonObject = { ...(fact === undefined ? {} : { fact }), ...(formula === undefined ? {} : { formula }) };
  const bins = listOf(characteristic, 'bins');
  const nameOf = (bin: number) => `bin-${position}-${bin}`;
  const tested = bins.flatMap((bin, i) => (bin['otherwise'] === true ? [] : [i]));
  const probes = tested.map((i) => indicator(nameOf(i), on, bins[i] ?? {}));
  const isIn = (answers: Answers, bin: number) => indicated(answers, nameOf(bin)) === true;
  const scope = `/characteristics/${position}/bins`;
  const hasConditions = bins.some((bin) => bin['when'] !== undefined);
  const hasRest = tested.length < bins.length;
  const comes = (answers: Answers) =>
    tested.every((i) => indicated(answers, nameOf(i)) !== undefined) && !lacksDerived(answers.of('scorecard/target'));
  return {
    probes,
    claims: [
      never({ property: 'bins-partition', scope }, (answers) => {
        if (!comes(answers)) return false;
        const count = tested.filter((i) => isIn(answers, i)).length;
        return (count === 0 && !hasRest) || (count > 1 && !hasConditions);
      }),
      ...bins.map((bin, i) =>
        ever({ property: 'bins-reachable', scope, pointer: `${scope}/${i}` }, (answers) => {
          const isHeld = bin['otherwise'] === true || isIn(answers, i);
          const isFirst = !tested.some((j) => j < i && isIn(answers, j));
          return comes(answers) && isHeld && isFirst && !isRefused(answers.of('scorecard/target'));
        }),
      ),
    ],
  };
}
