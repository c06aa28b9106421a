import {
  below,
  type DeclaredField,
  isObject,
  type Json,
  type JsonObject,
  meaningOf,
  parseDays,
  parseMilliseconds,
  type Problem,
} from '../../definitions/index.ts';
import { Day, dayOfMoment, Moment } from './calendar.ts';
import { type Documents, entityDocument } from './declared.ts';
import type { Reads, Sort } from './reads.ts';
import { sortOf } from './reads.ts';
import { readSetOf, type ReadSet } from './read-set.ts';
import { readValue } from './read-value.ts';
import { type Hearing, type Inputs, Subject } from './subject.ts';
import type { Value } from './value.ts';

/** A request as the referee read it: the subject, or why there is none. */
export interface Heard {
  readonly subject: Subject | null;
  readonly problems: readonly Problem[];
  readonly missing: readonly string[];
}

/** A problem by its code; the referee fills in no slots. */
export function problemOf(code: string, pointer: string, definition?: string): Problem {
  const { severity = 'error', ...meaning } = meaningOf(code) ?? { 'zh-CN': code, en: code };
  const clean = (text: string) => text.replace(/\{\w+\}/g, '…');
  const message = { 'zh-CN': clean(meaning['zh-CN']), en: clean(meaning.en) };
  return { code, severity, pointer, message, ...(definition === undefined ? {} : { definition }) };
}

const MOST_ROWS = 1_000_000;
const isAbsent = (json: unknown) => json === undefined || json === null;

/** Makes the reader of requests for a decision: what it needs is told by its documents alone. */
export function requestReader(documents: Documents, id: string, unknown: 'refuse' | 'ignore') {
  const set = readSetOf(documents, id);
  return (request: Json, hearing: (inputs: Pick<Inputs, 'asOf' | 'previous'>) => Hearing): Heard =>
    new Clerk(documents, set, unknown).read(request, hearing);
}

class Clerk {
  readonly #documents: Documents;
  readonly #set: ReadSet;
  readonly #unknown: 'refuse' | 'ignore';
  readonly #problems: Problem[] = [];
  readonly #notes: Problem[] = [];
  readonly #unusable = new Set<string>();

  constructor(documents: Documents, set: ReadSet, unknown: 'refuse' | 'ignore') {
    this.#documents = documents;
    this.#set = set;
    this.#unknown = unknown;
  }

  read(request: Json, hearing: (inputs: Pick<Inputs, 'asOf' | 'previous'>) => Hearing): Heard {
    if (!isObject(request)) return this.#refused([problemOf('request-malformed', '')], []);
    for (const key of Object.keys(request)) {
      if (!['facts', '$asOf', '$previous', 'products'].includes(key)) this.#note('request-key-unknown', below('', key));
    }
    const facts = request['facts'];
    if (!isObject(facts)) return this.#refused([...this.#problems, problemOf('request-malformed', '/facts')], []);
    const asOf = this.#asOf(request['$asOf']);
    const previous = this.#previous(request['$previous']);
    const held = hearing({ asOf, previous });
    const subject = this.#subject(facts, request['products'], held);
    const names = this.#fieldNames();
    const lacks = names.filter((name) => !Object.hasOwn(facts, name) || isAbsent(facts[name]));
    if (this.#problems.length > 0) return this.#refused(this.#problems, lacks);
    return {
      subject,
      problems: this.#notes,
      missing: names.filter((name) => lacks.includes(name) || this.#unusable.has(name)),
    };
  }

  #refused(problems: readonly Problem[], missing: readonly string[]): Heard {
    return { subject: null, problems, missing };
  }

  #note(code: string, pointer: string): void {
    this.#problems.push(problemOf(code, pointer));
  }

