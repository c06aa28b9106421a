import type { CommandEntry } from './command-entry.ts';

/** What is said of definitions and decided by them, in files alone. */
export const definitionCommands = {
  check: {
    summary: { 'zh-CN': '检查并证明一个文件夹中的定义', en: 'Check and prove the definitions of a folder' },
    done: {
      'zh-CN': '没有错误（警告和未能判定的性质不算）',
      en: 'no error (warnings and what is not decided are none)',
    },
    no: { 'zh-CN': '有错误，或有性质被反驳', en: 'errors, or something was refuted' },
    examples: ['check rules', 'check rules --all --lang zh-CN', 'check rules --json'],
    load: async () => (await import('../check.ts')).describeCheck,
  },
  test: {
    summary: { 'zh-CN': '运行定义自带的用例', en: 'Run the cases that definitions carry' },
    done: { 'zh-CN': '所有用例通过', en: 'every case passed' },
    no: {
      'zh-CN': '有用例不符、无法运行，或没有用例',
      en: 'a case failed or could not run, or there are no cases',
    },
    examples: ['test rules', 'test rules --only segmentation/customer-class'],
    load: async () => (await import('../test.ts')).describeTest,
  },
  agree: {
    summary: {
      'zh-CN': '在随机记录上核对各种计算方式结果一致',
      en: 'Compare function, referee and SQL on random records',
    },
    done: { 'zh-CN': '结果全部相同', en: 'all the same' },
    no: {
      'zh-CN': '有不同之处，或有定义无法比较',
      en: 'something differs, or a definition could not be compared',
    },
    examples: ['agree rules --records 200', 'agree --random --definitions 50 --seed 7'],
    load: async () => (await import('../agree.ts')).describeAgree,
  },
  decide: {
    summary: { 'zh-CN': '逐行判断记录，每行一个结果', en: 'Decide records, one result a line' },
    done: {
      'zh-CN': '完成；被拒绝的记录也有一行结果，其 value 为 null',
      en: 'done; a refused record has its line too, with "value": null',
    },
    json: {
      'zh-CN': '结果总是每行一个 JSON；此选项使拒绝的原因也写到标准输出',
      en: 'results are JSON lines anyway; with this a refusal is written to stdout too',
    },
    examples: [
      'decide segmentation/customer-class --definitions rules --facts customers.ndjson',
      'decide criteria/adult --definitions rules --facts - --engine sql < customers.ndjson',
    ],
    load: async () => (await import('../decide.ts')).describeDecide,
  },
  batch: {
    summary: { 'zh-CN': '判断一个文件的每一行', en: 'Decide every row of a file' },
    done: {
      'zh-CN': '完成；被拒绝的行写入旁边的文件，不影响其余',
      en: 'done; refused rows stand in a file beside the result',
    },
    examples: [
      'batch segmentation/customer-class --definitions rules --input customers.parquet --output classes.parquet',
      'batch scorecard/loyalty --definitions rules --input a.csv --output b.csv --map 资产=aum --key rownum --null NaN',
    ],
    load: async () => (await import('../batch.ts')).describeBatch,
  },
  diff: {
    summary: {
      'zh-CN': '两套定义之间改了什么，用句子和逐处列出',
      en: 'What changed between two sets of definitions, in sentences and place by place',
    },
    done: { 'zh-CN': '含义相同', en: 'they say the same' },
    no: { 'zh-CN': '有改动', en: 'something changed' },
    examples: ['diff old new', 'diff old new segmentation/customer-class --lang zh-CN', 'diff old new --json'],
    load: async () => (await import('../diff.ts')).describeDiff,
  },
  compare: {
    summary: {
      'zh-CN': '比较两套定义对同一批客户的判断',
      en: 'Compare what two sets of definitions decide for a file',
    },
    done: { 'zh-CN': '没有人变动', en: 'nobody moves' },
    no: { 'zh-CN': '有人变动', en: 'somebody moves' },
    examples: [
      'compare segmentation/customer-class --before old --after new --input customers.parquet --movers movers.csv',
    ],
    load: async () => (await import('../compare.ts')).describeCompare,
  },
  nearest: {
    summary: { 'zh-CN': '最少改变哪些事实可达到某一类', en: 'The smallest change that reaches a class' },
    done: { 'zh-CN': '每个记录都能达到', en: 'every record can reach it' },
    no: {
      'zh-CN': '有记录达不到，或被拒绝',
      en: 'a record cannot reach it, or is refused',
    },
    json: { 'zh-CN': '每个记录一行 JSON', en: 'write one JSON document a line, one a record' },
    examples: [
      'nearest segmentation/customer-class --to gold --definitions rules --facts customer.ndjson',
      'nearest criteria/adult --to true --definitions rules --facts - --fields aum,payroll',
    ],
    load: async () => (await import('../nearest.ts')).describeNearest,
  },
  due: {
    summary: {
      'zh-CN': '按日历计算时限何时到期，逐段说明',
      en: 'When a budget of time is used up by a calendar, window by window',
    },
    examples: [
      'due calendar/cn-retail --definitions rules --from 2026-09-30T16:30:00+08:00 --budget P3D',
      `due cn-retail --definitions rules --from 2026-09-16T10:00:00+08:00 --budget '{"calendarDays":15}' --json`,
    ],
    load: async () => (await import('../due.ts')).describeDue,
  },
  step: {
    summary: {
      'zh-CN': '在虚拟时间中逐个事件运行流程、队列或状态机',
      en: 'Run a workflow, a queue or a state machine event by event in virtual time',
    },
    done: {
      'zh-CN': '完成；未被接受的事件也有一行，其状态不变并带有问题',
      en: 'done; an event that is not accepted has its line too, with the same state and a problem',
    },
    json: {
      'zh-CN': '结果总是每行一个 JSON；此选项使拒绝的原因也写到标准输出',
      en: 'results are JSON lines anyway; with this a refusal is written to stdout too',
    },
    examples: [
      'step workflow/complaint --definitions rules --from 2026-03-02T09:00:00+08:00 --events events.ndjson',
      'step --machine machine.json --from 2026-03-02 --events - --restart',
    ],
    load: async () => (await import('../step.ts')).describeStep,
  },
  simulate: {
    summary: {
      'zh-CN': '以记录或抽取的请求在虚拟时间中运行一个队列，可与另一套定义对照',
      en: 'Run recorded or drawn requests through a queue in virtual time, beside another set of definitions',
    },
    done: {
      'zh-CN': '完成；未被接受的事件计入结果',
      en: 'done; events that are not accepted are counted in the result',
    },
    examples: [
      'simulate queue/complaints --definitions new --against old --events requests.ndjson',
      'simulate complaints --definitions rules --events - --until 2026-12-31T18:00:00+08:00 --json',
    ],
    load: async () => (await import('../simulate.ts')).describeSimulate,
  },
  explain: {
    summary: { 'zh-CN': '用句子说明一个定义', en: 'Tell a definition in sentences' },
    examples: ['explain segmentation/customer-class --definitions rules --lang zh-CN'],
    load: async () => (await import('../explain.ts')).describeExplain,
  },
} as const satisfies Readonly<Record<string, CommandEntry>>;
