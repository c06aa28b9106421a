import { describe, expect, it } from 'vitest';
import { compile } from '../../../definitions/compile.ts';
import { link } from '../../../definitions/library.ts';
import { readJson } from '../../../definitions/reading/read-json.ts';
import { entity, formula } from '../traps/told.ts';
import { linked } from './linked.ts';

/** An own key, as only JSON text can have it. */
const own = (text: string): unknown => JSON.parse(text) as unknown;

describe('keys that reach a prototype', () => {
  it.each(['__proto__', 'constructor', 'prototype'])('%s is refused wherever it stands in a document', (key) => {
    const places = [
      `{"${key}":1}`,
      `{"kind":"criteria","name":"a","entity":"entity/customer","when":{"${key}":[]}}`,
      `{"kind":"entity","name":"e","fields":{"${key}":{"type":"integer"}}}`,
      `{"kind":"entity","name":"e","fields":{"a":{"type":"integer"}},"derived":{"${key}":{"text":"a","type":"integer"}}}`,
      `{"kind":"formula","name":"f","entity":"entity/customer","lines":[{"name":"x","text":"y","type":"integer","uses":{"${key}":"formula/a#b"}}],"outputs":["x"]}`,
      `{"kind":"reference","name":"r","key":["k"],"fields":{"v":{"type":"integer"}},"rows":[{"k":"a","v":1,"${key}":2}]}`,
      `{"kind":"scorecard","name":"s","entity":"entity/customer","decimals":0,"combine":"sum","reasons":{"${key}":"x"},"characteristics":[]}`,
      `{"kind":"matching","name":"m","customer":"entity/customer","product":"entity/customer","customerGrade":"a","productGrade":"b","grid":{"${key}":{"a":"offer"}}}`,
      `{"kind":"regression","name":"r","entity":"entity/customer","link":"logit","intercept":0,"decimals":2,"terms":[{"fact":"city","values":{"${key}":1}}]}`,
      `{"kind":"segmentation","name":"s","entity":"entity/customer","method":"matrix","cells":{"${key}":{}}}`,
      `{"kind":"criteria","name":"a","entity":"entity/customer","when":{"all":[]},"cases":[{"name":"c","given":{"facts":{"${key}":1}},"expect":{"value":true}}]}`,
    ];
    for (const text of places) {
      const read = readJson(text);
      expect([text, read.kind === 'refused' && read.problems.map(({ code }) => code)]).toEqual([
        text,
        ['forbidden-key'],
      ]);
      expect([text, linked(own(text))]).toEqual([text, ['forbidden-key']]);
    }
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'isPrototypeOf'])(
    '%s is an unknown fact, in the record, in a row and in a product',
    (name) => {
      const account = entity(
        { balance: { type: 'integer' } },
        {
          name: 'account',
          key: 'accountId',
          fields: {
            accountId: { type: 'string' },
            id: { type: 'string', optional: true },
            balance: { type: 'integer', optional: true },
          },
        },
      );
      const holder = entity(
        { id: { type: 'string', optional: true } },
        { name: 'holder', relations: { accounts: { entity: 'entity/account', by: 'id', many: true } } },
      );
      const sum = formula({ text: 'sum(accounts.balance)' }, { entity: 'entity/holder' });
      const compiled = compile(link([account, holder, sum].map((document) => ({ document }))), ['formula/sum']);
      const read = (text: string) =>
        compiled.decide(own(text))['formula/sum']?.problems.map(({ code, pointer }) => `${code}@${pointer}`);
      expect(read(`{"facts":{"accounts":[],"${name}":{"balance":5}}}`)).toEqual([`fact-unknown@/facts/${name}`]);
      expect(read(`{"facts":{"accounts":[{"accountId":"1","${name}":1}]}}`)).toEqual([
        `fact-unknown@/facts/accounts/0/${name}`,
      ]);
      expect(read(`{"facts":{"accounts":[]},"${name}":1}`)).toEqual([`request-key-unknown@/${name}`]);
    },
  );
});
