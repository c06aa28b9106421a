import type { DeclaredField, Formula, Json, Language, Text } from '../../../definitions/index.ts';
import { insertAt, removeAt, setAt } from '../edit.ts';

type Line = Formula['lines'][number];
/** Where a text reads a name: the line, and from where to where in its text. */
export interface Mentioned {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

/** Another text; with `use`, a result of another definition that it now reads, under a name of its own. */
export function setText(
  document: Formula,
  line: number,
  text: string,
  use?: { readonly name: string; readonly target: string },
): Formula {
  const written = setAt(document, `/lines/${line}/text`, text);
  if (use === undefined) return written;
  const uses = { ...document.lines[line]?.uses, [use.name]: use.target };
  return setAt(written, `/lines/${line}/uses`, uses);
}

/** A name that the text does not read any more is taken out of its uses. */
export function removeUse(document: Formula, line: number, name: string): Formula {
  const { [name]: gone, ...uses } = document.lines[line]?.uses ?? {};
  if (gone === undefined) return document;
  const at = `/lines/${line}/uses`;
  return Object.keys(uses).length === 0 ? removeAt(document, at) : setAt(document, at, uses);
}

/** A part of a line beside its name and text; undefined takes it out. */
export function setLine(
  document: Formula,
  line: number,
  part: 'decimals' | 'unit' | 'ifMissing' | 'series',
  value: Json | undefined,
): Formula {
  const at = `/lines/${line}/${part}`;
  return value === undefined ? removeAt(document, at) : setAt(document, at, value);
}

/** Another type: decimals stand with a decimal figure alone. */
export function setType(document: Formula, line: number, type: Line['type']): Formula {
  const typed = setAt(document, `/lines/${line}/type`, type);
  const hasDecimals = document.lines[line]?.decimals !== undefined;
  if (type === 'decimal') return hasDecimals ? typed : setAt(typed, `/lines/${line}/decimals`, 2);
  return hasDecimals ? removeAt(typed, `/lines/${line}/decimals`) : typed;
}

/** The title in one language; the other stays, and a plain text becomes one of both. */
export function setTitle(document: Formula, line: number, language: Language, title: string): Formula {
  const before = document.lines[line]?.title;
  const at = `/lines/${line}/title`;
  if (typeof before === 'object') return setAt(document, at, { ...before, [language]: title });
  return setAt(document, at, before === undefined || before === '' ? title : inBoth(before, language, title));
}

const inBoth = (before: string, language: Language, title: string): Text & object =>
  language === 'en' ? { 'zh-CN': before, en: title } : { 'zh-CN': title, en: before };

/** A new line behind one (−1: the first), under a name that no other has. It is a result where there is none yet. */
export function addLine(document: Formula, after: number): Formula {
  const taken = new Set([...document.lines.map(({ name }) => name), ...Object.keys(document.inputs ?? {})]);
  const name = freeName('line', taken);
  const added = insertAt(document, '/lines', after + 1, { name, text: '', type: 'decimal', decimals: 2 });
  return document.outputs.length === 0 ? setAt(added, '/outputs', [name]) : added;
}

export function freeName(stem: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n += 1) if (!taken.has(`${stem}${n}`)) return `${stem}${n}`;
}

/** Takes a line out, from the results too; a formula keeps its last line. */
export function removeLine(document: Formula, line: number): Formula {
  const name = document.lines[line]?.name;
  if (name === undefined || document.lines.length < 2) return document;
  return { ...removeAt(document, `/lines/${line}`), outputs: document.outputs.filter((one) => one !== name) };
}

/** Puts a line before or behind its neighbour. */
export function moveLine(document: Formula, line: number, by: -1 | 1): Formula {
  const [moved, other] = [document.lines[line], document.lines[line + by]];
  if (moved === undefined || other === undefined) return document;
  return { ...document, lines: document.lines.map((one, i) => (i === line ? other : i === line + by ? moved : one)) };
}

/** Whether a line is a result; results stand in the order of their lines where one comes in. */
export function setResult(document: Formula, name: string, isResult: boolean): Formula {
  const { outputs } = document;
  if (outputs.includes(name) === isResult) return document;
  if (!isResult) return { ...document, outputs: outputs.filter((one) => one !== name) };
  return { ...document, outputs: [...outputs, name] };
}

/** Another name for a line, in the results and wherever later lines read it. */
export function renameLine(document: Formula, line: number, name: string, mentioned: readonly Mentioned[]): Formula {
  const before = document.lines[line]?.name;
  if (before === undefined || before === name || name === '') return document;
  const outputs = document.outputs.map((one) => (one === before ? name : one));
  return inTexts({ ...setAt(document, `/lines/${line}/name`, name), outputs }, name, mentioned);
}

/** Where a text that is not worked yet writes a name: by itself, outside of quotation marks, and not behind a dot. */
export function writtenPlaces(text: string, name: string): readonly Omit<Mentioned, 'line'>[] {
  const tokens = text.matchAll(/"(?:\\.|[^"\\])*"|\.\s*[\p{L}_][\p{L}\p{N}_]*|[\p{L}_][\p{L}\p{N}_]*/gu);
  return [...tokens].flatMap(({ 0: token, index }) =>
    token === name ? [{ from: index, to: index + token.length }] : [],
  );
}

function inTexts(document: Formula, name: string, mentioned: readonly Mentioned[]): Formula {
  const backwards = mentioned.toSorted((a, b) => b.from - a.from);
  return {
    ...document,
    lines: document.lines.map((line, i) => {
      const own = backwards.filter((one) => one.line === i);
      const text = own.reduce((now, { from, to }) => now.slice(0, from) + name + now.slice(to), line.text);
      return text === line.text ? line : { ...line, text };
    }),
  };
}

/** A new input, under a name that no other has. */
export function addInput(document: Formula): Formula {
  const taken = new Set([...document.lines.map(({ name }) => name), ...Object.keys(document.inputs ?? {})]);
  const inputs = { ...document.inputs, [freeName('input', taken)]: { type: 'decimal', decimals: 2 } as const };
  return { ...document, inputs };
}

export function removeInput(document: Formula, name: string): Formula {
  const { [name]: gone, ...inputs } = document.inputs ?? {};
  return gone === undefined || Object.keys(inputs).length === 0 ? document : { ...document, inputs };
}

/** An input with a part of it written anew; undefined takes it out. */
export function setInput<Part extends keyof DeclaredField>(
  document: Formula,
  name: string,
  part: Part,
  value: DeclaredField[Part] | undefined,
): Formula {
  const before = document.inputs?.[name];
  if (before === undefined) return document;
  const { [part]: _, ...rest } = before;
  const { decimals: __, ...whole } = { ...rest, [part]: value };
  const next =
    value === undefined ? rest : part === 'type' && value !== 'decimal' ? whole : { ...before, [part]: value };
  return { ...document, inputs: { ...document.inputs, [name]: next as DeclaredField } };
}

/** Another name for an input, in its place and wherever lines read it. */
export function renameInput(document: Formula, before: string, name: string, mentioned: readonly Mentioned[]): Formula {
  const { inputs } = document;
  if (inputs === undefined || before === name || name === '' || Object.hasOwn(inputs, name)) return document;
  const renamed = Object.fromEntries(Object.entries(inputs).map(([key, one]) => [key === before ? name : key, one]));
  return inTexts({ ...document, inputs: renamed }, name, mentioned);
}
