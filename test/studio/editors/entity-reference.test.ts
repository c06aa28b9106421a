import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type EntityDocument,
  isObject,
  type Json,
  type JsonObject,
  LANGUAGES,
  type ReferenceDocument,
} from '../../../definitions/index.ts';
import { Chance } from '../../../server/referee/agree/random/chance.ts';
import { randomDictionaries } from '../../../server/referee/agree/random/entities.ts';
import { randomReference } from '../../../server/referee/agree/random/references.ts';
import { titled } from '../../../studio/editors/edit.ts';
import * as entity from '../../../studio/editors/entity/edits.ts';
import { usesOf } from '../../../studio/editors/entity/uses.ts';
import * as columns from '../../../studio/editors/reference/column-edits.ts';
import * as reference from '../../../studio/editors/reference/edits.ts';
import { packSources } from '../../support/packs.ts';

const documents = (['bank-crm', 'bank-marketing'] as const)
  .flatMap((pack) => packSources(pack))
  .map(({ document }) => document as JsonObject);
const ofKind = (kind: string) => documents.filter((one) => one['kind'] === kind);
const entities = (seed: number): readonly EntityDocument[] => {
  const drawn = Object.values(randomDictionaries(new Chance(seed)))
    .flat()
    .filter((one): one is JsonObject => isObject(one as Json) && (one as JsonObject)['kind'] === 'entity');
  return [...ofKind('entity'), ...drawn] as unknown as readonly EntityDocument[];
};
const references = (seed: number) =>
  [...ofKind('reference'), randomReference(new Chance(seed), 'drawn')] as unknown as readonly ReferenceDocument[];
/** The text of a document: the order of its members counts. */
const textOf = (document: object) => JSON.stringify(document);
const named = (name: string) => {
  const found = ofKind('entity').find((one) => one['name'] === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found as unknown as EntityDocument;
};

describe('an entity', () => {
  it('is the same text again after every edit and its way back, of the packs and drawn at random', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        for (const document of entities(seed))
          for (const members of entity.MEMBERS) {
            const names = Object.keys(document[members] ?? {});
            for (const [i, name] of names.entries()) {
              const there = entity.renameMember(document, members, name, 'renamedNow');
              expect(textOf(entity.renameMember(there, members, 'renamedNow', name))).toBe(textOf(document));
              const down = entity.moveMember(document, members, name, 1);
              if (i + 1 < names.length)
                expect(textOf(entity.moveMember(down, members, name, -1))).toBe(textOf(document));
              expect(Object.keys(entity.removeMember(document, members, name)[members] ?? {})).toEqual(
                names.filter((one) => one !== name),
              );
            }
            const added = entity.addMember(document, members, 'addedNow', { type: 'string' });
            const back = entity.removeMember(added, members, 'addedNow');
            expect(textOf(back)).toBe(textOf(document));
          }
      }),
      { numRuns: 20 },
    );
  });

  it('is the same where each control writes what it shows', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        for (const document of entities(seed))
          for (const [name, field] of Object.entries(document.fields)) {
            const values = (field.enum ?? []).map((code) => ({ code, title: field.labels?.[code] }));
            expect(entity.setValues(document, name, values).fields[name]).toEqual(field);
            expect(entity.setType(document, name, field.type)).toBe(document);
            const { title } = field;
            if (typeof title === 'object')
              for (const language of LANGUAGES)
                expect(entity.setTitle(document, 'fields', name, language, title[language] ?? '').fields[name]).toEqual(
                  field,
                );
          }
      }),
      { numRuns: 20 },
    );
  });

  it('carries a new name of a field to its key, its look-ups and what its records are called by, and not to formulas', () => {
    const document = { ...named('customer'), nameField: 'customerId', lookUps: [{ field: 'customerId', last: 4 }] };
    const after = entity.renameMember(document, 'fields', 'customerId', 'number');
    expect([after.key, after.nameField, after.lookUps]).toEqual(['number', 'number', [{ field: 'number', last: 4 }]]);
    expect(Object.keys(after.fields)[0]).toBe('number');
    expect(after.derived).toBe(document.derived);
    expect(after.relations).toBe(document.relations);
    expect(entity.renameMember(document, 'fields', 'customerId', 'age')).toBe(document);
  });

  it('drops with a type what only that type may have', () => {
    const document = {
      kind: 'entity',
      name: 'a',
      fields: { x: { type: 'decimal', decimals: 4, minimum: 0, unit: 'CNY' } },
    };
    const of = document as unknown as EntityDocument;
    expect(entity.setType(of, 'x', 'integer').fields['x']).toEqual({ unit: 'CNY', type: 'integer', minimum: 0 });
    expect(entity.setType(of, 'x', 'string').fields['x']).toEqual({ type: 'string' });
  });

  it('a title said for all readers is said in the other language still when one is written', () => {
    expect(titled('Age', 'zh-CN', '年龄')).toEqual({ 'zh-CN': '年龄', en: 'Age' });
    expect(titled({ en: 'Age' }, 'en', '')).toBeUndefined();
  });
});

