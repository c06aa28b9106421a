import type { Dialect } from '../address.ts';

/** What a table refuses, whoever asks: as a trigger of each database. */
export interface Guard {
  readonly table: string;
  readonly on: 'insert' | 'update' | 'delete';
  /** Over `new` and `old`; absent: always. */
  readonly where?: string;
  readonly says: string;
}

/** The triggers that hold guards. */
export const guardStatements = (guards: readonly Guard[], dialect: Dialect): readonly string[] =>
  guards.flatMap((guard) => {
    const { table, on, where, says } = guard;
    const name = `${table}_keeps_on_${on}`;
    if (dialect === 'sqlite')
      return `create trigger ${name} before ${on} on ${table}${where === undefined ? '' : ` when ${where}`}
        begin select raise(abort, '${says}'); end`;
    const refuse = `raise exception '${says}' using errcode = 'integrity_constraint_violation';`;
    const body = where === undefined ? refuse : `if ${where} then ${refuse} end if; return new;`;
    return [
      `create function ${name}() returns trigger language plpgsql as $$ begin ${body} end $$`,
      `create trigger ${name} before ${on} on ${table} for each row execute function ${name}()`,
    ];
  });
