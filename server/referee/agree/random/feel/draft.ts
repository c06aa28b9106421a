import type { Chance } from '../chance.ts';
import type { Noun, RelatedNouns, Vocabulary } from '../vocabulary.ts';

/** A text being written: by chance, over some nouns. Parts are asked for by their kind. */
export interface FeelDraft {
  readonly chance: Chance;
  readonly words: Vocabulary;
  /** What the text turned out to use: name → target. */
  readonly uses: Map<string, string>;
  /** Whether it stands in a loop or filter: there no second loop begins. */
  readonly isInner: boolean;
  number(depth: number): string;
  boolean(depth: number): string;
  string(depth: number): string;
  date(depth: number): string;
  instant(depth: number): string;
  literal(): string;
  /** A noun of a kind, which the text then uses; undefined where there is none. */
  noun(kind: Noun['kind'], isList?: boolean): Noun | undefined;
  /** All nouns of a kind; those of the innermost loop more likely. */
  nouns(kind: Noun['kind'], isList?: boolean): readonly Noun[];
  /** Notes that the text uses a noun. */
  use(noun: Noun): string;
  /** A relation to loop over; undefined inside loops. */
  rows(): RelatedNouns | undefined;
  /** A column of a reference table's row. */
  lookUp(kind: Noun['kind'], depth: number): string | undefined;
  /** A call of a formula with inputs. */
  call(kind: Noun['kind'], depth: number): string | undefined;
  /** The same text inside a loop, where other nouns hold first. */
  inside(nouns: readonly Noun[]): FeelDraft;
}

/** The nouns of a loop's variable. */
export const ofVariable = (nouns: readonly Noun[], name: string): readonly Noun[] =>
  nouns.map((noun) => ({ ...noun, feel: `${name}.${noun.feel}` }));