describe('what names a field', () => {
  it.each(Object.keys(named('customer').fields))(
    '%s is found wherever a definition over its entity has it as a fact',
    (name) => {
      const fact = new RegExp(`"(fact|field)":"${name}"`);
      const over = documents.filter((one) => one['entity'] === 'entity/customer' && fact.test(textOf(one)));
      const uses = usesOf('entity/customer', name, documents).map(({ id }) => id);
      expect(uses).toEqual(expect.arrayContaining(over.map((one) => `${String(one['kind'])}/${String(one['name'])}`)));
    },
  );

  it('is found in formulas, behind relations and in records of cases, and not in titles', () => {
    const others: readonly JsonObject[] = [
      { kind: 'formula', name: 'a', entity: 'entity/x', lines: [{ text: 'age * 2' }] },
      { kind: 'criteria', name: 'b', entity: 'entity/y', when: { all: [{ fact: 'owner.age' }] } },
      { kind: 'criteria', name: 'c', entity: 'entity/x', title: 'age', when: { all: [{ fact: 'ageing' }] } },
      { kind: 'criteria', name: 'd', entity: 'entity/x', cases: [{ given: { facts: { age: 3 } } }] },
      { kind: 'entity', name: 'y', relations: { owner: { entity: 'entity/x', by: 'id' } } },
      { kind: 'criteria', name: 'e', entity: 'entity/z', when: { all: [{ fact: 'age' }] } },
    ];
    expect(usesOf('entity/x', 'age', others).map(({ id }) => id)).toEqual(['formula/a', 'criteria/b', 'criteria/d']);
  });
});

