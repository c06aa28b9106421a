import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject, type Json, type JsonObject, kindOf, LANGUAGES } from '../../../../definitions/index.ts';
import { randomLibrary } from '../../../../server/referee/agree/random/library.ts';
import { formOfKind, HEAD, withForm } from '../../../../studio/definition/generic/form-schema.ts';
import { packSources } from '../../../support/packs.ts';

const packs = (['bank-crm', 'bank-marketing'] as const)
  .flatMap((pack) => packSources(pack))
  .map(({ document }) => document as JsonObject);
const schemaOf = (document: JsonObject) => {
  const found = kindOf(String(document['kind']))?.schema;
  if (found === undefined) throw new Error(`no kind ${String(document['kind'])}`);
  return found;
};

/** What a form tells of a document where nothing is typed: the parts it shows, and no other. */
function toldBy(schema: JsonObject, value: Json | undefined): Json | undefined {
  const properties = schema['properties'];
  if (Array.isArray(value)) return value.map((one: Json) => toldBy((schema['items'] ?? {}) as JsonObject, one) ?? null);
  if (!isObject(value) || !isObject(properties)) return value;
  return Object.fromEntries(
    Object.entries(properties).map(([key, part]) => [key, toldBy(part as JsonObject, value[key])]),
  ) as Json;
}

describe('the form of a kind', () => {
  it('loses nothing of a document, of the packs or drawn at random, whatever it shows of it', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const drawn = randomLibrary(seed).map(({ document }) => document as JsonObject);
        for (const document of [...packs, ...drawn])
          for (const only of [null, HEAD]) {
            const form = formOfKind(schemaOf(document), document, 'en', only);
            expect(withForm(document, toldBy(form.schema, document) ?? {}, form)).toBe(document);
            const shown = Object.keys(form.schema['properties'] as JsonObject);
            for (const key of Object.keys(document))
              if (only?.has(key) ?? !['kind', 'name', 'cases'].includes(key))
                expect([...shown, ...form.kept]).toContain(key);
          }
      }),
      { numRuns: 8 },
    );
  });

  it('shows of every definition of the packs all that it says about itself', () => {
    for (const document of packs)
      for (const language of LANGUAGES) {
        const form = formOfKind(schemaOf(document), document, language, HEAD);
        expect([String(document['name']), form.kept]).toEqual([String(document['name']), []]);
        expect(JSON.stringify(form.schema)).not.toContain(' / ');
      }
  });

  it('writes what is typed, takes out what is emptied, and keeps an item that was just added', () => {
    const document = { kind: 'criteria', name: 'a', title: { en: 'A' }, when: { all: [] }, owner: 'x' };
    const form = formOfKind(schemaOf(document), document, 'en', HEAD);
    expect(withForm(document, { title: { en: 'B', 'zh-CN': '乙' }, owner: '', basis: [{}] }, form)).toEqual({
      kind: 'criteria',
      name: 'a',
      title: { en: 'B', 'zh-CN': '乙' },
      when: { all: [] },
      basis: [{}],
    });
  });
});
