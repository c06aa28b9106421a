import { nearestHint } from '../../model/did-you-mean.ts';
import type { Entity } from '../../model/entity.ts';
import type { Environment } from '../../model/environment.ts';
import { below } from '../../model/json.ts';
import type { Problem } from '../../model/problem.ts';
import type { DecisionTable } from '../decision-table/decision-table.ts';
import { requestTypeProblem } from './problems.ts';
import type { RequestTypeDocument } from './request-type.ts';

/** Numbers that count, a table that routes, a form and duplicates of fields that are there. */
export function checkRequestType(document: RequestTypeDocument, environment: Environment): readonly Problem[] {
  const at = (...steps: readonly (string | number)[]) => ({
    definition: `request-type/${document.name}`,
    pointer: below('', ...steps),
  });
  const entity = environment.entity(document.entity);
  return [
    ...(isNumber(document.number)
      ? []
      : [requestTypeProblem('request-number-malformed', at('number'), { found: document.number })]),
    ...routingProblems(document, environment, at),
    ...(entity === undefined
      ? []
      : [...formProblems(document, entity, at), ...duplicateProblems(document, entity, at)]),
  ];
}

type At = (...steps: readonly (string | number)[]) => { definition: string; pointer: string };

function isNumber(written: string): boolean {
  const rest = written.replaceAll(/\{(yyyy|MM|dd)\}/g, '');
  return rest.split('{seq}').length === 2 && !/[{}]/.test(rest.replace('{seq}', ''));
}

function routingProblems(
  { routing, entity }: RequestTypeDocument,
  environment: Environment,
  at: At,
): readonly Problem[] {
  const table = environment.document(routing) as DecisionTable | undefined;
  if (table === undefined) return [];
  const slots = { table: routing };
  return [
    ...(table.entity === entity
      ? []
      : [
          requestTypeProblem('request-routing-entity', at('routing'), {
            ...slots,
            found: table.entity,
            expected: entity,
          }),
        ]),
    ...(table.hitPolicy === 'unique'
      ? []
      : [requestTypeProblem('request-routing-policy', at('routing'), { ...slots, found: table.hitPolicy })]),
    ...(table.outputs.some(({ name }) => name === 'queue')
      ? []
      : [requestTypeProblem('request-routing-output', at('routing'), slots)]),
  ];
}

function formProblems({ form }: RequestTypeDocument, entity: Entity, at: At): readonly Problem[] {
  const { sections } = form ?? {};
  if (sections === undefined) return [];
  const seen = new Set<string>();
  const problems = sections.flatMap(({ fields }, i) =>
    fields.flatMap((field, j) => {
      const isTwice = seen.has(field);
      seen.add(field);
      const place = at('form', 'sections', i, 'fields', j);
      if (isTwice) return [requestTypeProblem('request-field-twice', place, { field })];
      return unknownField(field, entity, place, j);
    }),
  );
  // The key is its number, and the customer is found before the form is filled in.
  const given = new Set([entity.key, ...[...entity.relations.values()].map(({ by }) => by)]);
  const leftOut = [...entity.fields.values()].filter(
    ({ name, optional }) => optional !== true && !seen.has(name) && !given.has(name),
  );
  return [
    ...problems,
    ...leftOut.map(({ name }) => requestTypeProblem('request-field-left-out', at('form', 'sections'), { field: name })),
  ];
}

function duplicateProblems({ duplicates }: RequestTypeDocument, entity: Entity, at: At): readonly Problem[] {
  if (duplicates === undefined) return [];
  const customer = entity.relations.get('customer');
  return [
    ...(customer === undefined || customer.many
      ? [requestTypeProblem('request-customer-unknown', at('duplicates'), { entity: entity.id })]
      : []),
    ...duplicates.sameCustomerAnd.flatMap((field, i) =>
      unknownField(field, entity, at('duplicates', 'sameCustomerAnd', i), i),
    ),
  ];
}

function unknownField(field: string, entity: Entity, place: ReturnType<At>, told: number): readonly Problem[] {
  if (entity.fields.has(field)) return [];
  const slots = { entity: entity.id, field, hint: nearestHint(field, entity.fields.keys(), told) };
  return [requestTypeProblem('request-field-unknown', place, slots, { found: field })];
}
