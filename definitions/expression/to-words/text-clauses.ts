import type { Expression } from '../../model/expression.ts';
import { zh } from './chinese.ts';
import { type ClauseOptions, orUnknown } from './known.ts';
import { patternClause } from './pattern-words.ts';
import { pick2, quoted, type Speech } from './speech.ts';

/** Tests of texts: the Chinese and English sentence, and the English verb after `does not`. */
const TESTS: Readonly<Record<string, readonly [string, string, string]>> = {
  startsWith: ['以{}开头', 'begins with {}', 'begin with {}'],
  endsWith: ['以{}结尾', 'ends with {}', 'end with {}'],
  contains: ['包含{}', 'contains {}', 'contain {}'],
  matches: ['符合格式{}', 'has the form {}', 'have the form {}'],
};

/** A test of a text: `产品编号以“D-”开头`, `product begins with “D-”`; undefined for a function that is no test. */
export function textClause(e: Expression & { kind: 'text' }, asked: ClauseOptions, speech: Speech): string | undefined {
  const [subject, part] = e.items;
  const verbs = TESTS[e.function];
  if (subject === undefined || part === undefined || verbs === undefined) return undefined;
  const name = speech.noun(subject);
  return testOf(name, e.function, part, verbs, asked.wanted, speech) + orUnknown(e.items, asked, speech);
}

function testOf(
  name: string,
  test: string,
  part: Expression,
  verbs: readonly [string, string, string],
  wanted: boolean,
  speech: Speech,
): string {
  const form =
    test === 'matches' && part.kind === 'constant' ? patternClause(String(part.value), wanted, speech) : undefined;
  if (form !== undefined) return pick2(speech, zh`${name}${form}`, `${name} ${form}`);
  const said = part.kind === 'constant' ? quoted(String(part.value)) : speech.noun(part);
  const [chinese = '', english = '', base = ''] = verbs.map((verb) => verb.replace('{}', () => said));
  return pick2(
    speech,
    zh`${name}${wanted ? '' : '不'}${chinese}`,
    wanted ? `${name} ${english}` : `${name} does not ${base}`,
  );
}
