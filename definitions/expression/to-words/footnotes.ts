/** Phrases that a sentence tells behind itself, each under a letter. */
export interface Footnotes {
  letterFor(text: string): string;
  /** The letters that stand in a text, in those of their phrases and so on, with what they mean. */
  toldBehind(text: string): readonly (readonly [letter: string, text: string])[];
}

export function createFootnotes(): Footnotes {
  const letters = new Map<string, string>();
  return {
    letterFor(text) {
      const letter = letters.get(text) ?? String.fromCodePoint(0x41 + letters.size);
      letters.set(text, letter);
      return letter;
    },
    toldBehind(text) {
      const told = new Map<string, string>();
      const find = (within: string): void => {
        for (const [phrase, letter] of letters) {
          if (told.has(letter) || !new RegExp(`(?<![A-Za-z0-9])${letter}(?![A-Za-z0-9])`).test(within)) continue;
          told.set(letter, phrase);
          find(phrase);
        }
      };
      find(text);
      return [...told].toSorted(([a], [b]) => (a < b ? -1 : 1));
    },
  };
}
