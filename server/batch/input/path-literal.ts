/** A path as a literal; what would be a pattern of paths is taken literally. */
export function pathLiteral(path: string): string {
  return `'${path.replaceAll(/[[*?]/g, (sign) => `[${sign}]`).replaceAll("'", "''")}'`;
}

/** The path of a file that is written, as a literal: there a pattern means nothing. */
export const targetLiteral = (path: string): string => `'${path.replaceAll("'", "''")}'`;
