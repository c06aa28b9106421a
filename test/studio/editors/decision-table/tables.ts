import { type DecisionTable, isObject, type JsonObject } from '../../../../definitions/index.ts';
import { randomLibrary } from '../../../../server/referee/agree/random/library.ts';
import { columnsOf, type GridColumn } from '../../../../studio/editors/decision-table/columns.ts';
import type { Reader } from '../../../../studio/texts/reader.ts';
import { entitiesOf, type Shelf, titlesOf } from '../../../../studio/texts/titles.ts';

/** A table with the documents it stands among. */
export interface ShelvedTable {
  readonly document: DecisionTable;
  readonly shelf: Shelf;
}

/** Tables of random libraries, whole and true. */
export function randomTables(libraries: number): readonly ShelvedTable[] {
  return Array.from({ length: libraries }, (_, seed) => randomLibrary(seed + 1)).flatMap((sources) => {
    const shelf = new Map(
      sources.flatMap(({ document }) =>
        isObject(document) ? [[`${String(document['kind'])}/${String(document['name'])}`, document] as const] : [],
      ),
    );
    return [...shelf.values()]
      .filter((document) => document['kind'] === 'decision-table')
      .map((document) => ({ document: document as unknown as DecisionTable, shelf }));
  });
}

export function columnsFor({ document, shelf }: ShelvedTable, reader: Reader): readonly GridColumn[] {
  return columnsOf(document, titlesOf(shelf, entitiesOf(document as unknown as JsonObject), reader), reader);
}

export const LIMIT: DecisionTable = {
  kind: 'decision-table',
  name: 'limit',
  entity: 'entity/customer',
  hitPolicy: 'first',
  inputs: [
    { fact: 'age', title: 'Age' },
    { fact: 'grade', title: { en: 'Grade', 'zh-CN': '等级' } },
  ],
  outputs: [{ name: 'limit', type: 'integer', title: { en: 'Limit', 'zh-CN': '额度' } }],
  rules: [
    { id: 'young', note: 'clause 8', when: ['[18, 30)', ['AAA', 'AA']], then: [50_000] },
    { id: 'rest', when: ['-', '-'], then: [{ text: 'age * 100' }] },
  ],
  otherwise: [0],
};
