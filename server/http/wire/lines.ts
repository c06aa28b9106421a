/** Lines of at most 5 MB; a longer one is passed over and stands as null. */
export const MOST_LINE_BYTES = 5 * 1024 * 1024;

/** The code of the error that ends a stream whose sender does not finish a line. */
export const BODY_TOO_SLOW = 'GUIJU_BODY_TOO_SLOW';

/** Splits a stream of bytes into lines, whatever its chunks are. Empty lines are given too, so that numbers stay right. */
export interface LineSplitter {
  /** The lines that a chunk completes. */
  push(chunk: Buffer): readonly (Buffer | null)[];
  /** Whether a line has begun and not ended. */
  readonly isWithinLine: boolean;
  /** The last line, where the stream does not end with a line feed. */
  end(): readonly (Buffer | null)[];
}

export function lineSplitter(most: number = MOST_LINE_BYTES): LineSplitter {
  let parts: Buffer[] = [];
  let length = 0;
  const take = (last: Buffer): Buffer | null => {
    const isTooLong = length + last.length > most;
    const line = parts.length === 0 ? last : Buffer.concat([...parts, last]);
    parts = [];
    length = 0;
    if (isTooLong) return null;
    return line.at(-1) === 0x0d ? line.subarray(0, -1) : line;
  };
  return {
    push(chunk) {
      const lines: (Buffer | null)[] = [];
      let start = 0;
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
        lines.push(take(chunk.subarray(start, end)));
        start = end + 1;
      }
      const rest = chunk.subarray(start);
      // What is too long already is counted, not kept.
      if (rest.length > 0 && length <= most) parts.push(rest);
      length += rest.length;
      if (length > most) parts = [];
      return lines;
    },
    get isWithinLine() {
      return length > 0;
    },
    end() {
      return length === 0 ? [] : [take(Buffer.alloc(0))];
    },
  };
}
