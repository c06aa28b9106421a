import type { Computed, Cuts, EntityDocument, Language } from '../../definitions/index.ts';
import type { Day } from './calendar.ts';
import { type DocumentsById, entityDocument } from './declared.ts';
import type { RefereeAnswer } from './outcome.ts';
import { relatedFact } from './leaves.ts';
import type { Judge } from './rules-engine-adapter.ts';
import type { ReadSort } from './read-tracker.ts';
import { calm, flawsOf, type FoundValue, found, RefereeRow, type RefereeValue } from './value.ts';

/** What is the same for all requests of one engine. */
export interface RefereeContext {
  readonly documents: DocumentsById;
  readonly cuts: Cuts;
  /** What a definition answers on a subject. */
  judgement(id: string, subject: RefereeSubject): Promise<RefereeAnswer>;
  /** A derived field of a subject. */
  computed(computed: Computed, subject: RefereeSubject): Promise<FoundValue>;
  /** The judge of a part of a document, made when it is first needed. */
  judge(of: object, make: () => Judge): Judge;
}

/** The reserved inputs of a request. */
export interface Inputs {
  readonly asOf: Day | undefined;
  readonly previous: {
    readonly class: string | null;
    readonly since: Day | null;
    readonly misses: number | null;
    readonly run: Day | null;
  };
  readonly language: Language;
}

/** A request under judgement. */
export interface Hearing {
  readonly context: RefereeContext;
  readonly inputs: Inputs;
}

/**
 * A record or a related row: its values as they were read, its derived fields and the results of definitions on it as they are asked
 * for, each once. An absent row is a subject too: all it has is missing.
 */
export class RefereeSubject extends RefereeRow {
  readonly hearing: Hearing;
  /** The entity; null for a formula's own inputs and for a pair. */
  readonly entity: string | null;
  readonly isAbsent: boolean;
  /** What the names of a formula's own inputs, or of a pair, are. */
  readonly sorts: ReadonlyMap<string, ReadSort>;
  readonly #values: ReadonlyMap<string, RefereeValue>;
  /** Subjects in place of rows that the record lacks. */
  readonly #absent = new Map<string, RefereeSubject>();
  readonly #derived = new Map<string, Promise<FoundValue>>();
  readonly #outcomes = new Map<string, Promise<RefereeAnswer>>();

  constructor(
    hearing: Hearing,
    entity: string | null,
    values: ReadonlyMap<string, RefereeValue>,
    isAbsent = false,
    sorts: ReadonlyMap<string, ReadSort> = new Map(),
  ) {
    super();
    this.hearing = hearing;
    this.entity = entity;
    this.isAbsent = isAbsent;
    this.sorts = sorts;
    this.#values = values;
  }

  /** A field, a relation or a derived field; undefined where there is no such name. */
  named(name: string): Promise<FoundValue> | undefined {
    const declared = this.#entityDocument();
    const own =
      declared?.derived !== undefined && Object.hasOwn(declared.derived, name) ? declared.derived[name] : undefined;
    if (own !== undefined) {
      const known = this.#derived.get(name) ?? this.#computed(own);
      this.#derived.set(name, known);
      return known;
    }
    const relation = declared?.relations?.[name];
    if (relation !== undefined && relation.many !== true && !this.#values.has(name)) {
      const absent = this.#absent.get(name) ?? new RefereeSubject(this.hearing, relation.entity, new Map(), true);
      this.#absent.set(name, absent);
      return Promise.resolve(found(absent));
    }
    const isKnown =
      this.#values.has(name) ||
      (declared !== undefined && Object.hasOwn(declared.fields, name)) ||
      relation !== undefined;
    return isKnown ? Promise.resolve(found(this.#values.get(name) ?? null)) : undefined;
  }

  /** What a condition, a bin or a score calls a fact: a name, `customer.x` of a pair, a result `kind/name#output`, or that of a related row. */
  async fact(name: string): Promise<FoundValue> {
    const related = relatedFact(name);
    if (related !== undefined) {
      const { value } = await this.fact(related.relation);
      return value instanceof RefereeSubject && !value.isAbsent ? value.result(related.ref) : found(null);
    }
    if (name.includes('#')) return this.result(name);
    if (this.entity === null) {
      const [head = '', ...steps] = name.split('.');
      let at = (await this.named(head)) ?? found(null);
      for (const step of steps)
        at = at.value instanceof RefereeSubject ? ((await at.value.named(step)) ?? found(null)) : found(null);
      return at;
    }
    const read = await this.named(name);
    if (read === undefined) throw new Error(`${this.entity} has no ${name}`);
    return read;
  }

  /** A result of another definition on these facts, or on the side of a pair that has them. */
  async result(ref: string): Promise<FoundValue> {
    const [id = '', output = ''] = ref.split('#');
    const seat = await this.#seat(id);
    const { outputs, flaws, isRefused } = await seat.outcome(id);
    return found(isRefused ? null : (outputs.get(output) ?? null), flawsOf(seat, calm(flaws)));
  }

  outcome(id: string): Promise<RefereeAnswer> {
    const known = this.#outcomes.get(id) ?? this.hearing.context.judgement(id, this);
    this.#outcomes.set(id, known);
    return known;
  }

  /** The entity of a side of a pair. */
  sideOf(name: string): string {
    const row = this.#values.get(name);
    if (!(row instanceof RefereeSubject) || row.entity === null) throw new Error(`There is no ${name}`);
    return row.entity;
  }

  /** Whether another subject is this one, or a row of it. */
  owns(other: RefereeRow): boolean {
    const rows = [...this.#values.values(), ...this.#absent.values()].flat();
    return this === other || rows.some((row) => row instanceof RefereeSubject && row.owns(other));
  }

  async #computed(own: Computed): Promise<FoundValue> {
    const { value, flaws } = await this.hearing.context.computed(own, this);
    return found(value, flawsOf(this, flaws));
  }

  async #seat(id: string): Promise<RefereeSubject> {
    const { entity } = (this.hearing.context.documents(id) ?? {}) as { readonly entity?: string };
    if (this.entity !== null || entity === undefined) return this;
    for (const side of ['customer', 'product']) {
      const row = (await this.named(side))?.value;
      if (row instanceof RefereeSubject && row.entity === entity) return row;
    }
    throw new Error(`${id} is not about these facts`);
  }

  #entityDocument(): EntityDocument | undefined {
    return this.entity === null ? undefined : entityDocument(this.hearing.context.documents, this.entity);
  }
}
