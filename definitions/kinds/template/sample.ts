import type { Environment } from '../../model/environment.ts';
import { below } from '../../model/json.ts';
import { type Language, say } from '../../model/text.ts';
import { isFault, parseText, renderText, ShownValue } from './liquid.ts';
import { type MessageGiven, put, scopeOf } from './render.ts';
import { type TemplateDocument, templateTexts } from './template.ts';
import { templateVariables, type Variable } from './variables.ts';

/**
 * Every text as it comes out in its own language, by its pointer: of the first case, or where there is none of a record in whose place stand
 * the titles of its fields: `您的请求〔请求编号〕已受理`.
 */
export function sampleTexts(document: TemplateDocument, environment: Environment): ReadonlyMap<string, string> {
  const variables = [...templateVariables(document.entity, environment).values()];
  const given = document.cases?.[0]?.given as MessageGiven | undefined;
  const found = new Map<string, string>();
  for (const one of templateTexts(document)) {
    const scope = given === undefined ? titlesOf(variables, one.language) : scopeOf(variables, given, one.language);
    const parsed = parseText(one);
    const said = isFault(parsed) ? parsed : renderText(parsed, scope);
    if (typeof said === 'string') found.set(below('/channels', ...one.path), said);
  }
  return found;
}

/** A record of titles. */
function titlesOf(variables: readonly Variable[], language: Language): object {
  const scope: Record<string, unknown> = {};
  for (const { path, title, type } of variables) {
    const text = `〔${say(title, language)}〕`;
    const shown = type.kind === 'boolean' ? true : new ShownValue(text, { type: { kind: 'string' }, text });
    put(scope, path.split('.'), type.kind === 'list' ? [shown] : shown);
  }
  return scope;
}
