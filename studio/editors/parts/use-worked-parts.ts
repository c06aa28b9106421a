import { useEffect, useState } from 'react';
import type { Json } from '../../../definitions/index.ts';
import type { WorkParts } from '../view.ts';

/** What the parts come to on what is tried, by their pointers: as they are, or as they were a moment ago. */
export function useWorkedParts(work: WorkParts | undefined): Readonly<Record<string, Json>> {
  const [worked, keep] = useState<Readonly<Record<string, Json>>>(NOTHING);
  useEffect(() => {
    let isGone = false;
    void work?.().then(
      (found) => {
        if (!isGone) keep(found ?? NOTHING);
      },
      // Where the evaluator fails the page says so at the tab of problems; parts are then told nothing.
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [work]);
  return worked;
}

const NOTHING = {};
