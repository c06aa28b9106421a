import type { Segmentation } from '../segmentation.ts';
import { compositeMethod } from './composite/index.ts';
import { criteriaMethod } from './criteria/index.ts';
import { matrixMethod } from './matrix/index.ts';
import type { Method } from './method.ts';
import { shareMethod } from './share/index.ts';

const METHODS: { readonly [M in Segmentation['method']]: Method<Extract<Segmentation, { method: M }>> } = {
  composite: compositeMethod,
  criteria: criteriaMethod,
  matrix: matrixMethod,
  share: shareMethod,
};

/** The methods by name, in the order a form offers them. */
export const METHOD_NAMES = Object.keys(METHODS);

/** The method of a segmentation: the type of its document says that it belongs to it. */
export const methodOf = ({ method }: Segmentation): Method => METHODS[method] as Method<never> as Method;
