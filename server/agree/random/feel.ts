import type { Chance } from './chance.ts';
import type { Noun, Rows, Vocabulary } from './vocabulary.ts';
import { TEXTS } from './vocabulary.ts';

/** Random FEEL texts that mean something: typed from the start, over the nouns of an entity. */
export class FeelWriter {
  readonly #chance: Chance;
  readonly #words: Vocabulary;
  /** Names that hold inside a loop or filter, before the others. */
  readonly #inner: readonly Noun[];
  /** What the text turned out to use: name → target. */
  readonly uses: Map<string, string>;

  constructor(chance: Chance, words: Vocabulary, inner: readonly Noun[] = [], uses = new Map<string, string>()) {
    this.#chance = chance;
    this.#words = words;
    this.#inner = inner;
    this.uses = uses;
  }

  text(kind: Noun['kind'], depth: number): string {
    switch (kind) {
      case 'number':
        return this.number(depth);
      case 'boolean':
        return this.boolean(depth);
      case 'string':
        return this.string(depth);
      case 'date':
        return this.date(depth);
      case 'instant':
        return this.#noun('instant')?.feel ?? '@"2026-03-01T12:00:00+08:00"';
    }
  }

  #nouns(kind: Noun['kind'], isList = false): readonly Noun[] {
    const fits = (noun: Noun) => noun.kind === kind && noun.isList === isList;
    const inner = this.#inner.filter(fits);
    return inner.length > 0 && this.#chance.is(0.7) ? inner : [...inner, ...this.#words.nouns.filter(fits)];
  }

  #noun(kind: Noun['kind'], isList = false): Noun | undefined {
    const nouns = this.#nouns(kind, isList);
    if (nouns.length === 0) return undefined;
    const noun = this.#chance.pick(nouns);
    if (noun.use !== undefined) this.uses.set(noun.feel, noun.use);
    return noun;
  }

  #rows(): Rows | undefined {
    return this.#words.rows.length === 0 || this.#inner.length > 0 ? undefined : this.#chance.pick(this.#words.rows);
  }

  #literal(): string {
    const c = this.#chance;
    return c.pick([
      () => String(c.whole(0, 12)),
      () => String(c.whole(-100, 1000)),
      () => (c.whole(-500, 5000) / 100).toFixed(2),
      () => (c.whole(1, 9999) / 10_000).toFixed(4),
    ])();
  }

  number(depth: number): string {
    const c = this.#chance;
    const leaf = () => (c.is(0.25) ? this.#literal() : (this.#noun('number')?.feel ?? this.#literal()));
    if (depth <= 0) return leaf();
    const n = () => this.number(depth - 1);
    const d = () => this.date(depth - 1);
    const name = () => this.#noun('number')?.feel ?? '3';
    return c.pick([
      leaf,
      () => `(${n()} + ${n()})`,
      () => `(${n()} - ${n()})`,
      () => `${name()} * ${leaf()}`,
      () => `(${n()}) / ${c.pick([leaf, () => String(c.whole(2, 90)), () => `(${n()})`])()}`,
      () => `-(${n()})`,
      () => `abs(${n()})`,
      () => `${c.pick(['min', 'max'])}(${n()}, ${n()})`,
      () => `(if ${this.boolean(depth - 1)} then ${n()} else ${c.is(0.2) ? 'null' : n()})`,
      () => this.#defaulted(),
      () =>
        `${c.pick(['round half up', 'round half down', 'round half even', 'round up', 'round down', 'decimal', 'floor', 'ceiling'])}(${n()}, ${c.whole(0, 4)})`,
      () => `modulo(${name()}, ${c.pick([String(c.whole(2, 9)), name()])})`,
      () =>
        `round half up(${c.pick(['exp', 'sqrt', 'log'])}(${name()} / ${c.pick(['100', '100000'])}), ${c.whole(0, 5)})`,
      () => `round half up(${name()} ** 0.5 + ${leaf()}, ${c.whole(0, 3)})`,
      () => (this.#inner.length > 0 ? leaf() : this.#square()),
      () => this.#aggregate(depth),
      () => this.#aggregate(depth),
      () => this.#ofSeries(),
      () => `${c.pick(['sum', 'mean', 'max'])}([${n()}, ${n()}])`,
      () => `(${d()} - ${d()}).days`,
      () => `years and months duration(${d()}, ${d()}).${c.pick(['months', 'years'])}`,
      () => `${this.#noun('date')?.feel ?? 'today()'}.${c.pick(['year', 'month', 'day', 'weekday'])}`,
      () => `string length(${this.string(depth - 1)})`,
      () => this.#lookUp(depth) ?? leaf(),
    ])();
  }

  #defaulted(): string {
    const optional = this.#nouns('number').filter((noun) => noun.isOptional);
    if (optional.length === 0) return this.#literal();
    const noun = this.#chance.pick(optional);
    if (noun.use !== undefined) this.uses.set(noun.feel, noun.use);
    return `(if ${noun.feel} = null then ${this.#literal()} else ${noun.feel})`;
  }

  #square(): string {
    const small = this.#nouns('number').filter(
      (noun) => noun.isField && noun.decimals <= 4 && (noun.high ?? 1e9) <= 1e6,
    );
    return small.length === 0
      ? this.#literal()
      : `${this.#chance.pick(small).feel} ** ${this.#chance.pick(['2', '3'])}`;
  }

  /** Sums and such over related rows, filtered or not. */
  #aggregate(depth: number): string {
    const c = this.#chance;
    const rows = this.#rows();
    if (rows === undefined) return this.#literal();
    const inside = new FeelWriter(c, this.#words, rows.nouns, this.uses);
    const filter = c.is(0.5) ? `[${inside.boolean(Math.min(depth - 1, 1))}]` : '';
    const list = `${rows.name}${filter}`;
    const numbers = rows.nouns.filter((noun) => noun.kind === 'number' && !noun.isList);
    if (numbers.length === 0 || c.is(0.2)) return `count(${list})`;
    const aggregate = c.pick(['sum', 'sum', 'max', 'min', 'mean']);
    if (c.is(0.65)) return `${aggregate}(${list}.${c.pick(numbers).feel})`;
    const each = new FeelWriter(
      c,
      this.#words,
      rows.nouns.map((noun) => ({ ...noun, feel: `x.${noun.feel}` })),
      this.uses,
    );
    return `${aggregate}(for x in ${list} return ${each.number(Math.min(depth - 1, 1))})`;
  }

  #ofSeries(): string {
    const c = this.#chance;
    const series = this.#noun('number', true);
    if (series === undefined) return this.#literal();
    return c.pick([
      `${c.pick(['sum', 'min', 'max', 'mean', 'count'])}(${series.feel})`,
      `${series.feel}[${c.pick(['1', '2', '-1'])}]`,
      `sum(${series.feel}[item > ${c.whole(-5, 5)}])`,
      `sum(for i in 1..3 return ${series.feel}[i] * i)`,
    ]);
  }

  #lookUp(depth: number): string | undefined {
    const c = this.#chance;
    if (this.#words.tables.length === 0) return undefined;
    const table = c.pick(this.#words.tables);
    const columns = table.columns.filter((column) => column.kind === 'number');
    if (columns.length === 0) return undefined;
    const name = `use${table.id.split('/')[1]?.replaceAll('-', '') ?? ''}`;
    this.uses.set(name, table.id);
    const args = table.keys.map((key) => {
      if (c.is(0.5))
        return typeof key.values[0] === 'number' ? String(c.pick(key.values)) : JSON.stringify(c.pick(key.values));
      if (key.kind === 'number') return `round half up(${this.number(Math.min(depth - 1, 0))}, 0)`;
      return this.#noun('string')?.feel ?? '"x"';
    });
    return `${name}(${args.join(', ')}).${c.pick(columns).name}`;
  }

  boolean(depth: number): string {
    const c = this.#chance;
    const leaf = () => this.#noun('boolean')?.feel ?? this.#comparison(0);
    if (depth <= 0) return c.is(0.5) ? leaf() : this.#comparison(0);
    const b = () => this.boolean(depth - 1);
    const n = () => this.number(depth - 1);
    return c.pick([
      leaf,
      () => this.#comparison(depth - 1),
      () => this.#comparison(depth - 1),
      () => `(${b()} and ${b()})`,
      () => `(${b()} or ${b()})`,
      () => `not(${b()})`,
      () => `(${this.#noun('number')?.feel ?? '1'} between ${c.whole(-5, 5)} and ${c.whole(6, 900)})`,
      () => `(${n()} in ${c.pick(['[', '('])}${c.whole(-50, 20)}..${c.whole(21, 500)}${c.pick([']', ')'])})`,
      () => this.#membership(),
      () => this.#isNull(),
      () => this.#quantified(),
      () =>
        `${c.pick(['starts with', 'ends with', 'contains'])}(${this.string(depth - 1)}, ${JSON.stringify(c.pick(TEXTS))})`,
      () => `matches(${this.string(depth - 1)}, ${c.pick(['"^[A-Z]"', '"银."', '"a|b"', '"[0-9]{2,}"'])})`,
    ])();
  }

  #comparison(depth: number): string {
    const c = this.#chance;
    const sign = c.pick(['<', '<=', '>', '>=', '=', '!=']);
    return c.pick([
      () => `${this.number(depth)} ${sign} ${this.number(depth)}`,
      () => `${this.number(depth)} ${sign} ${this.#literal()}`,
      () => `${this.date(depth)} ${sign} ${this.date(depth)}`,
      () => this.#sameText(),
    ])();
  }

  /** A field with an enum is compared with its members alone. */
  #sameText(): string {
    const noun = this.#noun('string');
    if (noun === undefined) return 'true';
    return `${noun.feel} ${this.#chance.pick(['=', '!='])} ${JSON.stringify(this.#chance.pick(noun.values ?? TEXTS))}`;
  }

  #membership(): string {
    const noun = this.#noun('string');
    if (noun === undefined) return 'false';
    const values = this.#chance.some(noun.values ?? TEXTS, 3).map((value) => JSON.stringify(value));
    return `(${noun.feel} in (${[...values, ...(values.length === 1 ? values : [])].join(', ')}))`;
  }

  #isNull(): string {
    const all = [...this.#inner, ...this.#words.nouns].filter((noun) => noun.isOptional && !noun.isList);
    if (all.length === 0) return 'true';
    const noun = this.#chance.pick(all);
    if (noun.use !== undefined) this.uses.set(noun.feel, noun.use);
    return `${noun.feel} ${this.#chance.pick(['=', '!='])} null`;
  }

  #quantified(): string {
    const c = this.#chance;
    const rows = this.#rows();
    if (rows === undefined) return this.#comparison(0);
    const each = new FeelWriter(
      c,
      this.#words,
      rows.nouns.map((noun) => ({ ...noun, feel: `x.${noun.feel}` })),
      this.uses,
    );
    return `(${c.pick(['some', 'every'])} x in ${rows.name} satisfies ${each.boolean(0)})`;
  }

  string(depth: number): string {
    const c = this.#chance;
    const leaf = () => (c.is(0.2) ? JSON.stringify(c.pick(TEXTS)) : (this.#noun('string')?.feel ?? '"x"'));
    if (depth <= 0) return leaf();
    const s = () => this.string(depth - 1);
    return c.pick([
      leaf,
      () => `${c.pick(['upper case', 'lower case', 'trim'])}(${s()})`,
      () => `(${s()} + ${s()})`,
      () => `substring(${s()}, ${c.pick(['1', '2', '-2'])}${c.is(0.5) ? `, ${c.whole(0, 3)}` : ''})`,
      () => `${c.pick(['substring before', 'substring after'])}(${s()}, ${JSON.stringify(c.pick(TEXTS))})`,
      () => `(if ${this.boolean(depth - 1)} then ${s()} else ${s()})`,
    ])();
  }

  date(depth: number): string {
    const c = this.#chance;
    const day = () => `@"20${c.whole(10, 35)}-${c.pick(['01-31', '02-28', '06-30', '12-31', '07-15'])}"`;
    const leaf = () => (c.is(0.25) ? day() : (this.#noun('date')?.feel ?? 'today()'));
    if (depth <= 0) return leaf();
    return c.pick([
      leaf,
      () => `(${leaf()} ${c.pick(['+', '-'])} duration("${c.pick(['P1M', 'P3M', 'P1Y', 'P30D', 'P90D'])}"))`,
      () => `date(${this.#noun('instant')?.feel ?? '@"2026-03-01T20:00:00Z"'})`,
      () => (c.is(0.3) ? 'today()' : leaf()),
      () => `(if ${this.boolean(depth - 1)} then ${leaf()} else ${leaf()})`,
    ])();
  }
}
