import { describe, expect, it } from 'vitest';
import { type JsonObject, kinds, LANGUAGES } from '../../../definitions/index.ts';
import { manualLines, toldIn } from '../../../studio/catalogue/manual.ts';

const HAN = /\p{Script=Han}/u;

describe.each(kinds.map(({ name, schema, examples }) => [name, schema, examples] as const))(
  'the manual of the kind %s',
  (_, schema, examples) => {
    it('tells every key of its schema, in both languages, each in its own', () => {
      const [zh, en] = (['zh-CN', 'en'] as const).map((language) => manualLines(schema, language));
      const tops = Object.keys(schema['properties'] as JsonObject);
      for (const lines of [zh, en])
        expect(lines?.filter(({ depth }) => depth === 0).map(({ path }) => path)).toEqual(tops);
      expect(zh?.map(({ path }) => path)).toEqual(en?.map(({ path }) => path));
      for (const { title, told, path } of en ?? [])
        expect(
          [path, title, told].filter((text) =>
            HAN.test(text.replaceAll(/[‘“”’].*?[‘“”’]|[万亿千百％]|年|月|日/gu, '')),
          ),
        ).toEqual([]);
      for (const { title } of zh ?? []) expect(title).not.toContain(' / ');
      for (const language of LANGUAGES) expect(toldIn(schema['description'], language)).not.toBe('');
    });

    it('tells every key that its examples have', () => {
      const paths = manualLines(schema, 'en').map(({ path }) => path);
      for (const key of examples.flatMap((one) => Object.keys(one))) expect(paths).toContain(key);
    });
  },
);

it.each([
  ['scorecard', 'characteristics[].bins[].in', 'text'],
  ['entity', 'fields{}.labels', 'named'],
  ['feed', 'columns{}.thousands', 'text'],
  ['segmentation', 'exceptions[].class', 'text'],
  ['criteria', 'basis[].document.en', 'text'],
])('of the kind %s it tells what is deep within: %s is a %s', (kind, path, form) => {
  const schema = kinds.find(({ name }) => name === kind)?.schema ?? {};
  expect(manualLines(schema, 'en').find((line) => line.path === path)?.form).toBe(form);
});
