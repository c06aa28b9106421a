import { type ComponentType, useEffect, useState } from 'react';
import { Loading } from './notice.tsx';

/** A part of the page that could not be fetched: the server is away, or serves a newer page than this one. */
export class PartMissing extends Error {}

type Fetched<Props> = { readonly Drawn: ComponentType<Props> } | { readonly fault: PartMissing };

/**
 * A component whose code is fetched when it is first shown, or before that by `prefetch`. Where that fails the boundary around it says
 * so. It is no `lazy`: whatever React has shown a fallback for it holds back for 300 ms.
 */
export function fetched<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let known: Fetched<Props> | undefined;
  let coming: Promise<Fetched<Props>> | undefined;
  const fetching = (): Promise<Fetched<Props>> => {
    coming ??= load().then(
      (Drawn) => (known = { Drawn }),
      (cause: unknown) => {
        // Whoever asks next asks the server again.
        coming = undefined;
        return { fault: new PartMissing('This part of the page could not be fetched', { cause }) };
      },
    );
    return coming;
  };
  function Part(props: Props) {
    const [part, tell] = useState(known);
    useEffect(() => {
      if (part === undefined) void fetching().then(tell);
    }, [part]);
    if (part === undefined) return <Loading />;
    if ('fault' in part) throw part.fault;
    return <part.Drawn {...props} />;
  }
  // Where it cannot be fetched, the part says so when it is shown.
  return Object.assign(Part, { prefetch: () => void fetching() });
}
