import type { Reporter, TestCase, TestModule, TestRunEndReason, Vitest } from 'vitest/node';
import { DefaultReporter } from 'vitest/node';

/**
 * Vitest's own report, then every skipped case with its reason, then one plain last line:
 * `N passed, N failed` (and `, N skipped` when there are any). A file that fails to load counts as one failure.
 */
export default class PlainLineReporter extends DefaultReporter implements Reporter {
  override onInit(vitest: Vitest): void {
    super.onInit(vitest);
  }

  override onTestRunEnd(
    modules: ReadonlyArray<TestModule>,
    unhandledErrors: Parameters<NonNullable<Reporter['onTestRunEnd']>>[1],
    reason: TestRunEndReason,
  ): void {
    super.onTestRunEnd(modules, unhandledErrors, reason);
    const cases = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string): number => cases.filter((one) => one.result().state === state).length;
    const skipped = cases.filter((one) => one.result().state === 'skipped');
    const brokenOutsideCases = modules
      .flatMap((module) => [module, ...module.children.allSuites()])
      .reduce((sum, part) => sum + part.errors().length, 0);
    const failed = count('failed') + brokenOutsideCases + unhandledErrors.length + (reason === 'interrupted' ? 1 : 0);

    const lines = skipped.map((one) => `skipped: ${one.module.relativeModuleId} > ${one.fullName}: ${reasonOf(one)}`);
    const line = `${count('passed')} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`;
    process.stdout.write(`${[...lines, line].join('\n')}\n`);
    if (failed > 0) process.exitCode = 1;
  }
}

function reasonOf(skipped: TestCase): string {
  const result = skipped.result();
  return (result.state === 'skipped' ? result.note : undefined) ?? 'no reason given';
}
