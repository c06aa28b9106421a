import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runCases } from '../../definitions/cases.ts';
import { compile } from '../../definitions/compile.ts';
import { isObject, type Json, type JsonObject } from '../../definitions/model/json.ts';
import { kindOf } from '../../definitions/kinds/index.ts';
import { type Library, link } from '../../definitions/library.ts';
import { prove } from '../../definitions/prove.ts';
import { meaningOf, type Problem } from '../../definitions/model/problem.ts';
import { canonical } from '../../definitions/model/hash.ts';
import { readJson } from '../../definitions/reading/read-json.ts';
import { LANGUAGES } from '../../definitions/model/text.ts';
import { CHANGES, changeOne } from '../support/change.ts';
import { packSources } from '../support/packs.ts';

/** What else may become of a value: what a hostile or careless hand would write. */
const MORE_CHANGES: readonly ((value: Json) => Json | undefined)[] = [
  ...CHANGES,
  () => 1e300,
  () => -0,
  () => 123456789012345,
  () => '123456789012345678901234567890.5',
  () => '[-∞, 0)',
  () => '(inf, -inf)',
  () => 'sum(for i in 1..10 return i) / 0',
  () => '((((((',
  () => '(a+)+$',
  () => 'criteria/personal-customer',
  () => 'scorecard/credit#score',
  () => '\u202e\u0000汉\\"\'`${x}',
  () => '2024-02-29',
  () => '9999-12-31T23:59:59Z',
  () => JSON.parse('{"__proto__":{"a":1}}') as Json,
  () => JSON.parse('{"constructor":[]}') as Json,
  (value) => (typeof value === 'number' ? -value : [[value]]),
  (value) => (typeof value === 'number' ? value * 1e9 : { not: value }),
  (value) => (typeof value === 'string' ? value.toUpperCase() : null),
  (value) => (typeof value === 'string' ? `${value} ` : [value, value]),
  (value) => (Array.isArray(value) ? (value.toReversed() as Json) : 0),
  (value) => (Array.isArray(value) ? (value.slice(1) as Json) : ''),
  (value) => (isObject(value) ? (Object.fromEntries(Object.entries(value).toReversed()) as Json) : false),
  (value) => (isObject(value) ? (Object.fromEntries(Object.entries(value).slice(1)) as Json) : true),
];

const change = fc.record({ which: fc.nat(10_000), at: fc.nat(20_000), how: fc.nat(MORE_CHANGES.length - 1) });
const apply = (value: JsonObject, at: number, how: number) =>
  changeOne(value, at, MORE_CHANGES[how] ?? ((same) => same));

