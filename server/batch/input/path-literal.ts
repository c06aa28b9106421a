/** A path as a literal; what would be a pattern of paths is taken literally. */
export function pathLiteral(path: string): string {
  return `'${path.replaceAll(/[[*?]/g, (sign) => `[${sign}]`).replaceAll("'", "''")}'`;
}
