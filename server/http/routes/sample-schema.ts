import Type, { type Static } from 'typebox';
import { STANDINGS } from '../../../definitions/index.ts';
import type { ReadSample } from '../../operations/population/read-sample.ts';
import { MOST_SAMPLED } from '../../population/draw-sample.ts';

/** A sample on the wire: columns as base64 of little-endian numbers. */
export function sampleOnWire({
  classes,
  decided,
  standing,
  figures,
  axes,
  ...sample
}: ReadSample): Static<typeof sampleSchema> {
  const given = ({ names, of }: ReadSample['classes']) => ({ names: [...names], of: base64(of) });
  return {
    ...sample,
    within: sample.within === null ? null : [...sample.within],
    withheld: [...sample.withheld],
    classes: given(classes),
    decided: given(decided),
    standings: [...STANDINGS],
    standing: base64(standing),
    figures: figures.map(({ pointer, decimals, values, parts, missing, apart }) => ({
      ...{ pointer, decimals, missing, apart },
      parts: parts.map((part) => ({ decimals: part.decimals, ...columnOf(part.values) })),
      ...columnOf(values),
    })),
    axes: axes.map(({ pointer, of }) => ({ pointer, of: base64(of) })),
  };
}

/** No figure of 32 bits is this one: it stands for those that are missing. */
const NO_FIGURE = -(2 ** 31);

function columnOf(values: Float64Array): { type: 'int32' | 'float64'; values: string } {
  const isSmall = values.every((one) => Number.isNaN(one) || Math.abs(one) < 2 ** 31);
  if (!isSmall) return { type: 'float64', values: base64(values) };
  return { type: 'int32', values: base64(Int32Array.from(values, (one) => (Number.isNaN(one) ? NO_FIGURE : one))) };
}

const base64 = ({ buffer, byteOffset, byteLength }: ArrayBufferView): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');

const column = (description: string) => Type.String({ contentEncoding: 'base64', description });
const figures = (description: string) => ({ type: Type.Enum(['int32', 'float64']), values: column(description) });
const classesGiven = (by: string) =>
  Type.Object({
    names: Type.Array(Type.String()),
    of: column(`Int16: the place of the class ${by} among the names; -1: none`),
  });
export const sampleSchema = Type.Object({
  snapshot: Type.String(),
  asOf: Type.String({ format: 'date' }),
  customers: Type.Integer({ description: 'How many there are within the scope of whoever asks' }),
  sampled: Type.Integer({
    description: `How many of them are told of: all, or the ${MOST_SAMPLED} whose key has the least MD5 hash; each stands for customers / sampled`,
  }),
  unread: Type.Integer({ description: 'Sampled ones that cannot be read; they stand in no column' }),
  within: Type.Union([Type.Array(Type.String()), Type.Null()]),
  classes: classesGiven('in force'),
  decided: classesGiven('by the text that is asked for'),
  standings: Type.Array(Type.String()),
  standing: column('Uint8: the place among the standings, by the text that is asked for'),
  figures: Type.Array(
    Type.Object({
      pointer: Type.String({ description: 'The list of intervals, such as `/classes`' }),
      decimals: Type.Integer(),
      ...figures('Figures in whole units of 10^-decimals; -2147483648 or NaN: missing, or taken by no interval'),
      parts: Type.Array(Type.Object({ decimals: Type.Integer(), ...figures('As above; missing ones alone') }), {
        description: 'Of a weighted mean: the scores that have a weight, in the order of the document',
      }),
      missing: Type.Integer(),
      apart: Type.Record(Type.String(), Type.Integer(), {
        description: 'How many each item takes that is no interval, by its pointer',
      }),
    }),
  ),
  axes: Type.Array(
    Type.Object({
      pointer: Type.String({ description: 'The bands of an axis of a matrix, such as `/rows/bands`' }),
      of: column('Int16: the place of the band among them; -1: none'),
    }),
  ),
  withheld: Type.Array(Type.String(), { description: 'Lists whose figure is too sensitive to be shown' }),
});

const counted = (description: string) => Type.Union([Type.Integer(), Type.Null()], { description });
export const countsSchema = Type.Object({
  snapshot: Type.String(),
  asOf: Type.String({ format: 'date' }),
  customers: Type.Integer({ description: 'How many there are within the scope of whoever asks' }),
  sampled: Type.Integer({ description: 'How many of them are counted, drawn as a sample is' }),
  unread: Type.Integer({ description: 'Sampled ones that cannot be read; they meet nothing' }),
  within: Type.Union([Type.Array(Type.String()), Type.Null()]),
  parts: Type.Array(
    Type.Object({
      pointer: Type.String({ description: 'A rule (`/rules/0`), or a node of a condition (`/when/all/0`)' }),
      met: counted('Sampled ones that meet it, or that it decides; null: it tests a field too sensitive to be shown'),
      soFar: counted('Sampled ones that meet its group as far as it; null: it stands in none, or is withheld'),
    }),
  ),
});
