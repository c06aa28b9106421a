import { describe, expect, it } from 'vitest';
import { link } from '../../definitions/library.ts';
import { packSources } from '../support/packs.ts';
import { edgesOf, edgesWithoutCase } from './edges.ts';

describe.each(['bank-crm', 'bank-marketing'] as const)('every edge that %s states', (pack) => {
  const library = link(packSources(pack));
  const decisions = [...library.definitions.keys()].flatMap((id) => library.environment.decision(id) ?? []);
  const withEdges = decisions.filter((decision) => edgesOf(decision).length > 0);

  it.each(withEdges.map((decision) => [decision.id, decision] as const))(
    '%s has a case on it and one a unit below',
    (_, decision) => {
      expect(edgesWithoutCase(library, decision)).toEqual([]);
    },
  );
});
