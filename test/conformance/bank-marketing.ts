import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type EntityDocument,
  isObject,
  type Json,
  type JsonObject,
  type Library,
  link,
  type Result,
} from '../../definitions/index.ts';
import { openDuckdb } from '../../server/batch/duckdb.ts';
import { runBatch } from '../../server/batch/run-batch.ts';
import { engineFor } from '../../server/engines.ts';
import { type EngineName } from '../../server/engine.ts';
import { packSources } from '../support/packs.ts';

/** The calls of a Portuguese bank (UCI no. 222): 45,211 rows on which the pack's decisions are made, by batch and one by one. */
export const ROWS = 45_211;
export const library: Library = link(packSources('bank-marketing'));
export const decisions: readonly string[] = [...library.definitions.keys()].filter(
  (id) => library.environment.decision(id) !== undefined,
);

/** Frozen cuts for segmentations by share, as many as each has classes but one. */
const cuts: Readonly<Record<string, readonly number[]>> = Object.fromEntries(
  [...library.definitions.values()].flatMap(({ id, document }) => {
    const { method, classes = [] } = document as unknown as {
      readonly method?: string;
      readonly classes?: readonly unknown[];
    };
    return method === 'share' ? [[id, classes.slice(1).map((_, i) => (i + 1) / (classes.length + 1))]] : [];
  }),
);

/** The rows as requests: figures as numbers, `NaN` as missing, `day_of_week` under its field's name. */
export function readClients(file: string): readonly JsonObject[] {
  const [head = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const client = library.definitions.get('entity/client');
  if (client === undefined) throw new Error('There is no client');
  const { fields } = client.document as EntityDocument;
  const names = head
    .trim()
    .split(',')
    .map((name) => (name === 'day_of_week' ? 'dayOfWeek' : name));
  return lines.map((line) => {
    const cells = line.trim().split(',');
    const facts = names.flatMap((name, i): [string, Json][] => {
      const text = cells[i] ?? '';
      if (text === 'NaN') return [];
      const type = fields[name]?.type;
      return [[name, type === 'integer' || type === 'decimal' ? Number(text) : text]];
    });
    return { facts: Object.fromEntries(facts) };
  });
}

/** The results of a batch over the file, by row number, as JSON. */
export async function batchRows(file: string, ref: string): Promise<ReadonlyMap<number, JsonObject>> {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-uci-'));
  const duckdb = await openDuckdb();
  try {
    const output = join(folder, 'result.ndjson');
    await runBatch(duckdb, {
      library,
      refs: [ref],
      input: file,
      output,
      related: {},
      asOf: 20_000n,
      cuts,
      mapping: { day_of_week: 'dayOfWeek' },
      key: 'rownum',
      nulls: ['NaN'],
      columns: [],
      force: true,
      language: 'en',
      parts: new Set(['reasons', 'missing', 'partial', 'problems']),
    });
    const rows = readFileSync(output, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as JsonObject);
    return new Map(rows.map((row) => [Number(row['rownum']), row]));
  } finally {
    duckdb.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How many of the requests (row 1 first) an engine answers as the batch did, and the first that differ. */
export async function compareWithBatch(
  engine: EngineName,
  ref: string,
  requests: readonly JsonObject[],
  rows: ReadonlyMap<number, JsonObject>,
): Promise<{ readonly equal: number; readonly differing: readonly string[] }> {
  const made = await engineFor(engine, library, ref, { unknown: 'ignore', cuts });
  const differing: string[] = [];
  let equal = 0;
  try {
    for (let start = 0; start < requests.length; start += 5000) {
      const results = await made.decide(requests.slice(start, start + 5000), 'en');
      results.forEach((result, i) => {
        const row = rows.get(start + i + 1);
        const [a, b] = [row === undefined ? 'refused' : ofRow(row), ofResult(result)];
        if (a === b) equal += 1;
        else if (differing.length < 5) differing.push(`${ref} row ${start + i + 1}: batch ${a}, ${engine} ${b}`);
      });
    }
  } finally {
    await made.close();
  }
  return { equal, differing };
}

const OTHERS: ReadonlySet<string> = new Set(['rownum', 'reasons', 'missing', 'partial', 'problems']);

function ofRow(row: JsonObject): string {
  const values = Object.entries(row).filter(([name, value]) => !OTHERS.has(name) && value !== null);
  return shown(values, row['reasons'] ?? [], row['missing'] ?? [], row['partial'] === true, row['problems'] ?? []);
}

function ofResult({ value, reasons, missing, partial, problems }: Result): string {
  const values = flat(isObject(value) ? value : { value }).filter(([, of]) => of !== null);
  const codes = (list: readonly { readonly code: string }[]) => list.map(({ code }) => code);
  return shown(values, codes(reasons), [...missing], partial === true, codes(problems));
}

function flat(value: JsonObject, above = ''): readonly [string, Json][] {
  return Object.entries(value).flatMap(([name, of]): readonly [string, Json][] =>
    isObject(of) ? flat(of, `${above}${name}_`) : [[`${above}${name}`, of]],
  );
}

const shown = (values: readonly (readonly [string, Json])[], ...parts: readonly Json[]) =>
  JSON.stringify([Object.fromEntries([...values].sort(([a], [b]) => (a < b ? -1 : 1))), ...parts]);
