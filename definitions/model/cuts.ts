/** Frozen cuts of segmentations by share: per id the least value of each class but the lowest, ascending, as on the wire. */
export type Cuts = Readonly<Record<string, readonly (number | string)[]>>;
