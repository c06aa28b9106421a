import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take a minute and more: begun last, one of them would keep the others' processors waiting at the end. */
const LONG =
  /(browser\/(changes|words-only|tasks|accessible|settings|draft-saving|page|review-faults|studio|record-editors)|\/killed|cut-off|two-nodes|enumerator)\.test\.ts$/;

/** The order in which test files are begun: long ones first, the others as Vitest has them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [
      ...sorted.filter(({ moduleId }) => LONG.test(moduleId)),
      ...sorted.filter(({ moduleId }) => !LONG.test(moduleId)),
    ];
  }
}
