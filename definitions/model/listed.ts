/** Names as a message lists them, however many and however long there are: the first thirty, each shortened, and how many there are. */
export function listed(names: readonly string[], separator = ', '): string {
  const shown = names
    .slice(0, MOST_LISTED)
    .map((name) => (name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name));
  const more = names.length > MOST_LISTED ? [`… (${names.length})`] : [];
  return [...shown, ...more].join(separator);
}

const MOST_LISTED = 30;
const LONGEST = 40;