/** A problem says itself in both languages without leftover slots, and goes over the wire. What a reader wrote may stand in it. */
function expectTold(problems: readonly Problem[]): void {
  for (const { code, severity, message, pointer } of problems) {
    const meaning = meaningOf(code);
    expect(meaning?.severity, code).toBe(severity);
    for (const language of LANGUAGES) {
      const slots = meaning?.[language].match(/\{\w+\}/g) ?? [];
      expect(
        slots.filter((slot) => message[language].includes(slot)),
        code,
      ).toEqual([]);
      expect(message[language], code).not.toMatch(/undefined|\[object|^\s*$/);
    }
    expect(message['zh-CN'], code).toMatch(/\p{Script=Han}/u);
    expect(pointer === '' || pointer.startsWith('/'), code).toBe(true);
  }
  expect(JSON.parse(JSON.stringify(problems))).toBeDefined();
}

/** Everything a library can be asked of one definition. */
function askAll(library: Library, id: string): void {
  const definition = library.definitions.get(id);
  const kind = kindOf(definition?.kind ?? '');
  if (definition === undefined || kind === undefined || library.broken.has(id)) return;
  const decision = library.environment.decision(id) ?? null;
  for (const language of LANGUAGES) {
    for (const sentence of kind.words(definition.document, decision, library.environment, language)) {
      expect(sentence).not.toMatch(/undefined|NaN|\[object/);
    }
  }
  for (const { proofs } of prove(library, [id], { nodes: 2_000 })) {
    expectTold(proofs.flatMap(({ problem }) => problem ?? []));
  }
  for (const { got } of runCases(library, id)) expectTold(got.problems);
}

const PACKS = { 'bank-crm': packSources('bank-crm'), 'bank-marketing': packSources('bank-marketing') };

/** Changes documents, texts and requests at random, so many times for each. */
export function nothingThrows(documents: number, requests: number): void {
  describe('whatever becomes of a document', () => {
    it.each(Object.entries(PACKS))(
      'of %s, nothing throws: it is linked, proved, compiled, run and said, or refused in both languages',
      (_, pack) => {
        fc.assert(
          fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
            const drafts = pack.map(({ document }) => document as Json);
            for (const { which, at, how } of changes) {
              const i = which % drafts.length;
              const document = drafts[i];
              if (isObject(document)) drafts[i] = apply(document, at, how);
            }
            const library = link(drafts.map((document) => ({ document })));
            expectTold(library.problems);
            const changed = changes.flatMap(({ which }) => {
              const document = drafts[which % drafts.length];
              return isObject(document) ? [`${String(document['kind'])}/${String(document['name'])}`] : [];
            });
            for (const id of changed) askAll(library, id);
          }),
          { numRuns: documents },
        );
      },
    );

    it('in its text, it is read or refused where the fault stands', () => {
      const texts = PACKS['bank-marketing'].map(({ document }) => canonical(document as Json));
      const edit = fc.record({
        which: fc.nat(10_000),
        at: fc.nat(100_000),
        drop: fc.nat(3),
        put: fc.oneof(
          fc.string({ maxLength: 4 }),
          fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', '1e999', '\u0000', '\ud800', '"__proto__":1,'),
        ),
      });
      fc.assert(
        fc.property(edit, ({ which, at, drop, put }) => {
          const text = texts[which % texts.length] ?? '';
          const place = at % text.length;
          const read = readJson(text.slice(0, place) + put + text.slice(place + drop));
          if (read.kind === 'refused') expectTold(read.problems);
          else expectTold(link([{ document: read.document }]).problems);
        }),
        { numRuns: documents * 10 },
      );
    });
  });

  describe('whatever becomes of a request', () => {
    const library = link(Object.values(PACKS).flat());
    const asked = [...library.definitions.values()].flatMap(({ id, document }) => {
      const given = document.cases?.[0]?.given;
      return given === undefined || library.environment.decision(id) === undefined ? [] : [{ id, given }];
    });

    it('it is answered, or refused in both languages; what is refused has no value', () => {
      const compiled = new Map<string, ReturnType<typeof compile>>();
      fc.assert(
        fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), ([first, ...more]) => {
          const { id, given } = asked[(first?.which ?? 0) % asked.length] ?? { id: '', given: {} };
          const decision = compiled.get(id) ?? compile(library, [id], { trace: true });
          compiled.set(id, decision);
          const request = [first, ...more].reduce<Json>(
            (value, one) => (one !== undefined && isObject(value) ? apply(value, one.at, one.how) : value),
            given,
          );
          const result = decision.decide(request, 'en')[id];
          expect(result).toBeDefined();
          if (result === undefined) return;
          expectTold(result.problems);
          expect(JSON.parse(JSON.stringify(result))).toMatchObject({ definition: { id } });
          const isRefused = result.problems.some(
            ({ severity, pointer }) => severity === 'error' && /^\/(facts|\$|products)|^$/.test(pointer),
          );
          if (isRefused) expect(result.value).toBeNull();
        }),
        { numRuns: requests },
      );
    });

    it('a value of no JSON is refused, too', () => {
      fc.assert(
        fc.property(
          fc.nat(10_000),
          fc.anything({
            withBigInt: true,
            withDate: true,
            withMap: true,
            withNullPrototype: true,
            withSparseArray: true,
            withTypedArray: true,
          }),
          (which, thing) => {
            const { id, given } = asked[which % asked.length] ?? { id: '', given: {} };
            const facts = given['facts'];
            const [name] = Object.keys(isObject(facts) ? facts : {});
            for (const request of [
              thing,
              { facts: thing },
              { ...given, facts: { ...(isObject(facts) ? facts : {}), [name ?? 'x']: thing } },
            ]) {
              expectTold(compile(library, [id]).decide(request)[id]?.problems ?? []);
            }
          },
        ),
        { numRuns: requests / 10 },
      );
    });
  });
}
