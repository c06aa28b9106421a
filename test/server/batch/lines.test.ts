import { isUtf8 } from 'node:buffer';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { compile, type JsonObject, link } from '../../../definitions/index.ts';
import { MOST_LINE_BYTES } from '../../../server/http/wire/lines.ts';
import { isBlank, readRequestLine } from '../../../server/http/wire/request-line.ts';
import { batchRoom } from '../support/batch.ts';

const library = link(
  [
    {
      kind: 'entity',
      name: 'client',
      fields: {
        id: { type: 'string', optional: true },
        age: { type: 'integer', minimum: 0, maximum: 120, optional: true },
        note: { type: 'string', optional: true },
      },
    },
    {
      kind: 'criteria',
      name: 'adult',
      entity: 'entity/client',
      when: {
        any: [
          { fact: 'age', operator: 'greaterThanInclusive', value: 18 },
          { fact: 'note', operator: 'equal', value: 'x' },
        ],
      },
    },
  ].map((document) => ({ document })),
);
const room = batchRoom(library);

/** What `decide` answers of each line that is not blank: the value, or the code that refuses it. */
function decided(text: Buffer): readonly (boolean | string)[] {
  const compiled = compile(library, ['criteria/adult'], { unknown: 'ignore' });
  const lines: Buffer[] = [];
  let from = 0;
  for (let at = text.indexOf(10); at >= 0; at = text.indexOf(10, from)) {
    lines.push(text.subarray(from, at));
    from = at + 1;
  }
  if (from < text.length) lines.push(text.subarray(from));
  return lines.flatMap((line, i) => {
    if (isBlank(line)) return [];
    const read = readRequestLine(line.length > MOST_LINE_BYTES ? null : line, i + 1);
    if (read.kind === 'refused') return [read.problems[0]?.code ?? ''];
    if (read.kind === 'empty') return [];
    const result = compiled.decide(read.request as JsonObject)['criteria/adult'];
    return [result?.value === null ? (result.problems[0]?.code ?? '') : (result?.value as boolean)];
  });
}

const SLIPS: readonly (readonly [string, string | Buffer])[] = [
  ['a key twice', '{"id":"1","age":20,"aum":1000,"age":7}'],
  ['a key twice, once escaped', '{"age":20,"\\u0061ge":7}'],
  ['a key twice, below', '{"age":20,"more":{"a":1,"a":2}}'],
  ['a key twice, in a list', '{"age":20,"more":[{"a":1,"a":2}]}'],
  [
    'a key twice, among zeros that are told longer than they are written',
    '{"age":7,"note":-0,"x":-0,"id":-0,"z":-0,"age":-0}',
  ],
  ['a key twice, where blanks fill the line', '{"age": 20, "note": "x", "age": 7}'],
  ['a comma too many', '{"age":20,}'],
  ['a comma too many in a list', '{"age":20,"l":[1,]}'],
  ['NaN', '{"age":20,"x":NaN}'],
  ['Infinity', '{"age":20,"x":-Infinity}'],
  ['a leading zero', '{"age":020}'],
  ['a plus', '{"age":+20}'],
  ['a point without digits', '{"age":20.}'],
  ['single quotes', "{'age':20}"],
  ['a bare key', '{age:20}'],
  ['a comment', '{"age":20} // twenty'],
  ['a comment within', '{"age":/* years */20}'],
  ['too many digits', '{"age":20.0000000000000001}'],
  ['too many digits elsewhere', '{"age":20,"x":12345678901234567890}'],
  ['a number out of range', '{"age":20,"x":1e999}'],
  ['a number that vanishes', '{"age":20,"x":1e-999}'],
  ['a forbidden key', '{"age":20,"__proto__":{}}'],
  ['a forbidden key below', '{"age":20,"x":{"constructor":1}}'],
  ['half a surrogate pair', '{"age":20,"note":"\\ud800"}'],
  ['a control character', '{"age":20,"note":"a\u0001b"}'],
  ['a tab within a text', '{"age":20,"note":"a\tb"}'],
  ['a bad escape', '{"age":20,"note":"\\x41"}'],
  ['nested too deep', `{"age":20,"x":${'['.repeat(70)}${']'.repeat(70)}}`],
  ['text behind', '{"age":20} x'],
  ['two objects', '{"age":20}{"age":7}'],
  ['a list', '[1]'],
  ['a number', '5'],
  ['null', 'null'],
  ['no end', '{"age":20'],
  [
    'bytes that are no text',
    Buffer.concat([Buffer.from('{"age":20,"note":"'), Buffer.from([0xff]), Buffer.from('"}')]),
  ],
  ['a zero byte behind', '{"age":20}\0'],
  ['a byte order mark', '\ufeff{"age":20}'],
  ['an unknown word', '{"age":20,"x":True}'],
  ['facts that are no object', '{"facts":5}'],
  ['a request with an unknown key', '{"facts":{"age":20},"other":1}'],
  ['a request with a day that is none', '{"facts":{"age":20},"$asOf":"2026-02-30"}'],
  ['a request with a previous that is none', '{"facts":{"age":20},"$previous":5}'],
  ['facts with a day that is none', '{"age":20,"$asOf":"x"}'],
  ['a line longer than 5 MB', `{"age":20,"note":"${'x'.repeat(5_300_000)}"}`],
];

