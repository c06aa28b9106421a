import { createContext, useContext } from 'react';
import type { Json, JsonObject } from '../../../definitions/index.ts';
import type { Way } from './edits.ts';
import type { ReadableField } from './fields.ts';
import type { Speech } from './row-words.ts';

/** What can be done with an item by its keys or its actions. */
export type Deed = Way | 'wrap' | 'unwrap' | 'copy' | 'remove';

/** A criteria that a condition may name. */
export interface NamedCriteria {
  readonly id: string;
  readonly title: string;
  readonly names: readonly string[];
}

/** What the parts of a builder share. `act` stays the same object, so that rows are drawn again only where they changed. */
export interface BuilderContext {
  readonly speech: Speech;
  readonly fields: ReadonlyMap<string, ReadableField>;
  readonly criteria: readonly NamedCriteria[];
  /** Whoever searches needs to know of more than what is named already. */
  readonly wantAll: () => void;
  readonly act: {
    /** Writes the item at a pointer anew. Writes of one gesture are one step back. */
    readonly write: (at: string, edit: (item: JsonObject) => JsonObject, gesture?: string) => void;
    readonly go: (at: string, deed: Deed) => void;
    readonly setMode: (at: string, mode: 'all' | 'any' | 'none') => void;
    readonly add: (group: string, item: Json) => void;
    readonly say: (text: string) => void;
  };
}

const Context = createContext<BuilderContext | null>(null);
export const BuilderProvider = Context.Provider;

export function useBuilder(): BuilderContext {
  const found = useContext(Context);
  if (found === null) throw new Error('A part of the builder of conditions stands outside it');
  return found;
}
