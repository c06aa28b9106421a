import { lowerComputed } from '../../expression/computed/computed.ts';
import type { Expression, Labels, Origin } from '../../model/expression.ts';
import { below } from '../../model/json.ts';
import { nearestName } from '../../model/did-you-mean.ts';
import type { Place, Problem } from '../../model/problem.ts';
import { entityScope } from '../../expression/computed/record-scope.ts';
import { fieldProblems } from '../field-check.ts';
import { fieldProblem } from '../field-problems.ts';
import type { Computed, Derived } from '../../model/entity.ts';
import type { Environment } from '../../model/environment.ts';
import { textsOf } from '../../model/labels.ts';
import { labelProblems } from '../field-check.ts';
import type { DeclaredRelation, EntityDocument } from './entity.ts';
import { entityProblem } from './problems.ts';

/** Fields with sound domains, one set of names, a usable key, relations whose both sides fit, derived fields that mean something. */
export function checkEntity(document: EntityDocument, environment: Environment): readonly Problem[] {
  const id = `entity/${document.name}`;
  const at = (...steps: readonly string[]): Place & { definition: string } => ({
    definition: id,
    pointer: below('', ...steps),
  });
  const fields = Object.entries(document.fields).flatMap(([name, of]) => fieldProblems(of, at('fields', name)));
  const relations = Object.entries(document.relations ?? {}).flatMap(([name, of]) =>
    relationProblems(document, of, at('relations', name, 'by'), environment),
  );
  const names = takenNames(document, at);
  const lookUps = lookUpProblems(document, at);
  const before = [
    ...fields,
    ...keyProblems(document, at('key')),
    ...singleTextProblems(document, 'organisation', at('organisation')),
    ...singleTextProblems(document, 'nameField', at('nameField')),
    ...names,
    ...relations,
    ...lookUps,
  ];
  return [...before, ...derivedProblems(document, environment, at)];
}

function keyProblems(document: EntityDocument, at: Place): readonly Problem[] {
  const name = document.key;
  if (name === undefined) return [];
  const declared = Object.hasOwn(document.fields, name) ? document.fields[name] : undefined;
  if (declared === undefined) {
    const near = nearestName(name, Object.keys(document.fields));
    return [
      entityProblem('key-unknown', at, { name }, near === undefined ? { found: name } : { found: name, fix: near }),
    ];
  }
  const isUsable =
    (declared.type === 'string' || declared.type === 'integer') && !declared.optional && !declared.series;
  return isUsable ? [] : [entityProblem('key-not-usable', at, { name })];
}

function singleTextProblems(
  { fields, ...document }: EntityDocument,
  of: keyof typeof NOT_USABLE,
  at: Place,
): readonly Problem[] {
  const name = document[of];
  if (name === undefined) return [];
  const declared = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (declared?.type === 'string' && declared.series !== true) return [];
  const near = declared === undefined ? nearestName(name, Object.keys(fields)) : undefined;
  const evidence = near === undefined ? { found: name } : { found: name, fix: near };
  return [entityProblem(NOT_USABLE[of], at, { name }, evidence)];
}

const NOT_USABLE = { organisation: 'organisation-not-usable', nameField: 'name-field-not-usable' } as const;

function lookUpProblems(
  { fields, lookUps = [] }: EntityDocument,
  at: (...steps: readonly string[]) => Place,
): readonly Problem[] {
  return lookUps.flatMap(({ field: name, last }, i) => {
    const place = at('lookUps', String(i), 'field');
    const declared = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (declared === undefined) {
      const near = nearestName(name, Object.keys(fields));
      const evidence = near === undefined ? { found: name } : { found: name, fix: near };
      return [entityProblem('look-up-field-unknown', place, { name }, evidence)];
    }
    const isText = declared.type === 'string';
    const isUsable = (isText || (declared.type === 'integer' && last === undefined)) && !declared.series;
    if (!isUsable) return [entityProblem('look-up-not-usable', place, { name })];
    const isRepeated = lookUps.findIndex((other) => other.field === name && other.last === last) < i;
    return isRepeated ? [entityProblem('look-up-repeated', place, { name })] : [];
  });
}

function takenNames(document: EntityDocument, at: (...steps: readonly string[]) => Place): readonly Problem[] {
  const fields = new Set(Object.keys(document.fields));
  const relations = Object.keys(document.relations ?? {});
  const derived = Object.keys(document.derived ?? {});
  const field = { 'zh-CN': '字段', en: 'field' };
  const relation = { 'zh-CN': '关联', en: 'relation' };
  return [
    ...relations
      .filter((name) => fields.has(name))
      .map((name) => entityProblem('name-taken', at('relations', name), { name, other: field })),
    ...derived
      .filter((name) => fields.has(name))
      .map((name) => entityProblem('name-taken', at('derived', name), { name, other: field })),
    ...derived
      .filter((name) => relations.includes(name))
      .map((name) => entityProblem('name-taken', at('derived', name), { name, other: relation })),
  ];
}

function relationProblems(
  document: EntityDocument,
  relation: DeclaredRelation,
  at: Place,
  environment: Environment,
): readonly Problem[] {
  const name = relation.by;
  const other = environment.entity(relation.entity);
  const own = environment.entity(`entity/${document.name}`)?.fields.get(name);
  const unknown = (entity: string) => entityProblem('relation-by-unknown', at, { name, entity }, { found: name });
  const theirs = other?.fields.get(name);
  const missing = [
    ...(own === undefined ? [unknown(`entity/${document.name}`)] : []),
    ...(other !== undefined && theirs === undefined ? [unknown(relation.entity)] : []),
  ];
  if (own === undefined || theirs === undefined) return missing;
  const isSame = own.type.kind === theirs.type.kind && (own.type.kind === 'string' || own.type.kind === 'number');
  if (!isSame) return [entityProblem('relation-by-types-differ', at, { name, entity: relation.entity })];
  const isLoose = relation.many !== true && other?.key !== undefined && other.key !== name;
  return isLoose ? [entityProblem('relation-not-to-key', at, { name, entity: relation.entity })] : [];
}

function derivedProblems(
  document: EntityDocument,
  environment: Environment,
  at: (...steps: readonly string[]) => Place & { definition: string },
): readonly Problem[] {
  const scope = entityScope(environment, `entity/${document.name}`, `entity/${document.name}`);
  const derived = environment.entity(`entity/${document.name}`)?.derived ?? new Map<string, Derived>();
  return [...derived.values()].flatMap(({ name, computed, labels }) => {
    const { expression, problems } = lowerComputed(computed, scope, at('derived', name));
    return [...problems, ...derivedLabels(computed, labels, expression, at('derived', name))];
  });
}

/** A derived field states no enum: its labels are of the texts its formula can give. */
function derivedLabels(
  { type }: Computed,
  labels: Labels | undefined,
  of: Expression | null,
  at: Origin,
): readonly Problem[] {
  if (labels === undefined) return [];
  if (type !== 'string') {
    return [
      fieldProblem('key-does-not-apply', { ...at, pointer: below(at.pointer, 'labels') }, { key: 'labels', type }),
    ];
  }
  if (of === null) return [];
  const texts = textsOf(of);
  return labelProblems(texts === undefined ? { labels } : { enum: texts, labels }, at);
}
