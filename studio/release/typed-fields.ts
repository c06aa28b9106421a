/** What an author may write of a change beside its texts. `at`: as a field of day and time holds it; null: at once. */
export interface Fields {
  readonly title: string;
  readonly note: string;
  readonly at: string | null;
}

/** What was typed and is not written yet, with what stood there when it was typed. */
export interface Typed {
  readonly base: Fields;
  readonly own: Partial<Fields>;
}

export interface Written {
  readonly fields: Fields;
  readonly isChanged: boolean;
  /** Fields that somebody else wrote meanwhile, otherwise than they are typed here. */
  readonly conflicts: readonly (keyof Fields)[];
}

const NAMES = ['title', 'note', 'at'] as const;

/** The fields as they are shown: those that were typed over those that stand, which may have moved since. */
export function fieldsWith(stands: Fields, typed: Typed | null): Written {
  const own = typed?.own ?? {};
  const changed = NAMES.filter((name) => Object.hasOwn(own, name) && own[name] !== stands[name]);
  return {
    fields: { ...stands, ...own },
    isChanged: changed.length > 0,
    conflicts: changed.filter((name) => typed?.base[name] !== stands[name]),
  };
}

/** One more field typed. */
export const typedInto = (stands: Fields, typed: Typed | null, field: Partial<Fields>): Typed => ({
  // What was typed before stays held against what stood there then.
  base: { ...stands, ...(typed === null ? {} : baseOf(typed)) },
  own: { ...typed?.own, ...field },
});

const baseOf = ({ base, own }: Typed): Partial<Fields> =>
  Object.fromEntries(NAMES.filter((name) => Object.hasOwn(own, name)).map((name) => [name, base[name]]));

/** A conflict decided: by what stands, or by what was typed. */
export function settled(stands: Fields, { base, own }: Typed, name: keyof Fields, isMine: boolean): Typed {
  if (isMine) return { base: { ...base, [name]: stands[name] }, own };
  const { [name]: _dropped, ...rest } = own;
  return { base, own: rest };
}

export const isTyped = (found: unknown): found is Typed => {
  const { base, own } = (found ?? {}) as { readonly base?: unknown; readonly own?: unknown };
  return isFields(base, NAMES.length) && isFields(own, 0);
};

function isFields(found: unknown, least: number): boolean {
  if (typeof found !== 'object' || found === null) return false;
  const names = NAMES.filter((name) => Object.hasOwn(found, name));
  const { at, ...texts } = found as Readonly<Record<string, unknown>>;
  const isText = (text: unknown) => typeof text === 'string';
  return names.length >= least && Object.values(texts).every(isText) && (at === undefined || at === null || isText(at));
}
