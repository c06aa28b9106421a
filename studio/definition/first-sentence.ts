/** So long a lead is still read at a glance. */
const LEAD = 200;

/** The first sentence; where it only announces what follows, with as much of that as is read at a glance. */
export function firstSentenceOf([first = '', ...rest]: readonly string[]): string {
  if (!/[:：]$/.test(first)) return first;
  const space = first.endsWith(':') ? ' ' : '';
  let lead = first;
  for (const [i, sentence] of rest.entries()) {
    if (i > 0 && lead.length + sentence.length > LEAD) return `${lead}${space}…`;
    lead += space + sentence;
  }
  return lead;
}
