import { expect } from 'vitest';
import { compile, type CompileOptions } from '../../../definitions/compile.ts';
import type { Json, JsonObject } from '../../../definitions/model/json.ts';
import { type Library, link } from '../../../definitions/library.ts';
import type { Problem } from '../../../definitions/model/problem.ts';
import { meaningOf } from '../../../definitions/model/problem.ts';
import type { Result } from '../../../definitions/model/result.ts';

/** What is refused, warned of or noted in documents: `error code@pointer`, every sentence held to `expectSaid`. */
export function told(...documents: readonly unknown[]): readonly string[] {
  return link(documents.map((document) => ({ document }))).problems.map(toldOf);
}

/** One problem as a line of a table. */
export function toldOf(problem: Problem): string {
  expectSaid(problem);
  return `${problem.severity} ${problem.code}@${problem.pointer}`;
}

/** A problem speaks both languages, has its code in a table, and leaves neither slots nor the program's own words in its sentences. */
export function expectSaid({ code, message, pointer, severity }: Problem): void {
  expect(meaningOf(code)?.severity, code).toBe(severity);
  for (const sentence of [message.en, message['zh-CN']]) {
    expect(sentence, code).not.toMatch(/\s$|undefined|NaN|\[object|\{[a-z]\w*\}|^\s*$|“”/);
    expect(sentence.length, code).toBeLessThan(2_000);
  }
  expect(message['zh-CN'], code).toMatch(/\p{Script=Han}/u);
  expect(message.en, code).toMatch(/[a-z]{2} [a-z]/);
  expect(pointer, code).toMatch(/^(\/.*)?$/su);
}

/** A library of documents; one that has an error fails the test, with what is wrong. */
export function libraryOf(...documents: readonly unknown[]): Library {
  const library = link(documents.map((document) => ({ document })));
  const errors = library.problems.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ definition, pointer, message }) => `${definition} ${pointer} ${message.en}`)).toEqual([]);
  return library;
}

/** The result of one decision for one request. */
export function decided(library: Library, ref: string, request: JsonObject, options: CompileOptions = {}): Result {
  const result = compile(library, [ref], options).decide(request, 'en')[ref];
  if (result === undefined) throw new Error(`${ref} has a result`);
  for (const problem of result.problems) expectSaid(problem);
  return result;
}

/** What a request is told of: `error code@pointer`. */
export const toldBy = (result: Result): readonly string[] => result.problems.map(toldOf);

/** Facts as a request. */
export const given = (facts: JsonObject, more: JsonObject = {}): JsonObject => ({ facts, ...more });

/** An entity of fields. */
export const entity = (fields: JsonObject, more: JsonObject = {}): JsonObject => ({
  kind: 'entity',
  name: 'customer',
  fields,
  ...more,
});

/** A criteria on customers. */
export const criteria = (when: Json, more: JsonObject = {}): JsonObject => ({
  kind: 'criteria',
  name: 'rule',
  entity: 'entity/customer',
  when,
  ...more,
});

/** A formula of one line `x` on customers. */
export const formula = (line: JsonObject, more: JsonObject = {}): JsonObject => ({
  kind: 'formula',
  name: 'sum',
  entity: 'entity/customer',
  lines: [{ name: 'x', type: 'decimal', decimals: 2, ...line }],
  outputs: ['x'],
  ...more,
});
