/** Work that is done step by step, so that others may have their turn between: what it answers, and nothing on the way. */
export type Steps<T> = Generator<void, T, void>;

/** Does all steps at once. */
export function drained<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
