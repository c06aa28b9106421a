import { ENGINES, mutant, type Mutant, RANDOM } from './mutant.ts';

const CONDITIONS = [
  'test/definitions/expression/from-condition.test.ts',
  'test/definitions/expression/json-rules-engine.test.ts',
  ...ENGINES,
  RANDOM,
];
const FEEL = [
  'test/definitions/expression/from-feel.test.ts',
  'test/definitions/expression/feelin.test.ts',
  ...ENGINES,
  RANDOM,
];
const expression = (file: string, find: string, replace: string, tests: readonly string[]) =>
  mutant(`expression/${file}`, find, replace, tests);

/** Conditions, FEEL, and what they read. */
export const FRONT_DOORS: readonly Mutant[] = [
  // What a related row always refuses is refused where there is no row.
  expression('from-feel/plans.ts', '[one.when, one.subject]', '[one.when]', [
    'test/server/referee/agree/refused-rows.test.ts',
  ]),
  expression(
    'from-condition/apply-equality.ts',
    'or([same, and([isMissing(left), isMissing(right)])])',
    'same',
    CONDITIONS,
  ),
  expression('from-condition/apply.ts', '[not(isMissing(left.of))] : []', '[] : []', CONDITIONS),
  expression('from-condition/apply-calendar.ts', "compare('>', day, start)", "compare('>=', day, start)", CONDITIONS),
  expression(
    'from-condition/from-condition.ts',
    "junction === 'all' ? and(made) : or(made)",
    "junction === 'any' ? and(made) : or(made)",
    CONDITIONS,
  ),
  expression(
    'from-feel/logic.ts',
    "kind === 'and' ? not(holds(not(item)))",
    "kind === 'or' ? not(holds(not(item)))",
    FEEL,
  ),
  expression('from-feel/compared.ts', "high.isIncluded ? '<=' : '<'", "high.isIncluded ? '<' : '<'", FEEL),
  expression(
    'from-feel/functions/number.ts',
    "rounding('decimal', 'half-even', false)",
    "rounding('decimal', 'half-up', false)",
    FEEL,
  ),
  expression(
    'from-feel/functions/text.ts',
    "ofTexts('ends with', 2, 'endsWith')",
    "ofTexts('ends with', 2, 'startsWith')",
    FEEL,
  ),
  expression(
    'computed/record-scope.ts',
    'mention(mentioned, entityMember(environment, entity, of, name))',
    'entityMember(environment, entity, of, name)',
    FEEL,
  ),
  mutant('expression/scope/uses.ts', 'scope.mentioned.add(move(one))', 'move(one)', CONDITIONS),
  expression('read-set.ts', '[...expressionsOf(decision), ...decision.reads]', 'expressionsOf(decision)', CONDITIONS),
];
