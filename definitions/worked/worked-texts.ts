import { compile } from '../compile.ts';
import { functionForms } from '../expression/from-feel/call.ts';
import type { Speech } from '../expression/to-words/speech.ts';
import { unitName, unitOf, unitWords } from '../expression/to-words/units.ts';
import { kindOf } from '../kinds/index.ts';
import type { ShownText } from '../kinds/shown-text.ts';
import { speechOf } from '../kinds/words.ts';
import type { Library } from '../library.ts';
import type { Decision, Facts } from '../model/decision.ts';
import type { Expression, Labels } from '../model/expression.ts';
import { isObject, type Json } from '../model/json.ts';
import type { Problem } from '../model/problem.ts';
import type { Language } from '../model/text.ts';
import { type FactNames, factNames, type KnownName, ownNames } from './known-names.ts';
import { type Part, partsOf } from './parts.ts';
import type { ToldType } from './told-type.ts';

/** A part of a formula text, inner ones before those they stand in. Positions count UTF-16 units of the text. */
export interface WorkedPart {
  readonly from: number;
  readonly to: number;
  /** What it says, in the reader's language. */
  readonly said: string;
  /** What it names: a line or a result as `formula/clv#clv`, a fact of the record as `#age`; null of all else. */
  readonly ref: string | null;
  readonly type: ToldType;
  /** In the reader's language; null where it has none, and of shares, which are told in percent. */
  readonly unit: string | null;
  readonly isPercent: boolean;
  /** What its texts are called, where it is a field that says so. */
  readonly labels?: Labels;
  /** Whether it stands in a loop, so that its value is one for each item. */
  readonly isEach: boolean;
  /** On the request: as on the wire, of rows how many there are; undefined without one, or where no single value is known. */
  readonly value?: Json;
  /** Whether the request came by it: of a branch that was not taken, false. */
  readonly isReached: boolean;
}

export interface WorkedText {
  /** Of the computed value. */
  readonly pointer: string;
  readonly text: string;
  readonly faults: readonly { readonly from: number; readonly to: number; readonly problem: Problem }[];
  readonly parts: readonly WorkedPart[];
  /** The names it may write beside the facts: lines before it and its own `uses`. */
  readonly names: readonly KnownName[];
}

/** The formula texts of a definition: what they may name, what their parts mean and, on a request, what each comes to. */
export interface WorkedTexts {
  readonly texts: readonly WorkedText[];
  readonly facts: FactNames;
  /** The functions of FEEL and how each is called. */
  readonly functions: readonly { readonly name: string; readonly form: string }[];
}

/**
 * Works the formula texts of a definition, one that has errors too. `request`: the facts they are tried on, as a decision takes them; it
 * gives no values where it is refused. Undefined where there is no such definition, or its kind has no texts.
 */
export function workTexts(
  library: Library,
  id: string,
  request: Json | undefined,
  language: Language,
): WorkedTexts | undefined {
  const definition = library.definitions.get(id);
  const shown = definition && kindOf(definition.kind)?.texts?.(definition.document, library.environment);
  if (shown === undefined) return undefined;
  const facts = shown[0]?.scope.facts ?? null;
  const parts = shown.map(partsOf);
  const values = request === undefined ? NOTHING : valuesOf(library, shown, parts, request);
  const entity = facts?.kind === 'entity' ? facts.entity : undefined;
  const speech = speechOf(library.environment, language, entity);
  const names = shown.map(({ scope }) => scope.names());
  const first = new Set(names[0] ?? []);
  return {
    texts: shown.map((text, i) => ({
      pointer: text.pointer,
      text: text.computed.text,
      faults: text.transcript.faults,
      parts: (parts[i] ?? []).map((part, j) =>
        workedPart(part, values[`v${i}x${j}`], values[`r${i}x${j}`] !== false, speech),
      ),
      names: ownNames(text, names[i]?.filter((name) => !first.has(name)) ?? []),
    })),
    facts: factNames(facts, library.environment),
    functions: [...functionForms()].map(([name, form]) => ({ name, form })),
  };
}

function workedPart(part: Part, value: Json | undefined, isReached: boolean, speech: Speech): WorkedPart {
  const { of, type, isEach, from, to } = part;
  const unit = type.kind === 'boolean' ? undefined : (part.unit ?? unitOf(of));
  const isPercent = unit !== undefined && unitWords(unit)?.isPercent === true;
  return {
    from,
    to,
    ref: refOf(of),
    said: type.kind === 'boolean' && !type.isList ? speech.clause(of) : speech.noun(of),
    type,
    unit: unit === undefined || isPercent ? null : unitName(speech, unit),
    isPercent,
    ...(of.kind === 'field' && of.field.labels !== undefined ? { labels: of.field.labels } : {}),
    isEach,
    ...(value === undefined ? {} : { value }),
    isReached,
  };
}

function refOf(of: Expression): string | null {
  if (of.kind === 'named') return of.ref;
  return of.kind === 'field' && of.of === null ? `#${of.field.name}` : null;
}

const NOTHING: Readonly<Record<string, Json>> = {};

/** What the parts come to on a request: `v<text>x<part>`, and for branches `r<text>x<part>`, whether they were taken. */
function valuesOf(
  library: Library,
  shown: readonly ShownText[],
  parts: readonly (readonly Part[])[],
  request: Json,
): Readonly<Record<string, Json>> {
  const [first] = shown;
  const facts = first?.scope.facts;
  if (first === undefined || facts === null || facts === undefined || facts.kind === 'pair') return NOTHING;
  const members = parts.flatMap((texts, i) =>
    texts.flatMap(({ value, reached }, j) => [
      ...(value === null ? [] : [{ name: `v${i}x${j}`, shape: { kind: 'value', of: value } as const }]),
      ...(reached === null ? [] : [{ name: `r${i}x${j}`, shape: { kind: 'value', of: reached } as const }]),
    ]),
  );
  const decision = alone(first, facts, { kind: 'object', members });
  const environment = { decision: () => decision, entity: (of: string) => library.environment.entity(of) };
  const definitions = new Map([[decision.id, { version: null, hash: '', closure: '' }]]);
  const { value } = compile({ environment, definitions }, [decision.id], {}).decide(request)[decision.id] ?? {};
  return isObject(value) ? value : NOTHING;
}

/** A value by itself: nothing refuses it but what the facts lack. */
function alone({ scope }: ShownText, facts: Facts, value: Decision['value']): Decision {
  return {
    id: scope.definition,
    title: '',
    facts,
    outputs: {},
    value,
    reasons: [],
    reasonOrder: 'declared',
    problems: [],
    partial: null,
    reads: [...scope.mentioned],
  };
}
