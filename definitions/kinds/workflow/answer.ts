import type { LifeLine, Stepper } from '../../machine/life-lines.ts';
import { parseMilliseconds } from '../../expression/date-text.ts';
import type { Case } from '../../model/document.ts';
import type { Environment } from '../../model/environment.ts';
import { isObject, type JsonObject } from '../../model/json.ts';
import type { Problem } from '../../model/problem.ts';
import { list, object, title } from '../schema.ts';
import { isWithin } from '../expected.ts';
import type { Answer } from '../kind.ts';
import { workflowProblem } from './problems.ts';
import type { WorkflowDocument } from './workflow.ts';
import { type PeopleRoles, workflowStepper } from './world.ts';

const expected = (more: JsonObject) =>
  object(
    {
      state: list({ type: 'string' }, title('状态', 'State')),
      at: { type: 'string', maxLength: 40, ...title('时刻', 'Instant') },
      effects: list({ type: 'object' }, title('动作', 'Effects')),
      timers: list({ type: 'object' }, title('定时器', 'Timers')),
      clocks: list({ type: 'object' }, title('时钟', 'Clocks')),
      ...more,
      problems: list({ type: 'string' }, title('问题', 'Problems')),
    },
    [],
    { minProperties: 1 },
  );

/**
 * What a case of a life is given, the lines of the life, and what is expected at its end or on a line of its own. `more`: what a kind has
 * beside that, on its lines and in what is expected.
 */
export const lifeCases = (more: { readonly lines: JsonObject; readonly expect: JsonObject }) => ({
  given: object(
    {
      at: { type: 'string', maxLength: 40, ...title('开始时刻', 'Begins at') },
      facts: { type: 'object', ...title('事实', 'Facts') },
      people: {
        type: 'object',
        additionalProperties: list({ type: 'string', maxLength: 100 }),
        ...title('人员及其角色', 'People and their roles'),
      },
    },
    ['at', 'facts'],
  ),
  events: list(
    object({
      event: { type: 'string', maxLength: 300, ...title('事件', 'Event') },
      data: { type: 'object', ...title('数据', 'Data') },
      by: { type: 'string', maxLength: 300, ...title('由谁', 'By') },
      advance: { ...title('时间流逝', 'Time passes') },
      facts: { type: 'object', ...title('此后的事实', 'Facts from then on') },
      ...more.lines,
      expect: { ...title('应得', 'Expect'), ...expected(more.expect) },
    }),
    { maxItems: 1000 },
  ),
  expect: expected(more.expect),
});

/** What cases of a workflow have. */
export const WORKFLOW_CASES = lifeCases({ lines: {}, expect: {} });

/** A case of a workflow: the life of a request by it. */
export const answerWorkflowCase = (one: Case, document: WorkflowDocument, environment: Environment): Answer =>
  answerCase(one, `workflow/${document.name}`, (people) => workflowStepper(document, environment, people));

/**
 * A request's life in virtual time. What is expected, at the end or on a line of its own, is the state then, and the effects and problems
 * since the expectation before. A line that is not met makes the answer null and is told as a problem.
 */
export function answerCase(
  { given, events = [] }: Case,
  definition: string,
  stepperFor: (people: PeopleRoles | undefined) => Stepper,
): Answer {
  const at = { definition, pointer: '' };
  const written = String(given['at']);
  const from = parseMilliseconds(written);
  if (from === undefined) {
    return { value: null, problems: [workflowProblem('workflow-case-instant', at, { found: written })] };
  }
  const facts = isObject(given['facts']) ? given['facts'] : {};
  const people = given['people'] as PeopleRoles | undefined;
  const stepper = stepperFor(people);
  const { begun, problems: why } = stepper.begin(from, facts);
  if (begun === null) return { value: null, problems: why };
  let stepped = begun;
  let since = sinceThen({ effects: [], problems: [] }, begun.line);
  for (const [i, input] of events.entries()) {
    if (isObject(input) && isObject(input['expect'])) {
      const unmet = unmetBy(input['expect'], stepped.line, since, i + 1);
      if (unmet !== undefined) {
        return { value: null, problems: [...since.problems, workflowProblem('workflow-case-line', at, unmet)] };
      }
      since = { effects: [], problems: [] };
      continue;
    }
    stepped = stepper.next(stepped, input);
    since = sinceThen(since, stepped.line);
  }
  return { value: shown(stepped.line, since), problems: since.problems };
}

/** What is told of a line that is not met. */
function unmetBy(expected: JsonObject, now: LifeLine, since: Since, line: number) {
  const found = shown(now, since);
  const codes = since.problems.map(({ code }) => code);
  const { problems = codes, ...members } = expected;
  if (isWithin(members, found) && isWithin(problems, codes)) return undefined;
  return { line, expected: JSON.stringify(expected), found: JSON.stringify({ ...found, problems: codes }) };
}

interface Since {
  readonly effects: LifeLine['effects'];
  readonly problems: readonly Problem[];
}
const sinceThen = (since: Since, { effects, problems }: LifeLine): Since => ({
  effects: [...since.effects, ...effects],
  problems: [...since.problems, ...problems],
});

function shown({ state, at, timers, clocks, queue, rungs }: LifeLine, { effects }: Since): JsonObject {
  const ofQueue = queue === undefined ? {} : { queue, rungs };
  return { state, at, timers, clocks, effects, ...ofQueue } as unknown as JsonObject;
}
