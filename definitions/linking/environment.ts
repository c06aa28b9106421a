import type { IdentifiedDocument } from './identify.ts';
import type { Lowered } from '../kinds/gather.ts';
import type { Entity } from '../model/entity.ts';
import type { Environment } from '../model/environment.ts';
import type { Steps } from '../model/steps.ts';

/** An environment that learns, while a library is linked, which definitions are sound. */
export interface GrowingEnvironment extends Environment {
  /** States whether a definition has errors; until then it has no decision. */
  settle(id: string, isBroken: boolean): void;
  isBroken(id: string): boolean;
  /** What lowering finds of a definition, its problems included; made once. Undefined where there is no such definition. */
  lowered(id: string): Lowered | undefined;
  /** The same step by step, each as short as its kind makes it. */
  lowering(id: string): Steps<void>;
}

/** What kinds may ask of the definitions around their own; each is lowered once, when it is first asked for. */
export function environmentOf(
  drafts: ReadonlyMap<string, Pick<IdentifiedDocument, 'kind' | 'document'>>,
): GrowingEnvironment {
  const broken = new Map<string, boolean>();
  const lowered = new Map<string, Lowered | undefined>();
  const entities = new Map<string, Entity | undefined>();
  const environment: GrowingEnvironment = {
    document: (id) => drafts.get(id)?.document,
    decision: (id) => (broken.get(id) === false ? (environment.lowered(id)?.decision ?? undefined) : undefined),
    lowered: (id) =>
      memoised(lowered, id, () => {
        const draft = drafts.get(id);
        return draft?.kind.lower(draft.document, environment);
      }),
    *lowering(id) {
      const draft = drafts.get(id);
      const steps = lowered.has(id) || broken.get(id) !== false ? undefined : draft?.kind.lowerInSteps;
      if (draft === undefined || steps === undefined) return void environment.lowered(id);
      lowered.set(id, yield* steps(draft.document, environment));
    },
    entity: (id) =>
      memoised(entities, id, () => {
        const draft = drafts.get(id);
        return draft?.kind.entity?.(draft.document);
      }),
    settle: (id, isBroken) => {
      broken.set(id, isBroken);
    },
    isBroken: (id) => broken.get(id) === true,
  };
  return environment;
}

function memoised<T>(known: Map<string, T>, id: string, make: () => T): T {
  const found = known.get(id);
  if (found !== undefined || known.has(id)) return found as T;
  const made = make();
  known.set(id, made);
  return made;
}
