import type { Environment } from '../../model/environment.ts';
import { below, type Json, type JsonObject, pointerSteps, stepInto } from '../../model/json.ts';
import { type Language, say, type Text } from '../../model/text.ts';
import type { Problem } from '../../model/problem.ts';
import type { Type } from '../../model/type.ts';
import { valueWords } from '../../expression/to-words/figures.ts';
import { readValue } from '../../expression/scope/index.ts';
import { isFault, MOST_RENDERED, parseText, renderText, ShownValue } from './liquid.ts';
import { faultProblem } from './check.ts';
import { templateProblem } from './problems.ts';
import { type TemplateChannels, type TemplateDocument, templateTexts } from './template.ts';
import { OWN_NAMES, templateVariables, type Variable } from './variables.ts';

/** What a message is about. Texts may be written a language each; instants are ISO 8601 with a zone. */
export interface MessageGiven {
  /** The record, with its related ones: `{ "topic": "cards", "customer": { … } }`. */
  readonly facts: JsonObject;
  readonly request?: JsonObject;
  readonly clock?: JsonObject;
  readonly survey?: JsonObject;
}

/** The texts of each channel that came out, in both languages, and what was wrong: a text with a problem is left out. */
export interface RenderedTemplate {
  readonly text: TemplateChannels;
  readonly problems: readonly Problem[];
}

/**
 * Renders every text of a template, as the server sends it, cases expect it and the studio shows it. What is given and cannot be read is
 * missing. Answers problems; throws for no document whose check found nothing.
 */
export function renderTemplate(
  document: TemplateDocument,
  environment: Environment,
  given: MessageGiven,
): RenderedTemplate {
  const variables = [...templateVariables(document.entity, environment).values()];
  const scopes: Record<Language, object> = {
    'zh-CN': scopeOf(variables, given, 'zh-CN'),
    en: scopeOf(variables, given, 'en'),
  };
  const problems: Problem[] = [];
  const text: Record<string, unknown> = {};
  for (const one of templateTexts(document)) {
    const at = { definition: `template/${document.name}`, pointer: below('/channels', ...one.path) };
    const parsed = parseText(one);
    const said = isFault(parsed) ? parsed : renderText(parsed, scopes[one.language]);
    if (typeof said === 'string') put(text, one.path, said);
    else if (said.kind === 'size') problems.push(templateProblem('template-too-large', at, { length: MOST_RENDERED }));
    else problems.push(faultProblem(said, at));
  }
  return { text: text as TemplateChannels, problems };
}

/** Puts a value where its path says. */
export function put(into: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [step = '', ...rest] = path;
  if (rest.length === 0) into[step] = value;
  else {
    into[step] ??= {};
    put(into[step] as Record<string, unknown>, rest, value);
  }
}

/** All variables as Liquid finds them: every one is there, null where it is missing. */
export function scopeOf(variables: readonly Variable[], given: MessageGiven, language: Language): object {
  const scope: Record<string, unknown> = {};
  for (const { path, type, unit, labels, own } of variables) {
    const steps = path.split('.');
    const [first = ''] = steps;
    const from = (OWN_NAMES.some((name) => name === first) ? given : given.facts) as JsonObject;
    const found =
      pointerSteps(below('', ...steps)).reduce<Json | undefined>(stepInto, from) ??
      (own === undefined ? undefined : given.facts[own]);
    put(scope, steps, shown(found, { type, unit, labels, language }));
  }
  return scope;
}

interface Shown {
  readonly type: Type;
  readonly unit: string | undefined;
  readonly labels: Variable['labels'] | undefined;
  readonly language: Language;
}

function shown(found: Json | undefined, of: Shown): unknown {
  const { type, unit, labels, language } = of;
  if (found === undefined || found === null) return null;
  if (type.kind === 'list')
    return Array.isArray(found)
      ? (found as readonly Json[]).map((one) => shown(one, { ...of, type: type.of })).filter((one) => one !== null)
      : null;
  // What messages have of themselves may be written in both languages.
  const value = readValue(
    type.kind === 'string' && typeof found === 'object' ? say(found as Text, language) : found,
    type,
  );
  if (value === null || typeof value === 'boolean') return value;
  const label =
    typeof value === 'string' && labels !== undefined && Object.hasOwn(labels, value) ? labels[value] : undefined;
  if (typeof value === 'string' && label === undefined) return value;
  const text = label === undefined ? valueWords({ language }, value, type, unit) : say(label, language);
  return new ShownValue(value, { type, text });
}
