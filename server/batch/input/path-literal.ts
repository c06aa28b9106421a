/** The pattern of paths that a path alone fits. */
export const patternOf = (path: string): string => path.replaceAll(/[[*?]/g, (sign) => `[${sign}]`);

/** A path as a literal; what would be a pattern of paths is taken literally. */
export const pathLiteral = (path: string): string => targetLiteral(patternOf(path));

/** The path of a file that is written, as a literal: there a pattern means nothing. */
export const targetLiteral = (path: string): string => `'${path.replaceAll("'", "''")}'`;
