import { expect, it } from 'vitest';
import { bareStepper, type JsonObject, type Stepped } from '../../../definitions/index.ts';
import { describeShared } from '../../support/shared.ts';
import { scxmlCases } from '../../support/scxml-cases.ts';

describeShared('SCXML’s published machines', 'cases/scxml', (folder) => {
  const cases = scxmlCases(folder);
  it('are 41 with 92 states to be in', () => {
    expect([cases.length, cases.reduce((sum, { events }) => sum + 1 + events.length, 0)]).toEqual([41, 92]);
  });
  const ways = cases.flatMap((one) => [false, true].map((isRestarted) => ({ ...one, isRestarted })));
  it.each(ways)('$id, restarted: $isRestarted', ({ machine, initialConfiguration, events, isRestarted }) => {
    let stepper = stepperOf(machine);
    let { begun: stepped } = stepper.begin(0, {});
    expect(stateOf(stepped)).toEqual(sorted(initialConfiguration));
    for (const { after, event, nextConfiguration } of events) {
      for (const input of [...(after === undefined ? [] : [{ advance: { ms: after } }]), { event }]) {
        if (isRestarted) {
          stepped = JSON.parse(JSON.stringify(stepped)) as Stepped;
          stepper = stepperOf(machine);
        }
        if (stepped === null) throw new Error('It has begun');
        stepped = stepper.next(stepped, input);
        expect(stepped.line.problems).toEqual([]);
      }
      expect(stateOf(stepped)).toEqual(sorted(nextConfiguration));
    }
  });
});

/** Configurations are sets. */
const stateOf = (stepped: Stepped | null) => sorted(stepped?.line.state ?? []);
const sorted = (names: readonly string[]) => [...names].sort();

function stepperOf(document: JsonObject) {
  const { stepper, problems } = bareStepper(document);
  expect(problems).toEqual([]);
  if (stepper === null) throw new Error('The machine is sound');
  return stepper;
}
