import type { Json } from './json.ts';
import type { Language, Message } from './text.ts';
import { LANGUAGES, say, type Text, visible } from './text.ts';

/** `error` refuses (a definition, a record, a request); `warning` and `note` do not. */
export type Severity = 'error' | 'warning' | 'note';

/** Where a problem stands: in which definition (`kind/name`; absent in a request or a file) and at which JSON pointer. */
export interface Place {
  readonly definition?: string;
  readonly pointer: string;
}

/** One refusal or remark: where, what was found, what was expected, in both languages. */
export interface Problem extends Place {
  readonly code: string;
  readonly severity: Severity;
  readonly message: Message;
  /** The offending value as it was found, where there is one. */
  readonly found?: Json;
  /** A request that shows the fault when it is evaluated. */
  readonly witness?: Json;
  /** A replacement for the value at `pointer` that mends the problem. */
  readonly fix?: Json;
}

/** What a code means: severity, HTTP status (RFC 9110) where it reaches a client, and its sentence with `{slots}`. */
export interface ProblemMeaning extends Message {
  readonly severity: Severity;
  readonly status: number;
}

type Slots = Readonly<Record<string, Text | number | bigint | boolean | null>>;
interface Extra {
  readonly found?: Json;
  readonly witness?: Json;
  readonly fix?: Json;
}

type Table = Readonly<Record<string, ProblemMeaning>>;
/** The names between braces in a sentence; a piece of JSON is none. */
type SlotNames<Sentence extends string> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `${string}${' ' | '"'}${string}` ? never : Name) | SlotNames<Rest>
  : never;
type SlotsOf<Meaning extends ProblemMeaning> = Meaning extends unknown ? SlotNames<Meaning[Language]> : never;
type Filling<Names extends string> = [Names] extends [never]
  ? [slots?: Slots, extra?: Extra]
  : [slots: Slots & Readonly<Record<Names, Text | number | bigint | boolean>>, extra?: Extra];

/** Makes problems of the codes of one table; a code that is not in the table, or a sentence with an unfilled slot, does not compile. */
export interface ProblemMaker<Of extends Table> {
  <Code extends keyof Of & string>(code: Code, at: Place, ...filling: Filling<SlotsOf<Of[Code]>>): Problem;
  /** The same for a function whose callers were asked for the slots (see SlotsFor). */
  filled(code: keyof Of & string, at: Place, slots?: Slots, extra?: Extra): Problem;
  readonly table: Of;
}
/** The codes of a maker's table. */
export type CodeOf<Maker extends { readonly table: Table }> = keyof Maker['table'] & string;
/** What a function that makes a maker's problems asks of its callers; it fills the slots `Own` itself. */
export type SlotsFor<
  Maker extends { readonly table: Table },
  Code extends CodeOf<Maker>,
  Own extends string = never,
> = Filling<Exclude<SlotsOf<Maker['table'][Code]>, Own>>;

/** Every code of the program with its meaning, filled by the tables below and by each kind's `problems.ts`. */
const meanings = new Map<string, ProblemMeaning>();

/** The meaning of a code, or undefined where no table has it. Source of the documentation and of HTTP statuses. */
export function meaningOf(code: string): ProblemMeaning | undefined {
  return meanings.get(code);
}

/** All codes, sorted. */
export function problemCodes(): readonly string[] {
  return [...meanings.keys()].sort();
}

/** Declares a table of codes. The same code in two tables must mean the same: a second, different meaning throws at start. */
export function defineProblems<const Of extends Table>(table: Of): ProblemMaker<Of> {
  for (const [code, meaning] of Object.entries(table)) {
    const known = meanings.get(code);
    if (known !== undefined && known.en !== meaning.en) throw new Error(`Two meanings for the problem ${code}`);
    meanings.set(code, meaning);
  }
  const make = (code: keyof Of & string, at: Place, slots: Slots = {}, extra: Extra = {}): Problem => {
    const meaning: ProblemMeaning = table[code] as ProblemMeaning;
    return { code, severity: meaning.severity, ...at, message: fill(meaning, slots), ...extra };
  };
  return Object.assign(make, { filled: make, table });
}

/** The problem of a code that is only known when the program runs (a plan's); an unknown code is a bug and throws. */
export function problemOf(code: string, at: Place, slots: Slots = {}): Problem {
  const meaning = meanings.get(code);
  if (meaning === undefined) throw new Error(`No problem is called ${code}`);
  return { code, severity: meaning.severity, ...at, message: fill(meaning, slots) };
}

/** The problem of a code where no more is known than where it stands: its sentence has … for what it would name. */
export function bareProblem(code: string, at: Place): Problem {
  return problemOf(code, at);
}

function fill(meaning: Message, slots: Slots): Message {
  const sentence = (language: Language) =>
    meaning[language].replace(/\{(\w+)\}/g, (_, name: string) => spoken(slots[name], language));
  return Object.fromEntries(LANGUAGES.map((language) => [language, sentence(language)])) as Message;
}

function spoken(slot: Slots[string] | undefined, language: Language): string {
  if (slot === null || slot === undefined) return '…';
  const text = typeof slot === 'object' ? say(slot, language) : visible(String(slot));
  return text.length > LONGEST_SLOT ? `${text.slice(0, LONGEST_SLOT)}…` : text;
}

/** A title may have 5,000 characters, a fact a million; a sentence stays one. */
const LONGEST_SLOT = 1_500;

/** How many problems of one definition or request are told: whoever has more has one cause, or means harm. */
export const MOST_TOLD = 100;

/** Whether any problem refuses. */
export function refuses(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}
