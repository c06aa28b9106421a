import { type ComponentType, lazy } from 'react';

/** A part of the page that could not be fetched: the server is away, or serves a newer page than this one. */
export class PartMissing extends Error {}

/** A component whose code is fetched when it is first shown. Where that fails the boundary around it says so. */
export function fetched<Props>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => {
    const part = await load().catch((cause: unknown) => {
      throw new PartMissing('This part of the page could not be fetched', { cause });
    });
    return { default: part };
  });
}
