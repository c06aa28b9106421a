export { withNames, withVariable, withItem } from './scope/extend.ts';
export { readValue, referenceTable } from './scope/reference-table.ts';
export {
  LONGEST_DERIVED_CHAIN,
  plain,
  reserved,
  type NamedValue,
  type ReferenceTable,
  type Scope,
} from './scope/scope.ts';
export { entityScope, inputsScope, pairScope } from './scope/subjects.ts';
export { outputOf, withUses } from './scope/uses.ts';
