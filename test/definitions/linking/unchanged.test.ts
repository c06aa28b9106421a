import { describe, expect, it } from 'vitest';
import { link, type Source } from '../../../definitions/index.ts';
import { unchangedSince } from '../../../definitions/linking/unchanged.ts';
import { Chance } from '../../../server/referee/agree/random/chance.ts';
import { randomLibrary } from '../../../server/referee/agree/random/library.ts';
import { documents } from '../../server/support/definitions.ts';

type Named = Readonly<Record<string, unknown>>;

/** The same library with something dropped, put in, replaced, written in another order or said twice. */
function edited(sources: readonly Source[], chance: Chance): readonly Source[] {
  const at = chance.whole(0, sources.length - 1);
  const document = sources[at]?.document as Named;
  const turned = Object.fromEntries(Object.entries(document).toReversed());
  const other = randomLibrary(chance.whole(1, 1e6)).find(({ document: one }) => (one as Named)['kind'] !== 'entity');
  const edits: readonly (() => readonly Source[])[] = [
    () => sources.toSpliced(at, 1),
    () => sources.with(at, { document: turned }),
    () => sources.with(at, { document: { ...document, title: `t${chance.whole(0, 9)}` } }),
    () => sources.with(at, { document: { ...document, unheard: true } }),
    () => sources.with(at, { document: { ...(other?.document as Named), name: document['name'] } }),
    () => [...sources, { document }],
    () => [...sources, { document: { ...document, unheard: true } }],
    () => [...sources, other ?? { document }],
    () => sources.with(at, { document, place: 'criteria/elsewhere.json' }),
    () => chance.shuffled(sources),
    () => sources.map((source) => structuredClone(source)),
  ];
  return chance.pick(edits)();
}

const shown = (library: ReturnType<typeof link>) => ({
  definitions: [...library.definitions],
  problems: library.problems,
  broken: [...library.broken].toSorted(),
  notes: [...library.notes],
});

describe('linking beside what was linked before', () => {
  it.each(Array.from({ length: 16 }, (_, seed) => seed))('finds what linking from nothing finds, seed %i', (seed) => {
    const chance = new Chance(seed);
    let sources = randomLibrary(seed);
    let before = link(sources);
    for (let step = 0; step < 3; step += 1) {
      sources = edited(sources, chance);
      const after = link(sources, before);
      expect(shown(after)).toEqual(shown(link(sources)));
      before = after;
    }
  });

  it('takes over what neither changed nor stands on what did', () => {
    const sources = documents.map((document) => ({ document }));
    const before = link(sources);
    const changed = sources.map(({ document }, i) => ({
      document: i === 2 ? { ...document, title: 'Other' } : document,
    }));
    expect([...unchangedSince(sources, before).keys()]).toEqual([...before.definitions.keys()]);
    expect([...unchangedSince(changed, before).keys()]).toEqual(['entity/client', 'criteria/recent']);
  });
});
