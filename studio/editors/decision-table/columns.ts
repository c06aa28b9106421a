import { type DecisionTable, type JsonObject, LANGUAGES, say, unitName } from '../../../definitions/index.ts';
import type { Reader } from '../../texts/reader.ts';
import { isPercent, labelIn, titleIn, type Titles } from '../../texts/titles.ts';

/** What the cells of a column may be, as far as it is known: `any` where it is not. */
export interface ColumnValues {
  readonly type: 'number' | 'date' | 'instant' | 'boolean' | 'string' | 'any';
  /** Figures are shares of one, told in percent. */
  readonly isPercent: boolean;
  /** How its unit is written behind a figure, in every language. */
  readonly units: readonly string[];
  /** Values that are listed or have names, each with its names in every language. */
  readonly members: readonly Member[];
}

export interface Member {
  readonly value: string;
  readonly names: Readonly<Record<string, string>>;
}

/** A column of the grid: an input, or behind the inputs an output. */
export interface GridColumn {
  readonly side: 'when' | 'then';
  /** Its place among the inputs, or among the outputs. */
  readonly index: number;
  /** The fact that an input tests; empty of what is computed, and of outputs. */
  readonly fact: string;
  readonly title: string;
  readonly unit: string;
  readonly values: ColumnValues;
}

/** A table's columns, inputs first. */
export function columnsOf(
  document: DecisionTable,
  titles: Titles,
  reader: Pick<Reader, 'say' | 'language'>,
): readonly GridColumn[] {
  const inputs = document.inputs.map(({ fact = '', formula, title }, index): GridColumn => {
    const said = fact === '' ? (formula?.text ?? '') : titles.fact(fact);
    const declared = fact === '' ? jsonOf(formula) : titles.declared(fact);
    return {
      side: 'when',
      index,
      fact,
      title: title === undefined ? said : reader.say(title),
      unit: fact === '' ? '' : titles.unit(fact),
      values: valuesOf(declared, fact === '' ? [] : titles.parts(fact)),
    };
  });
  const outputs = document.outputs.map(
    (output, index): GridColumn => ({
      side: 'then',
      index,
      fact: '',
      title: reader.say(output.title ?? output.name),
      unit: output.unit === undefined || isPercent(output) ? '' : unitName(reader, output.unit),
      values: valuesOf(jsonOf(output), []),
    }),
  );
  return [...inputs, ...outputs];
}

/** A document's part as the JSON that it is. */
const jsonOf = (part: object | undefined) => part as JsonObject | undefined;

const TYPES: Readonly<Record<string, ColumnValues['type']>> = {
  integer: 'number',
  decimal: 'number',
  date: 'date',
  instant: 'instant',
  boolean: 'boolean',
  string: 'string',
};

/** What values a declared field, computed value or output has; `parts` are the bands or classes of a result. */
export function valuesOf(declared: JsonObject | undefined, parts: readonly JsonObject[]): ColumnValues {
  const [type, unit, listed] = [declared?.['type'], declared?.['unit'], declared?.['enum']];
  const named = (part: JsonObject | undefined, value: string): Member => {
    const text = (part === undefined ? labelIn(declared, value) : titleIn(part)) ?? value;
    return { value, names: Object.fromEntries(LANGUAGES.map((language) => [language, say(text, language)])) };
  };
  const members = [
    ...(Array.isArray(listed) ? listed.flatMap((one) => (typeof one === 'string' ? [named(undefined, one)] : [])) : []),
    ...parts.flatMap((part) => (typeof part['name'] === 'string' ? [named(part, part['name'])] : [])),
  ];
  return {
    type: (typeof type === 'string' && Object.hasOwn(TYPES, type) ? TYPES[type] : undefined) ?? 'any',
    isPercent: isPercent(declared),
    units: typeof unit === 'string' ? [unit, ...LANGUAGES.map((language) => unitName({ language }, unit))] : [],
    members: members.filter(({ value }, i) => members.findIndex((one) => one.value === value) === i),
  };
}
