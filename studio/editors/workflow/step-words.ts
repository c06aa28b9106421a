import {
  actionTitle,
  type JsonObject,
  type LifeLine,
  parseTime,
  type Text,
  timeWords,
} from '../../../definitions/index.ts';
import type { Reader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import type { GuardValue } from './play.ts';
import '../../texts/stepping.ts';
import '../../texts/views.ts';

/** A move in words: the event's title, or how much time passes. */
export function moveWords({ event, advance }: JsonObject, names: ReadonlyMap<string, Text>, reader: Reader): string {
  if (typeof event === 'string') return reader.say(names.get(event) ?? event);
  return reader.t('step.passes', { length: lengthWords(String(advance), reader) });
}

/** `PT2H30M` as it is said. */
export const lengthWords = (length: string, reader: Reader): string =>
  timeWords(reader, parseTime(length) ?? 0) || length;

/** What a step asks for, by titles. */
export const effectsIn = ({ effects }: LifeLine, { say }: Reader): readonly string[] =>
  effects.map(({ type }) => say(actionTitle(type)));

/** `Reply recorded: no`. */
export const guardsIn = (guards: readonly GuardValue[], titles: Titles, { t }: Reader): readonly string[] =>
  guards.map(({ criteria, holds }) =>
    t('step.guard', {
      criteria: titles.definition(criteria),
      value: t(holds === null ? 'view.unknown' : holds ? 'form.yes' : 'form.no'),
    }),
  );
