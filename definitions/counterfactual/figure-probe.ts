import type { EntityDocument } from '../kinds/entity/entity.ts';
import type { Source } from '../linking/identify.ts';

/** A formula that gives a derived field. Its name is no definition's: those of a bank do not begin so. */
export function probe(entity: EntityDocument, name: string): Source {
  const { type, decimals } = entity.derived?.[name] ?? { type: 'string' };
  const line = {
    name: probeLine(name),
    text: name,
    type,
    ...(decimals === undefined ? {} : { decimals }),
    ifMissing: 'missing',
  };
  const document = {
    kind: 'formula',
    name: probeName(entity, name),
    entity: `entity/${entity.name}`,
    lines: [line],
    outputs: [line.name],
  };
  return { document };
}

/** The id of the formula that gives a derived field. */
export const probeRef = (entity: EntityDocument, name: string): string => `formula/${probeName(entity, name)}`;

/** What the one line of such a formula is called. */
export const probeLine = (name: string): string => `${name}OfRows`;

const probeName = (entity: EntityDocument, name: string): string =>
  `row-figure-${Object.keys(entity.derived ?? {}).indexOf(name)}-of-${entity.name}`;
