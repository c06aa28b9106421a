import { below, isObject, type Json, type JsonObject, type Problem } from '../../definitions/index.ts';
import { type DocumentsById, entityDocument } from './declared.ts';
import { type ReadSort, type ReadTracker, sortOf } from './read-tracker.ts';
import { readSetOf, type RefereeReadSet } from './read-set.ts';
import { readAsOf, readPrevious } from './request-inputs.ts';
import { isAbsent, problemOf } from './request-notes.ts';
import { namesOf, RowReader } from './request-rows.ts';
import { type Hearing, type Inputs, RefereeSubject } from './subject.ts';
import type { RefereeValue } from './value.ts';

/** A request as the referee read it: the subject, or why there is none. */
export interface Heard {
  readonly subject: RefereeSubject | null;
  readonly problems: readonly Problem[];
  readonly missing: readonly string[];
}

/** Makes the reader of requests for a decision: what it needs is told by its documents alone. */
export function requestReader(documents: DocumentsById, id: string, unknown: 'refuse' | 'ignore') {
  const set = readSetOf(documents, id);
  return (request: Json, hearing: (inputs: Pick<Inputs, 'asOf' | 'previous'>) => Hearing): Heard =>
    new Clerk(documents, set, unknown).read(request, hearing);
}

interface Lacked {
  readonly name: string;
  /** It is there, and counts as missing. */
  readonly isUnusable: boolean;
}

class Clerk {
  readonly #documents: DocumentsById;
  readonly #set: RefereeReadSet;
  readonly #rows: RowReader;

  constructor(documents: DocumentsById, set: RefereeReadSet, unknown: 'refuse' | 'ignore') {
    this.#documents = documents;
    this.#set = set;
    this.#rows = new RowReader(documents, unknown);
  }

  read(request: Json, hearing: (inputs: Pick<Inputs, 'asOf' | 'previous'>) => Hearing): Heard {
    if (!isObject(request)) return this.#refused([problemOf('request-malformed', '')], []);
    for (const key of Object.keys(request)) {
      if (!['facts', '$asOf', '$previous', 'products'].includes(key))
        this.#rows.note('request-key-unknown', below('', key));
    }
    const facts = request['facts'];
    if (!isObject(facts)) return this.#refused([...this.#rows.problems, problemOf('request-malformed', '/facts')], []);
    const asOf = readAsOf(request['$asOf'], this.#set.record.shared.asOf, this.#rows.note);
    const previous = readPrevious(request['$previous'], this.#rows.note);
    const held = hearing({ asOf, previous });
    const subject = this.#subject(facts, request['products'], held);
    const missing = this.#lacked(this.#set.record, facts, '/facts');
    if (this.#rows.problems.length > 0)
      return this.#refused(
        this.#rows.problems,
        missing.filter(({ isUnusable }) => !isUnusable).map(({ name }) => name),
      );
    return { subject, problems: this.#rows.notes, missing: missing.map(({ name }) => name) };
  }

  #refused(problems: readonly Problem[], missing: readonly string[]): Heard {
    return { subject: null, problems, missing };
  }

  #subject(facts: JsonObject, products: Json | undefined, hearing: Hearing): RefereeSubject {
    const { record, inputs } = this.#set;
    if (this.#set.products !== null) {
      const customer = this.#rows.row(record, facts, '/facts', hearing);
      const values = new Map<string, RefereeValue>([
        ['customer', customer],
        ['products', this.#rows.products(products, this.#set.products, hearing)],
      ]);
      const product = new RefereeSubject(hearing, this.#set.products.entity, new Map(), true);
      const sorts = new Map<string, ReadSort>([
        ['customer', { sort: 'row', reads: record, path: ['customer'] }],
        ['product', { sort: 'row', reads: this.#set.products, path: ['product'] }],
      ]);
      return new RefereeSubject(hearing, null, new Map([...values, ['product', product]]), false, sorts);
    }
    if (record.entity !== null) return this.#rows.row(record, facts, '/facts', hearing);
    const declared = inputs ?? {};
    this.#rows.unknownNames(facts, new Set(Object.keys(declared)), '/facts');
    const values = new Map(
      Object.entries(declared).flatMap(([name, of]): [string, RefereeValue][] =>
        record.fields.has(name) ? [[name, this.#rows.field(name, of, facts[name], '/facts')]] : [],
      ),
    );
    return new RefereeSubject(
      hearing,
      null,
      values,
      false,
      new Map(Object.entries(declared).map(([name, of]) => [name, sortOf(of)])),
    );
  }

  /** What is read and not there, or counts as missing, in the order in which it is declared; behind single relations by its path. */
  #lacked(reads: ReadTracker, facts: JsonObject, at: string): readonly Lacked[] {
    const { entity } = reads;
    const declared = entity === null ? Object.keys(this.#set.inputs ?? {}) : namesOf(this.#documents, entity);
    const relations = entity === null ? {} : (entityDocument(this.#documents, entity).relations ?? {});
    return declared.flatMap((name): readonly Lacked[] => {
      const inRow = reads.fields.get(name);
      if (inRow === undefined) return [];
      const json = Object.hasOwn(facts, name) ? facts[name] : undefined;
      if (isAbsent(json)) return [{ name, isUnusable: false }];
      if (this.#rows.unusable.has(below(at, name))) return [{ name, isUnusable: true }];
      if (inRow === null || relations[name]?.many === true || !isObject(json)) return [];
      return this.#lacked(inRow, json, below(at, name)).map((one) => ({ ...one, name: `${name}.${one.name}` }));
    });
  }
}
