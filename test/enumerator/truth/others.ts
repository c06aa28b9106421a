import type { Json, JsonObject, Proof } from '../../../definitions/index.ts';
import { type Answers, type Claim, ever, idOf, listOf, member, never, type Watch } from '../claim.ts';
import { neverDividedByZero, tells } from './divisions.ts';

/** It holds for some record, fails for some, and is no other one said again. */
export function watchCriteria(document: JsonObject, others: readonly JsonObject[]): Watch {
  const id = idOf(document);
  const at = { scope: '/when' };
  const distinct: Claim = {
    property: 'distinct',
    ...at,
    truth: (all, isWhole) => {
      const valueOf = (answers: Answers, of: JsonObject) => answers.of(idOf(of)).value;
      const differs = (answers: Answers, other: JsonObject) => valueOf(answers, document) !== valueOf(answers, other);
      const isApart = others.every((other) => all.some((answers) => differs(answers, other)));
      // Where one alone is refused, whether that makes two of them is left open.
      const isRefusal = (answers: Answers) => [document, ...others].some((one) => valueOf(answers, one) === null);
      if (isApart && all.some(isRefusal)) return undefined;
      return isApart ? true : isWhole ? false : undefined;
    },
  };
  return {
    probes: [],
    claims: [
      ever({ property: 'can-hold', ...at }, (answers) => answers.of(id).value === true),
      ever({ property: 'can-fail', ...at }, (answers) => answers.of(id).value === false),
      distinct,
    ],
  };
}

/** No divisor is zero, and every figure lies in the range that is told. */
export function watchComputed(document: JsonObject, proofs: readonly Proof[]): Watch {
  const id = idOf(document);
  const ranges = proofs
    .filter(({ property }) => property === 'result-range')
    .flatMap((proof): readonly Claim[] => {
      const line = /^\/lines\/(\d+)$/.exec(proof.pointer)?.[1];
      const name = line === undefined ? undefined : String(listOf(document, 'lines')[Number(line)]?.['name']);
      return [
        never({ property: 'result-range', scope: proof.pointer, pointer: proof.pointer }, (answers) =>
          isBeyond(proof, figures(answers, id, name)),
        ),
      ];
    });
  const finite = never({ property: 'results-finite', scope: '' }, (answers) => tells(answers, id, 'not-finite'));
  return { probes: [], claims: [neverDividedByZero(id), finite, ...ranges, ...gridClaims(document, id)] };
}

function figures(answers: Answers, id: string, line: string | undefined): readonly Json[] {
  const result = answers.of(id);
  if (line !== undefined) return [member(result, line)].flat() as readonly Json[];
  return Array.isArray(result.value)
    ? (result.value as readonly JsonObject[]).map((one) => one['rank'] ?? null)
    : [result.value];
}

function isBeyond({ problem }: Proof, all: readonly Json[]): boolean {
  const [low, high] = (problem?.message.en.match(/between (\S+) and (\S+?)\.?$/) ?? [])
    .slice(1)
    .map((text) => text.replaceAll(',', ''));
  if (low === undefined || high === undefined) return false;
  return all.some((figure) => isFigure(figure) && (compare(figure, low) < 0 || compare(figure, high) > 0));
}

const isFigure = (figure: Json) =>
  typeof figure === 'number' || (typeof figure === 'string' && !Number.isNaN(Number(figure)));
const compare = (a: Json, b: string) => Number(a) - Number(b);

/** Every product has an answer of the grid. */
function gridClaims(document: JsonObject, id: string): readonly Claim[] {
  if (document['kind'] !== 'matching') return [];
  return [
    never({ property: 'grid-complete', scope: '/grid' }, (answers) => {
      const { value } = answers.of(id);
      return (
        Array.isArray(value) &&
        (value as readonly JsonObject[]).some((one) => !['offer', 'refer', 'refuse'].includes(String(one['decision'])))
      );
    }),
  ];
}

/** The rows of a table by key and day, read by plain loops. */
export function watchReference(document: JsonObject): Watch {
  const rows = listOf(document, 'rows');
  const validFrom = typeof document['validFrom'] === 'string' ? document['validFrom'] : undefined;
  const validTo = typeof document['validTo'] === 'string' ? document['validTo'] : undefined;
  const from = (row: JsonObject) => String((validFrom === undefined ? undefined : row[validFrom]) ?? '0000-01-01');
  const until = (row: JsonObject) => String((validTo === undefined ? undefined : row[validTo]) ?? '9999-12-31');
  const pairs = rows.flatMap((one, i) =>
    rows
      .slice(i + 1)
      .filter((other) => other['h'] === one['h'])
      .map((other) => [one, other] as const),
  );
  const begin = pairs.some(([one, other]) => from(one) === from(other));
  // A row without an end gives way to the next one.
  const meets = pairs.some(([one, other]) => {
    const [first, second] = from(one) <= from(other) ? [one, other] : [other, one];
    return validTo !== undefined && first[validTo] !== undefined && until(first) >= from(second);
  });
  const claim = (property: string, isFalse: boolean): Claim => ({ property, scope: '/rows', truth: () => !isFalse });
  return { probes: [], claims: [claim('keys-unique', begin), claim('validity-apart', meets)] };
}
