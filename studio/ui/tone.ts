/** The colour of step `index` of `count` on an ordered scale: pale to full indigo, so that grey print keeps the order. */
export function tone(index: number, count: number): string {
  const share = count < 2 ? 60 : Math.round(12 + (88 * index) / (count - 1));
  return `color-mix(in oklab, var(--indigo) ${share}%, var(--scale-from))`;
}
