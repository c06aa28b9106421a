/** The colour of step `index` of `count` on an ordered scale: pale to full indigo, so that grey print keeps the order. */
export function tone(index: number, count: number): string {
  return toneOf(count < 2 ? 0.6 : index / (count - 1));
}

/** The colour of a strength between 0 and 1 on the same scale. */
export function toneOf(strength: number): string {
  return `color-mix(in oklab, var(--indigo) ${Math.round(12 + 88 * strength)}%, var(--scale-from))`;
}
