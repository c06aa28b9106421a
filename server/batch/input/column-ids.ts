/**
 * What the database engine calls the columns of a file. Engines fold case, know no empty name, and here keep names for themselves
 * (`#row`, `$previous.class`): a column is called by its own name where that is its alone, else by its place.
 */
export function columnIds(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name, i) => {
    const folded = name.toLowerCase();
    const isOwn = name !== '' && !/^[#$]/.test(name) && !name.includes('\0') && !taken.has(folded);
    taken.add(folded);
    return isOwn ? name : `#column.${i + 1}`;
  });
}
