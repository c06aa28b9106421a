import type { Engine } from 'json-rules-engine';
import { type Criteria, isObject, type Json, type JsonObject, parseMilliseconds } from '../../definitions/index.ts';
import type { Day } from './calendar.ts';
import type { Declared, DocumentsById } from './declared.ts';
import { Fraction } from './figure.ts';
import { isLong, isLongConstant, library, put, windowOf } from './facts.ts';
import { leavesOf, operatorOf, rewritten, withRelatedFacts } from './leaves.ts';
import { newEngine, wide } from './operators.ts';
import { calm, type Flaw, type FoundValue, refusing, type RefereeValue } from './value.ts';

/** Where a judge finds what conditions mention. */
export interface JudgeContext {
  fact(name: string): Promise<FoundValue>;
  /** A field, relation or derived field of a row. */
  member(row: RefereeValue, name: string): Promise<FoundValue>;
  /** The result of a criteria on the same facts. */
  criteria(id: string): Promise<FoundValue>;
  readonly asOf: Day | undefined;
}

export interface Verdict {
  /** Positions of the conditions that hold. */
  readonly hits: ReadonlySet<number>;
  readonly flaws: readonly Flaw[];
}

interface Mention {
  readonly fact: string;
  /** `''`: the fact itself. True where one of the conditions mentions it, not only a criteria that they name: its flaws come with its result. */
  readonly paths: Map<string, boolean>;
}

/**
 * Some conditions as the rules of one Engine of json-rules-engine: every leaf is evaluated by the library. Facts are fetched before a
 * run, absent ones are left out. Constants keep their JSON, except moments (milliseconds) and figures that a double cannot tell apart.
 */
export class Judge {
  readonly #conditions: readonly JsonObject[];
  readonly #criteria = new Map<string, JsonObject>();
  readonly #mentions = new Map<string, Mention>();
  readonly #windows = new Set<string>();
  readonly #declared: (fact: string, path?: string) => Declared;
  readonly #engines = new Map<boolean, Engine>();
  #hasLongConstant = false;

  constructor(
    conditions: readonly JsonObject[],
    declared: (fact: string, path?: string) => Declared,
    documents: DocumentsById,
  ) {
    this.#declared = declared;
    this.#conditions = conditions.map(withRelatedFacts);
    const look = (json: Json, isOwn: boolean) =>
      leavesOf(
        json,
        (leaf) => this.#mention(leaf, isOwn),
        (id) => {
          if (this.#criteria.has(id)) return;
          const when = withRelatedFacts((documents(id) as Criteria).when);
          this.#criteria.set(id, when);
          look(when, false);
        },
      );
    for (const condition of this.#conditions) look(condition, true);
  }

  /** Which of the conditions hold, and what went wrong with the facts any of them mentions. */
  async hits(bench: JudgeContext): Promise<Verdict> {
    const facts: Record<string, unknown> = {};
    const flaws: Flaw[] = [];
    const values: RefereeValue[] = [];
    for (const { fact, paths } of this.#mentions.values()) {
      const read = await bench.fact(fact);
      for (const [path, isOwn] of paths) {
        const own = [...read.flaws];
        values.push(path === '' ? read.value : await along(bench, read.value, path, own));
        if (isOwn) flaws.push(...own);
      }
    }
    const isWide = this.#hasLongConstant || values.some(isLong);
    let next = 0;
    for (const { fact, paths } of this.#mentions.values()) {
      for (const path of paths.keys()) {
        const value = library(values[next++] ?? null, isWide);
        if (path !== '') put((facts[fact] ??= {}) as Record<string, unknown>, path, value);
        else if (value !== undefined) facts[fact] = value;
      }
    }
    for (const text of this.#windows) {
      const window = windowOf(text, bench.asOf);
      if (window !== undefined) facts[`$window ${text}`] = window;
    }
    for (const id of this.#criteria.keys()) {
      const result = await bench.criteria(id);
      flaws.push(...calm(result.flaws));
      facts[`$refused ${id}`] = result.value === null || refusing(result.flaws);
    }
    const { events } = await this.#engine(isWide).run(facts);
    return { hits: new Set(events.map(({ type }) => Number(type))), flaws };
  }

  #engine(isWide: boolean): Engine {
    const known = this.#engines.get(isWide);
    if (known !== undefined) return known;
    const engine = newEngine(isWide);
    const rewrite = (json: JsonObject) => rewritten(json, (leaf) => this.#leaf(leaf, isWide)) as never;
    for (const [id, when] of this.#criteria) {
      const isSound = { fact: `$refused ${id}`, operator: 'equal', value: false };
      engine.setCondition(id, { all: [rewrite(when), isSound] });
    }
    this.#conditions.forEach((condition, i) =>
      engine.addRule({ conditions: { all: [rewrite(condition)] }, event: { type: String(i) } }),
    );
    this.#engines.set(isWide, engine);
    return engine;
  }

  #mention(leaf: JsonObject, isOwn: boolean): void {
    const note = (side: JsonObject) => {
      const fact = String(side['fact']);
      const path = typeof side['path'] === 'string' ? side['path'] : '';
      const mention = this.#mentions.get(fact) ?? { fact, paths: new Map<string, boolean>() };
      mention.paths.set(path, isOwn || (mention.paths.get(path) ?? false));
      this.#mentions.set(fact, mention);
    };
    note(leaf);
    const { value = null } = leaf;
    if (isObject(value)) note(value);
    else if (operatorOf(leaf) === 'withinLast') this.#windows.add(String(value));
    else this.#hasLongConstant ||= this.#kind(leaf) === 'number' && [value].flat().some(isLongConstant);
  }

  #kind(leaf: JsonObject): Declared['kind'] {
    return this.#declared(String(leaf['fact']), typeof leaf['path'] === 'string' ? leaf['path'] : undefined).kind;
  }

  #leaf(leaf: JsonObject, isWide: boolean): JsonObject {
    const { value = null } = leaf;
    const operator = operatorOf(leaf);
    if (isObject(value) || operator === undefined || VERBATIM.has(operator)) return leaf;
    if (operator === 'withinLast') return { ...leaf, value: { fact: `$window ${String(value)}` } };
    const kind = this.#kind(leaf);
    if (kind !== 'instant' && kind !== 'number') return leaf;
    // A bigint is no JSON, but the library hands constants through as they are.
    const constant = (json: Json): Json =>
      Array.isArray(json)
        ? json.map(constant)
        : kind === 'instant'
          ? (parseMilliseconds(String(json)) ?? null)
          : isWide
            ? (wide(new Fraction(String(json))) as unknown as Json)
            : Number(json);
    return { ...leaf, value: constant(value) };
  }
}

const VERBATIM: ReadonlySet<string> = new Set(['between', 'matches', 'isMissing', 'isPresent']);

async function along(bench: JudgeContext, head: RefereeValue, path: string, flaws: Flaw[]): Promise<RefereeValue> {
  let at = head;
  for (const step of path.slice(2).split('.')) {
    const read = await bench.member(at, step);
    flaws.push(...read.flaws);
    at = read.value;
  }
  return at;
}
