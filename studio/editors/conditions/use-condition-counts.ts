import { useMemo } from 'react';
import type { Json, JsonObject } from '../../../definitions/index.ts';
import type { Reader } from '../../texts/reader.ts';
import { countsOfNow, type PartCounts } from '../parts/part-counts.ts';
import { usePartCounts } from '../parts/use-part-counts.ts';
import { askedCondition } from './asked-condition.ts';
import type { Notes } from './group-block.tsx';
import '../../texts/moves.ts';

/** How many customers pass each row and each group of a condition, in words by their pointers, and of whom that is counted. */
export function useConditionCounts(
  node: Json,
  root: string,
  entity: Json | undefined,
  { t, number }: Reader,
): { readonly counted: PartCounts; readonly texts: Notes } {
  const asked = useMemo(() => askedCondition(node, root), [node, root]);
  const document = useMemo(
    (): JsonObject | null =>
      asked === null || typeof entity !== 'string'
        ? null
        : { kind: 'criteria', name: COUNTED, entity, when: asked.when },
    [asked, entity],
  );
  const counted = usePartCounts(document, true);
  const texts = useMemo(() => {
    const said = new Map<string, string>();
    const { of, counts } = counted;
    for (const [pointer, { met, soFar }] of countsOfNow({ of, counts }, document, ['entity'])) {
      const at = asked?.places.get(pointer);
      if (at === undefined) continue;
      const slots = { n: number(met), soFar: number(soFar ?? 0) };
      said.set(at, t(soFar === null || soFar === met ? 'counts.met' : 'counts.metSoFar', slots));
    }
    return said;
  }, [counted.of, counted.counts, document, asked, t, number]);
  return { counted, texts };
}

/** What the condition is called while it is counted: the name of no definition that it could mention. */
const COUNTED = 'condition-being-counted';
