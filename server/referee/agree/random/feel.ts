import type { Chance } from './chance.ts';
import { randomBoolean } from './feel/booleans.ts';
import { randomCall } from './feel/calls.ts';
import type { FeelDraft } from './feel/draft.ts';
import { randomNumber } from './feel/numbers.ts';
import { randomDate, randomInstant, randomString } from './feel/others.ts';
import type { Noun, RelatedNouns, Vocabulary } from './vocabulary.ts';

/** Random FEEL texts that mean something: typed from the start, over the nouns of an entity. */
export class FeelWriter implements FeelDraft {
  readonly chance: Chance;
  readonly words: Vocabulary;
  /** Names that hold inside a loop or filter, before the others. */
  readonly #inner: readonly Noun[];
  /** What the text turned out to use: name → target. */
  readonly uses: Map<string, string>;

  constructor(chance: Chance, words: Vocabulary, inner: readonly Noun[] = [], uses = new Map<string, string>()) {
    this.chance = chance;
    this.words = words;
    this.#inner = inner;
    this.uses = uses;
  }

  text(kind: Noun['kind'], depth: number): string {
    return this[kind](depth);
  }

  number = (depth: number): string => randomNumber(this, depth);
  boolean = (depth: number): string => randomBoolean(this, depth);
  string = (depth: number): string => randomString(this, depth);
  date = (depth: number): string => randomDate(this, depth);
  instant = (depth: number): string => randomInstant(this, depth);

  get isInner(): boolean {
    return this.#inner.length > 0;
  }

  nouns(kind: Noun['kind'], isList = false): readonly Noun[] {
    const fits = (noun: Noun) => noun.kind === kind && noun.isList === isList && noun.feel !== '';
    const inner = this.#inner.filter(fits);
    return inner.length > 0 && this.chance.is(0.7) ? inner : [...inner, ...this.words.nouns.filter(fits)];
  }

  noun(kind: Noun['kind'], isList = false): Noun | undefined {
    const nouns = this.nouns(kind, isList);
    if (nouns.length === 0) return undefined;
    const noun = this.chance.pick(nouns);
    this.use(noun);
    return noun;
  }

  use(noun: Noun): string {
    if (noun.use !== undefined) this.uses.set(noun.feel, noun.use);
    return noun.feel;
  }

  rows(): RelatedNouns | undefined {
    return this.words.rows.length === 0 || this.isInner ? undefined : this.chance.pick(this.words.rows);
  }

  literal(): string {
    const c = this.chance;
    return c.pick([
      () => String(c.whole(0, 12)),
      () => String(c.whole(-100, 1000)),
      () => (c.whole(-500, 5000) / 100).toFixed(2),
      () => (c.whole(1, 9999) / 10_000).toFixed(4),
    ])();
  }

  lookUp(kind: Noun['kind'], depth: number): string | undefined {
    const c = this.chance;
    if (this.words.tables.length === 0) return undefined;
    const table = c.pick(this.words.tables);
    const columns = table.columns.filter((column) => column.kind === kind);
    if (columns.length === 0) return undefined;
    const name = `use${table.id.split('/')[1]?.replaceAll('-', '') ?? ''}`;
    this.uses.set(name, table.id);
    const args = table.keys.map((key) => {
      if (c.is(0.5))
        return typeof key.values[0] === 'number' ? String(c.pick(key.values)) : JSON.stringify(c.pick(key.values));
      if (key.kind === 'number') return `round half up(${this.number(Math.min(depth - 1, 0))}, 0)`;
      return this.noun('string')?.feel ?? '"x"';
    });
    return `${name}(${args.join(', ')}).${c.pick(columns).name}`;
  }

  call = (kind: Noun['kind'], depth: number): string | undefined => randomCall(this, kind, depth);

  inside(nouns: readonly Noun[]): FeelDraft {
    return new FeelWriter(this.chance, this.words, nouns, this.uses);
  }
}
