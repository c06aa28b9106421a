import type { Expression, Variable } from '../../model/expression.ts';
import { type NamedValue, plain, type Scope } from './scope.ts';

/** A scope with more names before its own: lines of a formula, `uses`. */
export function withNames(scope: Scope, values: ReadonlyMap<string, NamedValue>): Scope {
  return {
    ...scope,
    name: (name) => values.get(name) ?? scope.name(name),
    names: () => [...new Set([...values.keys(), ...scope.names()])],
  };
}

/** A scope inside `for` or `some`: the loop's variable under its name. */
export function withVariable(scope: Scope, loop: Variable): Scope {
  return withNames(scope, new Map([[loop.name, plain(loop)]]));
}

/** A scope inside a filter: `item`, and the fields of the item before all other names where it is a row. */
export function withItem(scope: Scope, item: Expression): Scope {
  return {
    ...scope,
    name: (name) => (name === 'item' ? plain(item) : (scope.member(item, name) ?? scope.name(name))),
    names: () => ['item', ...memberNames(scope, item), ...scope.names()],
  };
}

/** The names a row has. */
export function memberNames(scope: Scope, row: Expression): readonly string[] {
  const entity = row.type.kind === 'row' ? scope.environment.entity(row.type.entity) : undefined;
  return entity === undefined ? [] : [...entity.fields.keys(), ...entity.derived.keys(), ...entity.relations.keys()];
}
