/**
 * Does what takes so long at most, and what a signal ends. The timer is held here: on Node 20 a signal made of another and of
 * `AbortSignal.timeout` may be collected before its time, and then nothing ends what hangs.
 */
export async function within<T>(
  signal: AbortSignal,
  mostMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ending = new AbortController();
  const stop = () => ending.abort(signal.reason);
  const late = () => ending.abort(new DOMException(`No answer within ${mostMs} ms`, 'TimeoutError'));
  const timer = setTimeout(late, mostMs);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await work(ending.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
