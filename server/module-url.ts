/**
 * Where a module of `server/` stands that runs in a thread or a process of its own: named without ending, from `server/`. Beside
 * this file, so built beside built and source beside source.
 */
export function moduleUrl(path: string): URL {
  return new URL(`${path}${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
}
