export { withNames, withVariable, withItem } from './extend.ts';
export { readValue, referenceTable } from './reference-table.ts';
export {
  LONGEST_DERIVED_CHAIN,
  plain,
  reserved,
  type NamedValue,
  type ReferenceTable,
  type Scope,
} from './scope.ts';
export { outputOf, withUses } from './uses.ts';
