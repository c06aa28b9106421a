const own = import.meta.url;
const built = own.lastIndexOf('/dist/server/');

/**
 * Where a module of `server/` stands that runs in a thread or a process of its own: named without ending, from `server/`. Built beside
 * built and source beside source, in whatever file the build put this.
 */
export function moduleUrl(path: string): URL {
  return built === -1 ? new URL(`${path}.ts`, own) : new URL(`${path}.js`, `${own.slice(0, built)}/dist/server/`);
}
