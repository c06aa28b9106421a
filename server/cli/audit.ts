import { Argument, type Command } from 'commander';
import { say, type Text } from '../../definitions/index.ts';
import { outputFile } from '../batch/output/output-file.ts';
import { textFile } from '../batch/output/text-file.ts';
import { systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { fileFault } from '../file-fault.ts';
import { type Anchor, readAnchors } from '../operations/audit/anchors.ts';
import { auditLine, exportAudit } from '../operations/audit/export-audit.ts';
import { type AuditFault, type AuditVerified, verifyAudit } from '../operations/audit/verify-audit.ts';
import { serverProblem } from '../problems.ts';
import { type AuditFilter, findEntries } from '../store/read-audit.ts';
import { EXIT, Refusal, type Terminal } from '../terminal.ts';
import { wholeNumber } from './batch-options.ts';
import { configOf, dataOption, withStore } from './data-options.ts';
import { instantAsked } from './instant-option.ts';
import { inWords } from './options.ts';

interface Options {
  readonly data?: string;
  readonly anchor?: string;
  readonly output?: string;
  readonly force?: boolean;
  readonly actor?: string;
  readonly subject?: string;
  readonly operation?: string;
  readonly since?: string;
  readonly until?: string;
  readonly most: number;
  readonly json?: boolean;
}

/** `guiju audit verify|export|list`: whether the audit is as it was written; the audit as a file; its newest entries. */
export function describeAudit(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  const actions = text('verify：核验；export：导出；list：查询', 'verify it, export it, or list its newest entries');
  command
    .addArgument(new Argument('<action>', actions).choices(Object.keys(ACTIONS)))
    .option('--anchor <file>', text('verify：以此文件中的锚点核验', 'verify: hold it against the anchors of this file'))
    .option('--output <file>', text('export：写到此文件', 'export: write it to this file'))
    .option('--force', text('export：覆盖已有文件', 'export: replace an existing file'))
    .option('--actor <id>', text('list：此人（或密钥）所做', 'list: what this actor did'))
    .option('--subject <subject>', text('list：对此对象所做', 'list: what was done to this subject'))
    .option('--operation <name>', text('list：此种操作', 'list: this operation'))
    .option('--since <instant>', text('list：此时刻（或此日）以后', 'list: since this instant, or this day'))
    .option('--until <instant>', text('list：此时刻（或此日）以前', 'list: before this instant, or this day'))
    .option('--most <count>', text('list：最多条数', 'list: how many at most'), wholeNumber('--most'), 100);
  dataOption(command, terminal);
  command.action((action: keyof typeof ACTIONS, options: Options) =>
    ACTIONS[action](configOf(options), options, terminal),
  );
}

const ACTIONS = { verify, export: exported, list };

async function verify(config: Config, { anchor, json }: Options, terminal: Terminal): Promise<void> {
  const anchors = anchor === undefined ? [] : anchorsOf(anchor);
  const found = await withStore(config, { mustExist: true, terminal }, async (store) => {
    await store.seal();
    return await verifyAudit(store, anchors, systemClock.now());
  });
  terminal.end(found.faults.length === 0 ? EXIT.fine : EXIT.no);
  await terminal.write(json ? `${JSON.stringify(found)}\n` : told(found, terminal));
}

/** The anchors of a file. Throws a Refusal. */
export function anchorsOf(path: string): readonly Anchor[] {
  let anchors: readonly Anchor[] | undefined;
  try {
    anchors = readAnchors(path);
  } catch (error) {
    throw new Refusal([fileFault(path, error)]);
  }
  if (anchors !== undefined) return anchors;
  const slots = { option: '--anchor', found: path, expected: '{"origin","position","digest","at"} …' };
  throw new Refusal([serverProblem('option-malformed', { pointer: '' }, slots)]);
}

function told({ entries, unsealed, end, faults, anchored }: AuditVerified, { language }: Terminal): string {
  const lines: Text[] = faults.map(faultText);
  lines.push(
    faults.length === 0
      ? { 'zh-CN': `${entries} 条审计记录，全部与写入时一致`, en: `${entries} audit entries, all as they were written` }
      : {
          'zh-CN': `${entries} 条审计记录，${faults.length} 处不符`,
          en: `${entries} audit entries, ${faults.length} faults`,
        },
  );
  if (end !== null)
    lines.push({
      'zh-CN': `链尾：第 ${end.position} 条，${end.digest}`,
      en: `the chain ends at ${end.position}: ${end.digest}`,
    });
  if (unsealed > 0)
    lines.push({ 'zh-CN': `其中 ${unsealed} 条尚未封链`, en: `${unsealed} of them are not sealed yet` });
  lines.push(
    anchored === null
      ? {
          'zh-CN': '没有锚点：看不出末尾是否被截去，或自某处起是否被连同摘要一起重写；请用 --anchor 给出库外保存的锚点',
          en: 'without an anchor it cannot be seen whether entries were taken from the end, or rewritten from somewhere on together with their digests; give one that was kept outside with --anchor',
        }
      : { 'zh-CN': `至第 ${anchored} 条有锚点为证`, en: `held against anchors up to entry ${anchored}` },
  );
  return lines.map((line) => `${say(line, language)}\n`).join('');
}

function faultText({ kind, position, writer, number }: AuditFault): Text {
  const place = position === null ? `${writer}/${number}` : String(position);
  const [zh, en] = FAULTS[kind];
  return { 'zh-CN': `✗ ${place}：${zh}`, en: `✗ ${place}: ${en}` };
}

const FAULTS: Readonly<Record<AuditFault['kind'], readonly [string, string]>> = {
  changed: ['内容被改动', 'what stands in it was changed'],
  missing: ['之前的记录缺失', 'entries before it are missing'],
  moved: ['不接在前一条之后', 'it does not follow the entry before it'],
  'cut-off': ['锚点所证的记录已不存在', 'an anchor names it, and it is not there'],
  rewritten: ['与锚点不符', 'an anchor says otherwise'],
  uncounted: ['写入者的编号有缺', 'entries of this writer are missing'],
  late: ['久未封链', 'it was not sealed for long'],
};

async function exported(config: Config, { output, force = false, json }: Options, terminal: Terminal): Promise<void> {
  if (output === undefined) {
    const slots = { option: '--output', found: '', expected: 'audit.ndjson' };
    throw new Refusal([serverProblem('option-malformed', { pointer: '' }, slots)]);
  }
  const target = outputFile(output, { force, inputs: [] });
  let entries = -1;
  await withStore(config, { mustExist: true, terminal }, async (store) => {
    await store.seal();
    const file = await textFile(target.partial, '', output);
    for await (const lines of exportAudit(store)) {
      await file.write(lines);
      entries += lines.split('\n').length - 1;
    }
    await file.end();
  }).catch((error: unknown) => {
    target.discard();
    throw error;
  });
  target.commit();
  const message = { 'zh-CN': `${output}：${entries} 条审计记录`, en: `${output}: ${entries} audit entries` };
  await terminal.write(json ? `${JSON.stringify({ output, entries })}\n` : `${inWords(terminal, message)}\n`);
}

async function list(config: Config, options: Options, terminal: Terminal): Promise<void> {
  const { actor, subject, operation, since, until, most, json } = options;
  const filter: AuditFilter = {
    ...(actor !== undefined && { actor }),
    ...(subject !== undefined && { subject }),
    ...(operation !== undefined && { operation }),
    ...(since !== undefined && { since: isoAsked('--since', since) }),
    ...(until !== undefined && { until: isoAsked('--until', until) }),
  };
  const rows = await withStore(config, { mustExist: true, terminal }, ({ database }) =>
    findEntries(database, filter, most),
  );
  if (json) return await terminal.write(`[${rows.map(auditLine).join(',')}]\n`);
  for (const { position, at, actor_name: name, operation: done, outcome, subject: of } of rows)
    await terminal.write(
      `${position ?? '…'}\t${at}\t${name}\t${done}${outcome === 'done' ? '' : ` (${outcome})`}\t${of}\n`,
    );
}

const isoAsked = (option: string, text: string): string => new Date(instantAsked(option, text)).toISOString();
