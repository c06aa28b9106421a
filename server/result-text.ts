import type { DefinitionStamp, Result } from '../definitions/index.ts';

/** Writes results as JSON; the stamp, which is the same in every result of a decision, is written once. */
export function resultWriter(stamp: DefinitionStamp): (result: Result) => string {
  const tail = `,"definition":${JSON.stringify(stamp)}`;
  return (result) => {
    const { value, reasons, missing, problems } = result;
    const head = `{"value":${JSON.stringify(value)},"reasons":${listText(reasons)},"missing":${listText(missing)}`;
    const partial = result.partial === true ? ',"partial":true' : '';
    const trace = result.trace === undefined ? '' : `,"trace":${JSON.stringify(result.trace)}`;
    return `${head}${partial},"problems":${listText(problems)}${tail}${trace}}`;
  };
}

const listText = (list: readonly unknown[]): string => (list.length === 0 ? '[]' : JSON.stringify(list));
