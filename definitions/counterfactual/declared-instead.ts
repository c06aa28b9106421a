import { wire } from '../model/decimal.ts';
import type { NumberType, Type } from '../model/type.ts';
import type { EntityDocument } from '../kinds/entity/entity.ts';
import type { DeclaredField } from '../kinds/field.ts';
import type { Library } from '../library.ts';
import { probeLine, probeRef } from './figure-probe.ts';

/** The entity with some derived fields declared as fields, of the type and the bounds the formulas give them. */
export function declaredInstead(entity: EntityDocument, names: readonly string[], probed: Library): EntityDocument {
  const taken = Object.entries(entity.derived ?? {}).filter(([name]) => names.includes(name));
  const rest = Object.entries(entity.derived ?? {}).filter(([name]) => !names.includes(name));
  const fields = taken.map(([name, { type, decimals, title, unit, labels, direction }]) => {
    const output = probed.environment.decision(probeRef(entity, name))?.outputs[probeLine(name)];
    const said = { ...whereSaid({ decimals, title, unit, labels, direction }), ...domainOf(output?.type) };
    return [name, { type, ...said, optional: output?.missable ?? true }] as const;
  });
  return {
    ...entity,
    fields: { ...entity.fields, ...Object.fromEntries(fields) },
    derived: Object.fromEntries(rest),
  };
}

/** Without the keys that a document leaves out. */
function whereSaid<T extends object>(of: T): { readonly [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as {
    readonly [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
}

function domainOf(type: Type | undefined): Pick<DeclaredField, 'minimum' | 'maximum' | 'enum'> {
  if (type?.kind === 'number') return { minimum: boundOf(type.minimum, type), maximum: boundOf(type.maximum, type) };
  return type?.kind === 'string' && type.enum !== undefined ? { enum: type.enum } : {};
}

const boundOf = (value: bigint, type: NumberType): number | string => wire(value, type.decimals);
