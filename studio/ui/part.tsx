import { type ComponentType, lazy, useState } from 'react';

/** A part of the page that could not be fetched: the server is away, or serves a newer page than this one. */
export class PartMissing extends Error {}

/**
 * A component whose code is fetched when it is first shown, or before that by `prefetch`. Where that fails the boundary around it says
 * so. What is there already is drawn at once: React holds back for 300 ms what it has shown a fallback for.
 */
export function fetched<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let part: ComponentType<Props> | undefined;
  const fetching = async () => {
    part = await load().catch((cause: unknown) => {
      throw new PartMissing('This part of the page could not be fetched', { cause });
    });
    return { default: part };
  };
  const Later = lazy(fetching);
  function Part(props: Props) {
    const [Drawn] = useState<ComponentType<Props>>(() => part ?? Later);
    return <Drawn {...props} />;
  }
  // Where it cannot be fetched, the part says so when it is shown.
  return Object.assign(Part, { prefetch: () => void fetching().catch(() => undefined) });
}
