import type { CalendarCall, ListCall, TextCall } from '../../model/expression.ts';
import { parsePattern } from '../pattern/pattern.ts';
import { operand } from './emit-logic.ts';
import type { Emitter } from './emitter.ts';
import { unnamed } from './emitter.ts';
import { widthOf } from './number-size.ts';
import type { Sql } from './sql.ts';

/** Functions of strings. A pattern is a constant, in the words every engine shares. */
export function emitText(e: Emitter, node: TextCall): Sql {
  const [first] = node.items;
  if (node.function === 'string' && first !== undefined)
    return e.dialect.textFrom(e.g, first.type, operand(e, e.value(first)));
  const pattern = node.function === 'matches' ? patternOf(node) : null;
  const items = node.items.map((item) => operand(e, e.value(item)));
  return e.g.wide(
    node.function === 'length' ? 8 : widthOf(node.type),
    e.dialect.textCall(e.g, node.function, items, pattern),
  );
}

function patternOf(node: TextCall): string {
  const constant = node.items[1] === undefined ? undefined : unnamed(node.items[1]);
  const pattern =
    constant?.kind === 'constant' && typeof constant.value === 'string' ? parsePattern(constant.value) : undefined;
  if (pattern === undefined || !('portable' in pattern)) throw new Error('A pattern that was not checked');
  return pattern.portable;
}

/** Functions of lists; integers of one width, so that lists go together. */
export function emitList(e: Emitter, node: ListCall): Sql {
  const items = node.items.map((item) => operand(e, e.value(item)));
  const types = node.items.map((item) => item.type);
  const width = widthOf(node.type);
  const made = e.dialect.listCall(e.g, node.function, items, types);
  return width === 0 ? made : e.g.wide(width, e.g.sql`CAST(${made} AS ${e.dialect.integerName(width)})`);
}

/** Functions of dates. */
export function emitCalendar(e: Emitter, node: CalendarCall): Sql {
  const items = node.items.map((item) => operand(e, e.value(item)));
  return e.g.wide(widthOf(node.type), e.dialect.calendarCall(e.g, node.function, items));
}
