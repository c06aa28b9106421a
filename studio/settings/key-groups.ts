import type { Reader } from '../texts/reader.ts';

/** What keys are given for, as whoever gives one thinks of it: each the operations of the API that it takes. */
export const KEY_GROUPS = {
  decide: ['decide', 'decideBatch'],
  definitions: ['listDefinitions', 'getDefinition', 'getClosure', 'getWords', 'getProblems'],
  population: ['getPopulation', 'getDistribution'],
  records: ['getRecord', 'findRecords'],
  releases: [
    'checkDraft',
    'beginRelease',
    'editRelease',
    'submitRelease',
    'withdrawRelease',
    'listReleases',
    'getRelease',
    'getReleaseImpact',
    'getReleaseRevision',
    'getReleaseDifference',
    'beginImpact',
    'getImpact',
    'cancelImpact',
    'listMovers',
    'getMoversFile',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type KeyGroup = keyof typeof KEY_GROUPS;
export const KEY_GROUP_NAMES = Object.keys(KEY_GROUPS) as readonly KeyGroup[];

/** What a key may do: by groups where it has the whole of one, the rest by their names in the API. */
export function operationsText(operations: readonly string[], { t, language }: Pick<Reader, 't' | 'language'>): string {
  const whole = KEY_GROUP_NAMES.filter((group) => KEY_GROUPS[group].every((name) => operations.includes(name)));
  const told = new Set<string>(whole.flatMap((group) => KEY_GROUPS[group]));
  const rest = operations.filter((name) => !told.has(name));
  return [
    ...whole.map((group) => t(`keys.group.${group}`)),
    ...(rest.length === 0 ? [] : [t('keys.group.other', { count: rest.length, names: rest.join(', ') })]),
  ].join(language === 'en' ? '; ' : '；');
}
