import { describe, expect, it } from 'vitest';
import { runCases } from '../../definitions/cases.ts';
import { link } from '../../definitions/library.ts';
import { prove } from '../../definitions/prove.ts';
import { packSources } from '../support/packs.ts';

describe.each(['bank-crm', 'bank-marketing'] as const)('the pack %s', (pack) => {
  const library = link(packSources(pack));

  it('links without a problem', () => {
    expect(
      library.problems.map(({ definition, pointer, message }) => `${definition} ${pointer}: ${message.en}`),
    ).toEqual([]);
  });

  it('has every property proved', () => {
    const open = prove(library).flatMap(({ id, proofs }) =>
      proofs
        .filter(({ verdict }) => verdict !== 'proved')
        .map(({ property, verdict }) => `${id} ${property}: ${verdict}`),
    );
    expect(open).toEqual([]);
  }, 120_000);

  const cases = [...library.definitions.keys()].flatMap((id) =>
    runCases(library, id).map((outcome) => [`${id} ${outcome.pointer} ${outcome.name}`, outcome] as const),
  );
  it.each(cases)('%s', (_, { passed, expected, got }) => {
    expect(passed, JSON.stringify({ expected, value: got.value, reasons: got.reasons, problems: got.problems })).toBe(
      true,
    );
  });
});
