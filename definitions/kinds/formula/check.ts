import type { Lowered } from '../gather.ts';
import { checkRange } from '../../expression/check.ts';
import { nodesOf } from '../../expression/walk.ts';
import { below } from '../../model/json.ts';
import { listed } from '../../model/listed.ts';
import type { Problem } from '../../model/problem.ts';
import { fieldProblems } from '../field-check.ts';
import type { Environment } from '../../model/environment.ts';
import type { Formula } from './formula.ts';
import { factsOf, type LoweredFormula, lowerFormula, scopeOf } from './lower.ts';
import { formulaKindProblem } from './problems.ts';

/** What a formula's schema cannot say: its subject, its names, and all that its texts mean. */
export function checkFormula(document: Formula, environment: Environment): Lowered {
  const definition = `formula/${document.name}`;
  const lowered = lowerFormula(document, environment);
  const { decision, problems, lines } = lowered;
  const ranges = [...lines].flatMap(([name, line]) => {
    const i = document.lines.findIndex((written) => written.name === name);
    return checkRange(line, { definition, pointer: `/lines/${i}` });
  });
  const inputs = Object.entries(document.inputs ?? {}).flatMap(([name, declared]) =>
    fieldProblems(declared, { definition, pointer: below('/inputs', name) }),
  );
  const own = [
    ...checkSubject(document),
    ...inputs,
    ...checkNames(document, environment),
    ...checkOutputs(document, lowered),
  ];
  return { decision, problems: [...own, ...problems, ...ranges, ...unusedLines(document, lowered)] };
}

function checkSubject({ name, entity, inputs }: Formula): readonly Problem[] {
  if ((entity === undefined) !== (inputs === undefined)) return [];
  const found = entity === undefined ? { 'zh-CN': '零个', en: 'neither' } : { 'zh-CN': '两个', en: 'both' };
  return [formulaKindProblem('formula-without-one-subject', { definition: `formula/${name}`, pointer: '' }, { found })];
}

function checkNames(document: Formula, environment: Environment): readonly Problem[] {
  const facts = factsOf(document);
  const known = facts === null ? [] : (scopeOf(document, facts, environment)?.names() ?? []);
  const names = document.lines.map(({ name }) => name);
  return names.flatMap((found, i) => {
    const at = { definition: `formula/${document.name}`, pointer: `/lines/${i}/name` };
    if (names.indexOf(found) < i) return [formulaKindProblem('line-named-twice', at, { found }, { found })];
    return known.includes(found) ? [formulaKindProblem('line-hides-fact', at, { found }, { found })] : [];
  });
}

function checkOutputs({ name, lines, outputs }: Formula, lowered: LoweredFormula): readonly Problem[] {
  return outputs.flatMap((found, i) => {
    const at = { definition: `formula/${name}`, pointer: `/outputs/${i}` };
    const line = lines.findIndex((written) => written.name === found);
    const [stated, type] = [lines[line]?.decimals, lowered.lines.get(found)?.type];
    const decimals = stated ?? (type?.kind === 'number' ? type.decimals : 0);
    if (line < 0) {
      const expected = listed(lines.map((written) => written.name));
      return [formulaKindProblem('output-not-a-line', at, { found, expected }, { found })];
    }
    if (outputs.indexOf(found) < i) return [formulaKindProblem('formula-output-twice', at, { found }, { found })];
    if (decimals <= 9) return [];
    const place = { ...at, pointer: stated === undefined ? `/lines/${line}` : `/lines/${line}/decimals` };
    return [formulaKindProblem('output-too-precise', place, { part: found, found: decimals }, { found: decimals })];
  });
}

function unusedLines(document: Formula, { decision, lines }: LoweredFormula): readonly Problem[] {
  if (decision === null) return [];
  const used = new Set(
    nodesOf(Object.values(decision.outputs)).flatMap((node) => (node.kind === 'named' ? [node.ref] : [])),
  );
  return [...lines.keys()].flatMap((found) => {
    const i = document.lines.findIndex(({ name }) => name === found);
    const at = { definition: `formula/${document.name}`, pointer: `/lines/${i}` };
    return used.has(`${at.definition}#${found}`) ? [] : [formulaKindProblem('line-unused', at, { found }, { found })];
  });
}
