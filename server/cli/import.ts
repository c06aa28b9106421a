import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { link } from '../../definitions/index.ts';
import { systemClock } from '../clock.ts';
import { importPopulation } from '../operations/population/import-population.ts';
import { populationProblem } from '../population/problems.ts';
import { snapshotsFolder } from '../population/snapshot.ts';
import type { Manifest, SnapshotTable } from '../store/snapshots.ts';
import { hostOperator } from '../store/actor.ts';
import { readPublication } from '../store/definitions.ts';
import { Refusal, type Terminal } from '../terminal.ts';
import { encodingOption, relatedOption, sheetOption, tellNotes, withDuckdb } from './batch-options.ts';
import { configOf, dataOption, withStore } from './data-options.ts';
import { dayAsked } from './fact-options.ts';
import { feedOption, feedsAsked } from './feed-options.ts';
import { inWords } from './options.ts';
import { progress } from './progress.ts';

interface Options {
  readonly related?: Readonly<Record<string, string>>;
  readonly feed?: readonly string[];
  readonly encoding?: string;
  readonly sheet?: string | number;
  readonly asOf?: string;
  readonly refused?: string;
  readonly data?: string;
  readonly json?: boolean;
}

/** `guiju import <entity> <file>`: files become the snapshot of a population, whole or not at all. */
export function describeImport(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .argument('<entity>', text('实体，如 customer', 'an entity, such as customer'))
    .argument('<file>', text('其记录：Parquet、CSV、NDJSON 或 XLSX', 'its records: Parquet, CSV, NDJSON or XLSX'))
    .option('--as-of <date>', text('数据日期；缺省为今天', 'the day the rows are described as of; today by default'))
    .option('--refused <file>', text('把被拒绝的行及原因另存为文件', 'a copy of the refused rows with their reasons'));
  relatedOption(command, terminal);
  encodingOption(command, terminal);
  feedOption(command, terminal);
  sheetOption(command, terminal);
  dataOption(command, terminal);
  command.action(async (entity: string, file: string, options: Options) => {
    const started = performance.now();
    const config = configOf(options);
    const { dataFolder } = config;
    const snapshot = await withStore(config, { mustExist: true, terminal }, async (store) => {
      const library = link((await readPublication(store.database)).sources);
      const files = {
        library,
        entity: entityId(entity),
        path: file,
        related: new Map(Object.entries(options.related ?? {}).map(([name, path]) => [entityId(name), path])),
        feeds: feedsAsked(library, options.feed === undefined ? {} : { feed: options.feed, ...given(options) }),
        encoding: options.encoding,
        sheet: options.sheet,
        asOf: dayAsked(options.asOf)?.slice(0, 10),
        language: terminal.language,
      };
      if (files.related.has(files.entity))
        throw new Refusal([populationProblem('entity-given-twice', { pointer: '' }, { entity: files.entity })]);
      const told = progress(terminal, { 'zh-CN': '导入', en: 'Importing' }, '%');
      const shares = { reading: [0, 0.6], writing: [0.6, 0.2], indexing: [0.8, 0.2] } as const;
      const made = await withDuckdb({}, (duckdb) =>
        importPopulation(
          { store, dataFolder, duckdb, clock: systemClock, actor: hostOperator() },
          files,
          (step, share) => told.at(Math.floor(100 * (shares[step][0] + shares[step][1] * share))),
        ),
      );
      told.end();
      return made;
    });
    const { id, manifest, notes, state } = snapshot;
    const folder = join(snapshotsFolder(dataFolder), id);
    if (options.refused !== undefined) copyRefusals(folder, manifest, options.refused);
    tellNotes(notes, terminal);
    const seconds = (performance.now() - started) / 1000;
    const tables = manifest.tables.map((table) => tableJson(table, folder));
    if (options.json)
      await terminal.write(
        `${JSON.stringify({ snapshot: id, state, entity: manifest.entity, asOf: manifest.asOf, seconds, tables, problems: notes })}\n`,
      );
    else await terminal.write(reportText(id, manifest, folder, seconds, terminal));
  });
}

const entityId = (name: string): string => (name.includes('/') ? name : `entity/${name}`);

const given = ({ encoding }: Options) => (encoding === undefined ? {} : { encoding });

/** The side file of the population's own rows; those of related entities stand beside it, named by the entity. */
function copyRefusals(folder: string, { tables }: Manifest, path: string): void {
  for (const [i, { entity, refusals }] of tables.entries()) {
    if (refusals === null) continue;
    copyFileSync(join(folder, refusals.file), i === 0 ? path : `${path}.${entity.slice('entity/'.length)}.csv`);
  }
}

const tableJson = ({ entity, rows, refused, refusals, source }: SnapshotTable, folder: string) => ({
  entity,
  rows,
  refused,
  refusedRows: refusals === null ? null : join(folder, refusals.file),
  source,
});

function reportText(
  id: string,
  { asOf, tables }: Manifest,
  folder: string,
  seconds: number,
  { language }: Terminal,
): string {
  const figure = (value: number) => value.toLocaleString('en-US');
  const isChinese = language === 'zh-CN';
  const lines = tables.flatMap(({ entity, rows, refused, refusals }) => [
    isChinese
      ? `${entity}：${figure(rows)} 行，${figure(refused)} 行被拒绝`
      : `${entity}: ${figure(rows)} rows, ${figure(refused)} refused`,
    ...(refusals === null
      ? []
      : [isChinese ? `  原因：${join(folder, refusals.file)}` : `  reasons: ${join(folder, refusals.file)}`]),
  ]);
  const last = isChinese
    ? `快照 ${id}，数据日期 ${asOf}，用时 ${seconds.toFixed(1)} 秒`
    : `snapshot ${id}, as of ${asOf}, ${seconds.toFixed(1)} s`;
  return `${[...lines, last].join('\n')}\n`;
}
