import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { type Cuts, type Library, parseDays } from '../../definitions/index.ts';
import { type Duckdb, openDuckdb } from '../batch/duckdb.ts';
import { outputFile } from '../batch/output/output-file.ts';
import { bankDay, systemClock } from '../clock.ts';
import { draftCuts } from '../operations/impacts/draft-cuts.ts';
import { affected } from '../population/impact/affected.ts';
import { type Impact, impactOf } from '../population/impact/impact.ts';
import { writeMovers } from '../population/impact/write-movers.ts';
import { readManifest, verifySnapshot } from '../population/open-snapshot.ts';
import { populationProblem } from '../population/problems.ts';
import { type Snapshot, snapshotsFolder } from '../population/snapshot.ts';
import { serverProblem } from '../problems.ts';
import { changedCuts, readCuts } from '../store/cuts.ts';
import { currentSnapshotId } from '../store/snapshots.ts';
import { Refusal, type Terminal } from '../terminal.ts';
import { withDuckdb } from './batch-options.ts';
import { configOf, dataOption, withStore } from './data-options.ts';
import { inWords, libraryOf } from './options.ts';

interface Options {
  readonly data?: string;
  readonly entity: string;
  readonly snapshot?: string;
  readonly by?: string;
  readonly value?: string;
  readonly step?: number;
  readonly movers?: string;
  readonly xlsx?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

/**
 * `guiju impact <old> <new>`: what a change of definitions does to the population of a snapshot, for every decision whose answers may
 * change. Exit code 0 where nobody moves, else 1.
 */
export function describeImpact(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .argument('<old>', text('原定义所在文件夹', 'folder of the definitions before'))
    .argument('<new>', text('新定义所在文件夹', 'folder of the definitions after'))
    .option('--entity <entity>', text('客户群的实体', 'the entity whose population it is'), 'customer')
    .option('--snapshot <id>', text('快照；缺省为当前的', 'a snapshot; the current one by default'))
    .option('--by <field>', text('按此字段（如机构）分列', 'a field, such as the branch, by which it is told too'))
    .option('--value <field>', text('涉及金额的字段，如 aum', 'a field of figures at stake, such as aum'))
    .option('--step <amount>', text('得分变动超过多少才计', 'from how much on a figure counts as moved'), amount)
    .option(
      '--movers <folder>',
      text('把变动者写入文件夹，每个定义一个 CSV', 'a folder for the movers, a CSV file a definition'),
    )
    .option('--xlsx', text('变动者写成 XLSX', 'movers as XLSX'))
    .option('--force', text('覆盖已有的文件', 'replace existing files'));
  dataOption(command, terminal);
  command.action(async (old: string, now: string, options: Options) => {
    const [before, after] = [libraryOf(old).library, libraryOf(now).library];
    const config = configOf(options);
    const { dataFolder } = config;
    const entity = options.entity.includes('/') ? options.entity : `entity/${options.entity}`;
    const { id, cuts } = await withStore(config, { mustExist: true, terminal }, async ({ database }) => {
      const current = options.snapshot ?? (await currentSnapshotId(database, entity, bankDay(systemClock)));
      return { id: current, cuts: (await readCuts(database)).cuts };
    });
    if (id === undefined) throw new Refusal([populationProblem('snapshot-not-found', { pointer: '' }, { entity })]);
    const snapshot = { id, manifest: readManifest(snapshotsFolder(dataFolder), id) };
    await verifySnapshot(snapshotsFolder(dataFolder), snapshot, (file) => file.endsWith('.parquet'));
    const folder = join(snapshotsFolder(dataFolder), id);
    const open = async () => await openDuckdb({});
    const change = await draftCuts(
      { before, after, cuts },
      { folder: snapshotsFolder(dataFolder), snapshots: [snapshot], open },
    );
    const cutsAfter = changedCuts(cuts, change);
    let hasMoved = false;
    const asked = affected(before, after, entity);
    if (asked.length === 0)
      terminal.tell({ 'zh-CN': '没有判断会因此改变', en: 'No decision over this population may change' });
    for (const { ref, kind } of asked) {
      // Each is shown as it is finished.
      const impact = await withDuckdb({}, (duckdb) =>
        oneImpact(duckdb, { before, after, ref, folder, snapshot, cuts, cutsAfter, options, terminal }),
      );
      hasMoved ||= impact.moved + impact.refusedOnly.before + impact.refusedOnly.after > 0;
      await terminal.write(options.json ? `${JSON.stringify({ kind, ...impact })}\n` : impactText(impact, terminal));
    }
    terminal.end(hasMoved ? 1 : 0);
  });
}

interface Asked {
  readonly before: Library;
  readonly after: Library;
  readonly ref: string;
  readonly folder: string;
  readonly snapshot: Snapshot;
  readonly cuts: Cuts;
  readonly cutsAfter: Cuts;
  readonly options: Options;
  readonly terminal: Terminal;
}

async function oneImpact(duckdb: Duckdb, asked: Asked): Promise<Impact> {
  const { before, after, ref, folder, snapshot, cuts, cutsAfter, options, terminal } = asked;
  const [own, ...related] = snapshot.manifest.tables;
  const movers = moversFile(options, ref);
  const made = await impactOf(duckdb, {
    before,
    after,
    ref,
    input: join(folder, own?.file ?? ''),
    related: Object.fromEntries(related.map(({ entity, file }) => [entity, join(folder, file)])),
    asOf: BigInt(parseDays(snapshot.manifest.asOf) ?? 0),
    cuts,
    cutsAfter,
    mapping: {},
    language: terminal.language,
    organisation: options.by,
    value: options.value,
    step: options.step,
  });
  if (movers !== null) await writeMovers(duckdb, made.movers, movers);
  return made.impact;
}

function moversFile({ movers, xlsx = false, force = false }: Options, ref: string) {
  if (movers === undefined) return null;
  if (!existsSync(movers)) mkdirSync(movers, { recursive: true });
  return outputFile(join(movers, `${ref.replace('/', '-')}.${xlsx ? 'xlsx' : 'csv'}`), { force, inputs: [] });
}

function amount(text: string): number {
  if (/^\d{1,15}(\.\d{1,9})?$/.test(text)) return Number(text);
  const slots = { option: '--step', found: text, expected: '5, 0.5 …' };
  throw new Refusal([serverProblem('option-malformed', { pointer: '' }, slots)]);
}

/** What a change does, by one decision, as text. */
export function impactText(impact: Impact, { language }: Terminal): string {
  const isChinese = language === 'zh-CN';
  const figure = (value: number) => value.toLocaleString('en-US');
  const { ref, compared, moved, up, down, moves, figures, organisations, atStake } = impact;
  const direction =
    up === null || down === null
      ? ''
      : isChinese
        ? `，上升 ${figure(up)}，下降 ${figure(down)}`
        : `, ${figure(up)} up, ${figure(down)} down`;
  const lines = [
    isChinese
      ? `${ref}：${figure(compared)} 条，${figure(moved)} 条变动${direction}`
      : `${ref}: ${figure(compared)} compared, ${figure(moved)} move${direction}`,
    ...Object.entries(impact.matrix).flatMap(([from, row]) =>
      Object.entries(row).flatMap(([to, count]) =>
        from === to ? [] : [`  ${from || '–'} → ${to || '–'}: ${figure(count)}`],
      ),
    ),
    ...Object.entries(moves).map(([name, { net }]) => `  ${name || '–'}: ${net > 0 ? '+' : ''}${figure(net)}`),
    ...figures.map(({ name, before, after, step, up: more, down: less }) =>
      isChinese
        ? `  ${name}：中位数 ${before.median ?? '–'} → ${after.median ?? '–'}；变动达 ${step}：升 ${figure(more)}，降 ${figure(less)}`
        : `  ${name}: median ${before.median ?? '–'} → ${after.median ?? '–'}; moved by ${step}: ${figure(more)} up, ${figure(less)} down`,
    ),
    ...(organisations ?? [])
      .filter((one) => one.moved > 0)
      .slice(0, MOST_SHOWN)
      .map((one) => `  ${one.organisation || '–'}: ${figure(one.moved)} / ${figure(one.compared)}`),
    ...(atStake === null
      ? []
      : [
          isChinese
            ? `  变动者的 ${atStake.field} 合计 ${atStake.moved}`
            : `  ${atStake.field} of those who move: ${atStake.moved}`,
        ]),
  ];
  return `${lines.join('\n')}\n`;
}

const MOST_SHOWN = 20;
