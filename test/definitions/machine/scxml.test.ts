import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  bareWorld,
  compileMachine,
  firstLine,
  type JsonObject,
  type LivedLines,
  nextLine,
} from '../../../definitions/index.ts';
import { describeShared } from '../../support/shared.ts';

interface Case {
  readonly id: string;
  readonly machine: JsonObject;
  readonly initialConfiguration: readonly string[];
  readonly events: readonly {
    readonly after?: number;
    readonly event: string;
    readonly nextConfiguration: readonly string[];
  }[];
}

describeShared('SCXML’s published machines', 'cases/scxml', (folder) => {
  const cases = JSON.parse(readFileSync(join(folder, 'scxml-cases.json'), 'utf8')) as readonly Case[];
  it('are 41 with 92 states to be in', () => {
    expect([cases.length, cases.reduce((sum, { events }) => sum + 1 + events.length, 0)]).toEqual([41, 92]);
  });
  const ways = cases.flatMap((one) => [false, true].map((isRestarted) => ({ ...one, isRestarted })));
  it.each(ways)('$id, restarted: $isRestarted', ({ machine, initialConfiguration, events, isRestarted }) => {
    let made = machineOf(machine);
    let lived = firstLine(made, 0, bareWorld).begun;
    expect(stateOf(lived)).toEqual(sorted(initialConfiguration));
    for (const { after, event, nextConfiguration } of events) {
      for (const input of [...(after === undefined ? [] : [{ advance: { ms: after } }]), { event }]) {
        if (isRestarted) {
          lived = JSON.parse(JSON.stringify(lived)) as LivedLines;
          made = machineOf(machine);
        }
        if (lived === null) throw new Error('It has begun');
        lived = nextLine(made, lived.life, input, bareWorld);
        expect(lived.line.problems).toEqual([]);
      }
      expect(stateOf(lived)).toEqual(sorted(nextConfiguration));
    }
  });
});

/** Configurations are sets. */
const stateOf = (lived: LivedLines | null) => sorted(lived?.line.state ?? []);
const sorted = (names: readonly string[]) => [...names].sort();

function machineOf(document: JsonObject) {
  const { machine, problems } = compileMachine(document);
  expect(problems).toEqual([]);
  if (machine === null) throw new Error('The machine is sound');
  return machine;
}
