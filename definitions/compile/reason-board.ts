import { NONE, type Reason } from '../model/result.ts';
import { wire } from '../model/decimal.ts';

/** The reasons of all plans in one list; a position of a plan is the plan's first place plus its index. */
export interface ReasonTable {
  readonly codes: readonly string[];
  readonly chinese: readonly string[];
  readonly english: readonly string[];
  /** Where each code stands first; equal codes of several plans become one reason. */
  readonly first: readonly number[];
  readonly canRepeat: boolean;
  readonly isByLoss: boolean;
  /** The scale of losses. */
  readonly decimals: number;
}

/**
 * Where one evaluation's reasons are put, in the order of their declaration, kept sorted by loss. It is taken empty again before the
 * function returns, so one board serves all calls. A reason without a loss has the loss Infinity and comes first.
 */
export class ReasonBoard {
  readonly #table: ReasonTable;
  readonly #losses: Float64Array;
  readonly #ids: Int32Array;
  readonly #factor: number;
  #count = 0;

  constructor(table: ReasonTable) {
    this.#table = table;
    this.#losses = new Float64Array(table.codes.length);
    this.#ids = new Int32Array(table.codes.length);
    this.#factor = 10 ** table.decimals;
  }

  /** A reason and its scaled loss; nothing lost, or a loss that is missing (NaN), is no reason. */
  put(id: number, loss: number): void {
    if (!(loss > 0)) return;
    const table = this.#table;
    if (table.canRepeat) return this.#merge(table.first[id] ?? id, loss);
    this.#insert(id, loss, this.#count);
  }

  #insert(id: number, loss: number, end: number): void {
    const losses = this.#losses;
    const ids = this.#ids;
    let at = end;
    if (this.#table.isByLoss) {
      for (; at > 0 && (losses[at - 1] as number) < loss; at -= 1) {
        losses[at] = losses[at - 1] as number;
        ids[at] = ids[at - 1] as number;
      }
    }
    losses[at] = loss;
    ids[at] = id;
    this.#count = end + 1;
  }

  #merge(id: number, loss: number): void {
    const at = this.#ids.subarray(0, this.#count).indexOf(id);
    if (at < 0) {
      this.#losses[this.#count] = loss;
      this.#ids[this.#count] = id;
      this.#count += 1;
    } else this.#losses[at] = (this.#losses[at] ?? 0) + loss;
  }

  /** The reasons in the order they are shown. The board is empty afterwards. */
  take(isEnglish: boolean): readonly Reason[] {
    const count = this.#count;
    if (count === 0) return NONE;
    const { codes, chinese, english, canRepeat, isByLoss } = this.#table;
    if (canRepeat && isByLoss)
      for (let i = 1; i < count; i += 1) this.#insert(this.#ids[i] as number, this.#losses[i] as number, i);
    const texts = isEnglish ? english : chinese;
    const reasons: Reason[] = [];
    for (let i = 0; i < count; i += 1) {
      const id = this.#ids[i] as number;
      const loss = this.#losses[i] as number;
      const [code, text] = [codes[id] as string, texts[id] as string];
      reasons.push(loss === Infinity ? { code, text } : { code, text, loss: loss / this.#factor });
    }
    this.#count = 0;
    return reasons;
  }
}

/** The same for losses that a double cannot hold; undefined is a reason without a loss, null a missing loss. */
export class BigReasonBoard {
  readonly #table: ReasonTable;
  #reasons = new Map<number, bigint | undefined>();

  constructor(table: ReasonTable) {
    this.#table = table;
  }

  put(id: number, loss: bigint | null | undefined): void {
    if (loss === null || (loss !== undefined && loss <= 0n)) return;
    const first = this.#table.first[id] ?? id;
    const before = this.#reasons.get(first);
    this.#reasons.set(first, loss === undefined || before === undefined ? loss : before + loss);
  }

  take(isEnglish: boolean): readonly Reason[] {
    const { codes, chinese, english, isByLoss, decimals } = this.#table;
    const taken = [...this.#reasons];
    this.#reasons = new Map();
    if (isByLoss) taken.sort(([, a], [, b]) => compareLosses(a, b));
    const texts = isEnglish ? english : chinese;
    return taken.map(([id, loss]) => {
      const [code = '', text = ''] = [codes[id], texts[id]];
      return loss === undefined ? { code, text } : { code, text, loss: wire(loss, decimals) };
    });
  }
}

/** Greater losses first, no loss before all; equal ones stay as they are. */
function compareLosses(a: bigint | undefined, b: bigint | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  return a < b ? 1 : a > b ? -1 : 0;
}