const SOUND: readonly (readonly [string, string])[] = [
  ['facts', '{"id":"1","age":20}'],
  ['blanks around', ' \t{ "age" : 20 } \r'],
  ['a carriage return within', '{"age":20,\r"note":"y"}'],
  ['a text that looks like a key', '{"note":"\\":1","age":1}'],
  ['a key of quotes', '{"a\\"b":1,"age":30}'],
  ['a pair of surrogates', '{"note":"\\ud83d\\ude00","age":30}'],
  ['a name of no field, where blanks are missing', '{"age": 20,"note":"x", "y": 1}'],
  ['an escape', '{"n\\u006fte":"\\u0078"}'],
  ['a zero within a text', '{"note":"a\\u0000b","age":20}'],
  ['line separators of Unicode', '{"note":"a\u2028b\u0085c","age":20}'],
  ['an exponent', '{"age":2e1}'],
  ['a figure with zeroes', '{"age":20.000}'],
  ['minus zero', '{"age":-0}'],
  ['a null', '{"age":null}'],
  ['fifteen digits', '{"age":20,"x":123456789012345}'],
  ['a request', '{"facts":{"id":"1","age":20}}'],
  ['a request with a day', '{"facts":{"age":20},"$asOf":"2026-01-01"}'],
  ['facts with a day', '{"age":20,"$asOf":"2026-01-01"}'],
  ['products nobody asks for', '{"facts":{"age":20},"products":[]}'],
  ['nothing', '{}'],
  ['a key of an object’s own', '{"toString":1,"age":20}'],
];

/** What a batch answers of each line: the value, or the code that refuses it, in the order of the file. */
async function batched(text: Buffer): Promise<readonly (boolean | string)[]> {
  const report = await room.run(['criteria/adult'], room.write('in.ndjson', text), { key: 'rownum' });
  const values = room.rows().map(({ value }) => value as boolean);
  if (report.refusedRows === null) return values;
  const refused = room.lines('out.ndjson.refused.csv').slice(1);
  const codes = refused.map((line) => /(?<=,)[a-z]+(?:-[a-z]+)+(?=,)/.exec(line)?.[0] ?? line);
  return [...values, ...codes];
}

const bytesOf = (text: string | Buffer) => (typeof text === 'string' ? Buffer.from(text) : text);

describe('field 15: a batch refuses exactly the lines that decide refuses', () => {
  test.each([...SLIPS, ...SOUND])('%s', async (_, line) => {
    for (const around of [
      ...(isUtf8(bytesOf(line)) ? [''] : []),
      '{"id":"2","age":7}',
      '{"facts":{"age":7}}',
      '\n   \n',
    ]) {
      const before = around === '' ? '' : `${around}\n`.repeat(4);
      const text = Buffer.concat([Buffer.from(before), bytesOf(line), Buffer.from('\n')]);
      const inOrder = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
      expect((await batched(text)).map(String).toSorted(inOrder)).toEqual(decided(text).map(String).toSorted(inOrder));
    }
  });

  test('all of them together, in order', async () => {
    const text = Buffer.concat([...SOUND, ...SLIPS].flatMap(([, line]) => [bytesOf(line), Buffer.from('\n')]));
    expect(await batched(text)).toEqual(decided(text));
    const report = await room.run(['criteria/adult'], room.path('in.ndjson'), { key: 'rownum' });
    expect(report.rows).toBe(SOUND.length + SLIPS.length);
    expect(report.decided + report.refused).toBe(report.rows);
  });

  test('an input that a batch has once for all rows is refused by its name', async () => {
    const dated = link(
      [
        { kind: 'entity', name: 'client', fields: { on: { type: 'date' } } },
        {
          kind: 'criteria',
          name: 'new',
          entity: 'entity/client',
          when: { all: [{ fact: 'on', operator: 'withinLast', value: 'P1M' }] },
        },
      ].map((document) => ({ document })),
    );
    const lines = [
      '{"on":"2026-01-01"}',
      '{"facts":{"on":"2026-01-01"},"$asOf":"2026-01-01"}',
      '{"on":"2025-06-01","$asOf":"2026-01-01"}',
      '{"on":"2025-06-01","$asOf":"2025-06-02"}',
    ];
    const report = await room.run(['criteria/new'], room.write('in.ndjson', lines.join('\n')), { library: dated });
    expect([room.rows().map(({ value }) => value), report.refused]).toEqual([[true, true, false], 1]);
    expect(room.text('out.ndjson.refused.csv')).toContain('request-input-not-for-batch');
  });
});

describe('found 14: rows in are decided or refused', () => {
  test('a CSV line of more than 32,000,000 bytes does not vanish', { timeout: 60_000 }, async () => {
    const file = createWriteStream(room.path('in.csv'));
    file.write('id,age,note\n1,20,x\n2,20,');
    for (let i = 0; i < 33; i++) if (!file.write('x'.repeat(1_000_000))) await once(file, 'drain');
    file.end('\n3,20,x\n');
    await once(file, 'finish');
    const report = await room.run(['criteria/adult'], room.path('in.csv'));
    expect(report).toMatchObject({ rows: 3, decided: 2, refused: 1 });
    expect(room.lines('out.ndjson.refused.csv')[1]).toMatch(/^line 3,.*row-malformed/);
  });

  test.each([
    ['CRLF', 'id,age\r\n1,20\r\n2,20\r\n', 2],
    ['CR', 'id,age\r1,20\r2,20\r', 2],
    ['blank lines', 'id,age\n\n1,20\n   \n2,20\n\n', 2],
    ['one column', 'age\n20\n\n30', 2],
    ['line ends in quotes', 'id,age\n"1\n\n2",20\n"""",20\n', 2],
    ['a header alone', 'id,age\n', 0],
    ['a header without an end', 'id,age', 0],
  ])('CSV with %s', async (_, text, rows) => {
    expect(await room.run(['criteria/adult'], room.write('in.csv', text))).toMatchObject({
      rows,
      decided: rows,
      refused: 0,
    });
    expect(room.lines()).toHaveLength(rows);
  });
});
