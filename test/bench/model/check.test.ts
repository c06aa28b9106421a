import { expect, test } from 'vitest';
import { link } from '../../../definitions/index.ts';
import { definitions } from './definitions.ts';

test('the workload of the suites links without an error', () => {
  expect(link(definitions()).problems.filter(({ severity }) => severity === 'error')).toEqual([]);
});
