import { below, type DeclaredField, isObject, type JsonObject, type Problem } from '../../definitions/index.ts';
import { type DocumentsById, entityDocument } from './declared.ts';
import { readValue } from './read-value.ts';
import type { ReadTracker } from './read-tracker.ts';
import { isAbsent, type RequestNote, problemOf } from './request-notes.ts';
import { type Hearing, RefereeSubject } from './subject.ts';
import type { RefereeValue } from './value.ts';

const MOST_ROWS = 1_000_000;

/** Reads the rows of one request, and gathers what is wrong with them. */
export class RowReader {
  /** Why the request is refused. */
  readonly problems: Problem[] = [];
  /** What counts as missing. */
  readonly notes: Problem[] = [];
  /** Where fields stand whose whole value counts as missing. */
  readonly unusable = new Set<string>();
  readonly #documents: DocumentsById;
  readonly #unknown: 'refuse' | 'ignore';

  constructor(documents: DocumentsById, unknown: 'refuse' | 'ignore') {
    this.#documents = documents;
    this.#unknown = unknown;
  }

  readonly note: RequestNote = (code, pointer) => {
    this.problems.push(problemOf(code, pointer));
  };

  unknownNames(facts: JsonObject, known: ReadonlySet<string>, at: string): void {
    if (this.#unknown === 'ignore') return;
    for (const name of Object.keys(facts)) if (!known.has(name)) this.note('fact-unknown', below(at, name));
  }

  row(reads: ReadTracker, facts: JsonObject, at: string, hearing: Hearing): RefereeSubject {
    const document = entityDocument(this.#documents, reads.entity ?? '');
    this.unknownNames(facts, new Set(namesOf(this.#documents, reads.entity ?? '')), at);
    const values = new Map<string, RefereeValue>();
    for (const [name, rows] of reads.fields) {
      const json = Object.hasOwn(facts, name) ? facts[name] : undefined;
      const relation = document.relations?.[name];
      const field = document.fields[name];
      if (relation !== undefined && rows !== null) {
        const value = this.#related(rows, relation.many === true, json, below(at, name), hearing);
        if (value !== undefined) values.set(name, value);
      } else if (field !== undefined) values.set(name, this.field(name, field, json, at));
    }
    return new RefereeSubject(hearing, reads.entity, values);
  }

  #related(reads: ReadTracker, isMany: boolean, json: unknown, at: string, asked: Hearing): RefereeValue | undefined {
    // What was decided before is told of the record alone.
    const hearing = {
      ...asked,
      inputs: { ...asked.inputs, previous: { class: null, since: null, misses: null, run: null } },
    };
    if (isAbsent(json)) {
      if (isMany) this.note('required-missing', at);
      return undefined;
    }
    const row = (one: unknown, pointer: string): RefereeSubject | undefined => {
      if (isObject(one)) return this.row(reads, one, pointer, hearing);
      this.note('fact-of-wrong-type', pointer);
      return undefined;
    };
    if (!isMany) return row(json, at);
    if (!Array.isArray(json) || json.length > MOST_ROWS) {
      this.note(Array.isArray(json) ? 'too-many-rows' : 'fact-of-wrong-type', at);
      return undefined;
    }
    return json.flatMap((one: unknown, i) => row(one, `${at}/${i}`) ?? []);
  }

  field(name: string, declared: DeclaredField, json: unknown, at: string): RefereeValue {
    const pointer = below(at, name);
    if (isAbsent(json)) {
      if (declared.optional !== true) this.note('required-missing', pointer);
      return null;
    }
    const one = (item: unknown, itemAt: string): RefereeValue => {
      const read = readValue(declared, item);
      return 'value' in read ? read.value : this.#unreadable(declared, read.fault, itemAt, itemAt === pointer);
    };
    if (declared.series !== true) return one(json, pointer);
    if (!Array.isArray(json) || json.length > MOST_ROWS)
      return this.#unreadable(declared, Array.isArray(json) ? 'too-many-rows' : 'fact-of-wrong-type', pointer, true);
    return json.map((item: unknown, i) => (isAbsent(item) ? null : one(item, `${pointer}/${i}`)));
  }

  /** Refused, or counted as missing and told. */
  #unreadable(declared: DeclaredField, code: string, pointer: string, isWhole: boolean): null {
    if (declared.unreadable !== 'missing') this.note(code, pointer);
    else {
      this.notes.push(problemOf('fact-counted-as-missing', pointer));
      if (isWhole) this.unusable.add(pointer);
    }
    return null;
  }

  products(json: unknown, reads: ReadTracker, hearing: Hearing): RefereeValue {
    if (isAbsent(json)) this.note('products-missing', '/products');
    else if (!Array.isArray(json) || json.length > MOST_ROWS) this.note('request-malformed', '/products');
    if (!Array.isArray(json)) return [];
    const { key } = entityDocument(this.#documents, reads.entity ?? '');
    const keys = json.map((product: unknown) => (isObject(product) && key !== undefined ? product[key] : undefined));
    keys.forEach((value, i) => {
      if (!isAbsent(value) && keys.indexOf(value) < i)
        this.note('product-repeated', below(`/products/${i}`, key ?? ''));
    });
    return json.flatMap((product: unknown, i): RefereeValue[] => {
      const at = `/products/${i}`;
      if (isObject(product)) return [this.row(reads, product, at, hearing)];
      this.note('request-malformed', at);
      return [];
    });
  }
}

/** The names a row of an entity may have. */
export function namesOf(documents: DocumentsById, entity: string): readonly string[] {
  const { fields, relations = {} } = entityDocument(documents, entity);
  return [...Object.keys(fields), ...Object.keys(relations)];
}