  #subject(facts: JsonObject, products: Json | undefined, hearing: Hearing): Subject {
    const { record, inputs } = this.#set;
    if (this.#set.products !== null) {
      const customer = this.#row(record, facts, '/facts', hearing);
      const values = new Map<string, Value>([
        ['customer', customer],
        ['products', this.#products(products, this.#set.products, hearing)],
      ]);
      const product = new Subject(hearing, this.#set.products.entity, new Map(), true);
      const sorts = new Map<string, Sort>([
        ['customer', { sort: 'row', reads: record, path: ['customer'] }],
        ['product', { sort: 'row', reads: this.#set.products, path: ['product'] }],
      ]);
      return new Subject(hearing, null, new Map([...values, ['product', product]]), false, sorts);
    }
    if (record.entity !== null) return this.#row(record, facts, '/facts', hearing);
    const declared = inputs ?? {};
    this.#unknownNames(facts, new Set(Object.keys(declared)), '/facts');
    const values = new Map(
      Object.entries(declared).flatMap(([name, of]): [string, Value][] =>
        record.fields.has(name) ? [[name, this.#field(name, of, facts[name], '/facts', name)]] : [],
      ),
    );
    return new Subject(
      hearing,
      null,
      values,
      false,
      new Map(Object.entries(declared).map(([name, of]) => [name, sortOf(of)])),
    );
  }

  /** The fields of the read set, as the entity (or the formula) declares them. */
  #fieldNames(): readonly string[] {
    const { record, inputs } = this.#set;
    const declared = record.entity === null ? Object.keys(inputs ?? {}) : namesOf(this.#documents, record.entity);
    return declared.filter((name) => record.fields.has(name));
  }

  #unknownNames(facts: JsonObject, known: ReadonlySet<string>, at: string): void {
    if (this.#unknown === 'ignore') return;
    for (const name of Object.keys(facts)) if (!known.has(name)) this.#note('fact-unknown', below(at, name));
  }

  /** `root`: the field of the record a value belongs to, where it lies deeper. */
  #row(reads: Reads, facts: JsonObject, at: string, hearing: Hearing, root?: string): Subject {
    const document = entityDocument(this.#documents, reads.entity ?? '');
    this.#unknownNames(facts, new Set(namesOf(this.#documents, reads.entity ?? '')), at);
    const values = new Map<string, Value>();
    for (const [name, rows] of reads.fields) {
      const json = Object.hasOwn(facts, name) ? facts[name] : undefined;
      const relation = document.relations?.[name];
      const field = document.fields[name];
      const own = root ?? name;
      if (relation !== undefined && rows !== null) {
        const value = this.#related(rows, relation.many === true, json, below(at, name), hearing, own);
        if (value !== undefined) values.set(name, value);
      } else if (field !== undefined) values.set(name, this.#field(name, field, json, at, own));
    }
    return new Subject(hearing, reads.entity, values);
  }

  #related(
    reads: Reads,
    isMany: boolean,
    json: unknown,
    at: string,
    hearing: Hearing,
    root: string,
  ): Value | undefined {
    if (isAbsent(json)) {
      if (isMany) this.#note('required-missing', at);
      return undefined;
    }
    const row = (one: unknown, pointer: string): Subject | undefined => {
      if (isObject(one)) return this.#row(reads, one, pointer, hearing, root);
      this.#note('fact-of-wrong-type', pointer);
      return undefined;
    };
    if (!isMany) return row(json, at);
    if (!Array.isArray(json) || json.length > MOST_ROWS) {
      this.#note(Array.isArray(json) ? 'too-many-rows' : 'fact-of-wrong-type', at);
      return undefined;
    }
    return json.flatMap((one: unknown, i) => row(one, `${at}/${i}`) ?? []);
  }

  #field(name: string, declared: DeclaredField, json: unknown, at: string, root: string): Value {
    const pointer = below(at, name);
    if (isAbsent(json)) {
      if (declared.optional !== true) this.#note('required-missing', pointer);
      return null;
    }
    const one = (item: unknown, itemAt: string): Value => {
      const read = readValue(declared, item);
      return 'value' in read ? read.value : this.#unreadable(declared, read.fault, itemAt, root, itemAt === pointer);
    };
    if (declared.series !== true) return one(json, pointer);
    if (!Array.isArray(json) || json.length > MOST_ROWS)
      return this.#unreadable(
        declared,
        Array.isArray(json) ? 'too-many-rows' : 'fact-of-wrong-type',
        pointer,
        root,
        true,
      );
    return json.map((item: unknown, i) => (isAbsent(item) ? null : one(item, `${pointer}/${i}`)));
  }

  /** Refused, or counted as missing and told. */
  #unreadable(declared: DeclaredField, code: string, pointer: string, root: string, isWhole: boolean): null {
    if (declared.unreadable !== 'missing') this.#note(code, pointer);
    else {
      this.#notes.push(problemOf('fact-counted-as-missing', pointer));
      if (isWhole && pointer === below('/facts', root)) this.#unusable.add(root);
    }
    return null;
  }

  #asOf(json: unknown): Day | undefined {
    if (isAbsent(json)) {
      if (this.#set.record.shared.asOf) this.#note('as-of-missing', '/$asOf');
      return undefined;
    }
    const text = typeof json === 'string' ? json : '';
    const days = parseDays(text);
    const at = parseMilliseconds(text);
    const day = days !== undefined ? new Day(days) : at === undefined ? undefined : dayOfMoment(new Moment(at));
    if (day === undefined) this.#note('request-malformed', '/$asOf');
    return day;
  }

  #previous(json: unknown): Inputs['previous'] {
    const none = { class: null, since: null, misses: null };
    if (isAbsent(json)) return none;
    if (!isObject(json)) {
      this.#note('request-malformed', '/$previous');
      return none;
    }
    for (const key of Object.keys(json)) {
      if (!['class', 'since', 'misses'].includes(key)) this.#note('fact-unknown', below('/$previous', key));
    }
    const { class: name = null, since = null, misses = null } = json;
    const days = typeof since === 'string' ? parseDays(since) : undefined;
    if (name !== null && typeof name !== 'string') this.#note('request-malformed', '/$previous/class');
    if (since !== null && days === undefined) this.#note('request-malformed', '/$previous/since');
    const isCount = typeof misses === 'number' && Number.isInteger(misses) && Math.abs(misses) <= 1_000_000;
    if (misses !== null && !isCount) this.#note('request-malformed', '/$previous/misses');
    return {
      class: typeof name === 'string' ? name : null,
      since: days === undefined ? null : new Day(days),
      misses: typeof misses === 'number' ? misses : null,
    };
  }

  #products(json: unknown, reads: Reads, hearing: Hearing): Value {
    if (isAbsent(json)) this.#note('products-missing', '/products');
    else if (!Array.isArray(json) || json.length > MOST_ROWS) this.#note('request-malformed', '/products');
    if (!Array.isArray(json)) return [];
    return json.flatMap((product: unknown, i): Value[] => {
      const at = `/products/${i}`;
      if (isObject(product)) return [this.#row(reads, product, at, hearing, '')];
      this.#note('request-malformed', at);
      return [];
    });
  }
}

function namesOf(documents: Documents, entity: string): readonly string[] {
  const { fields, relations = {} } = entityDocument(documents, entity);
  return [...Object.keys(fields), ...Object.keys(relations)];
}