describe('a reference table', () => {
  it('is the same where every cell is written as it is shown, and its rows are moved there and back', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        for (const document of references(seed)) {
          const columns = reference.columnsOf(document);
          const block = document.rows.map((row) => columns.map((column) => reference.cellText(row[column])));
          expect(textOf(reference.pasteCells(document, 0, columns, block))).toBe(textOf(document));
          const moved = reference.moveRow(document, 0, 1);
          expect(textOf(reference.moveRow(moved, 1, -1))).toBe(textOf(document));
          const { length } = document.rows;
          expect(textOf(reference.removeRow(reference.addRow(document), length))).toBe(textOf(document));
        }
      }),
      { numRuns: 20 },
    );
  });

  it('read back from texts into an empty table says the same', () => {
    for (const document of references(7)) {
      const columns = reference.columnsOf(document);
      const block = document.rows.map((row) => columns.map((column) => reference.cellText(row[column])));
      const anew = reference.pasteCells({ ...document, rows: [] }, 0, columns, block);
      // Figures that were kept as text may come back as numbers of the same digits.
      expect(anew.rows.map((row) => columns.map((column) => reference.cellText(row[column])))).toEqual(block);
    }
  });

  it.each<[string, object, Json | undefined]>([
    ['5万', { type: 'integer' }, 50000],
    ['1.35 %', { type: 'decimal' }, 0.0135],
    ['0.000000000000000000012', { type: 'decimal' }, '0.000000000000000000012'],
    ['12345678901234567890', { type: 'integer' }, '12345678901234567890'],
    ['about five', { type: 'integer' }, 'about five'],
    ['是', { type: 'boolean' }, true],
    ['一年', { type: 'string', enum: ['1y'], labels: { '1y': { 'zh-CN': '一年', en: 'One year' } } }, '1y'],
    ['2026-01-01', { type: 'date' }, '2026-01-01'],
    ['  ', { type: 'string' }, undefined],
  ])('reads %s of %j as %j', (text, field, value) => {
    expect(reference.cellValue(text, field as never)).toEqual(value);
  });

  it('takes rows pasted beyond its end, leaves out what is beyond its columns, and sorts rows that say nothing last', () => {
    const document = {
      kind: 'reference',
      name: 'a',
      key: ['k'],
      fields: { n: { type: 'integer' } },
      rows: [{ k: 'z', n: 1 }],
    };
    const pasted = reference.pasteCells(
      document as never,
      1,
      ['k', 'n'],
      [
        ['b', '2', 'beyond'],
        ['c', ''],
      ],
    );
    expect(pasted.rows).toEqual([{ k: 'z', n: 1 }, { k: 'b', n: 2 }, { k: 'c' }]);
    expect(reference.sortRows(pasted, 'k').rows.map((row) => row['k'])).toEqual(['b', 'c', 'z']);
    expect(reference.sortRows(pasted, 'n').rows.map((row) => row['k'])).toEqual(['z', 'b', 'c']);
  });
});

describe('the columns of a reference table', () => {
  it('are the same again after every edit and its way back, in every row, of the packs and drawn at random', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        for (const document of references(seed)) {
          for (const name of reference.columnsOf(document)) {
            const there = columns.renameColumn(document, name, 'renamedNow');
            expect(reference.columnsOf(there)).not.toContain(name);
            expect(JSON.stringify(there.rows)).not.toContain(`"${name}":`);
            expect(textOf(columns.renameColumn(there, 'renamedNow', name))).toBe(textOf(document));
            const gone = columns.removeColumn(document, name);
            if (!columns.mayGo(document, name)) expect(gone).toBe(document);
            else {
              expect(reference.columnsOf(gone)).toEqual(reference.columnsOf(document).filter((one) => one !== name));
              expect(gone.rows.every((row) => !Object.hasOwn(row, name))).toBe(true);
            }
            if (Object.hasOwn(document.fields, name))
              expect(textOf(columns.setColumn(document, name, (field) => field))).toBe(textOf(document));
          }
          const added = columns.addColumn(document, 'addedNow');
          expect(textOf(columns.removeColumn(added, 'addedNow'))).toBe(textOf(document));
        }
      }),
      { numRuns: 20 },
    );
  });

  it('are named by what formulas may write, each once', () => {
    const [one] = references(1);
    const [taken = ''] = one === undefined ? [] : reference.columnsOf(one);
    const faults = [taken, 'Rate', 'a b', '', '利率'].map((name) => one && columns.columnNameFault(one, name));
    expect(faults).toEqual(['entity.takenName', 'entity.badName', 'entity.badName', 'entity.badName', null]);
    expect(one && columns.columnNameFault(one, taken, taken)).toBeNull();
  });

  it('of shares of one show percent, and read back the very figure', () => {
    const share = { type: 'decimal', decimals: 6, unit: 'ratio' } as const;
    expect([0.001, 0.0125, 1, 0, -0.05].map((one) => reference.cellText(one, share))).toEqual([
      '0.1%',
      '1.25%',
      '100%',
      '0%',
      '-5%',
    ]);
    fc.assert(
      fc.property(fc.integer({ min: -2_000_000, max: 2_000_000 }), (units) => {
        const figure = units / 1_000_000;
        expect(reference.cellValue(reference.cellText(figure, share), share)).toBe(figure === 0 ? 0 : figure);
      }),
    );
  });
});
