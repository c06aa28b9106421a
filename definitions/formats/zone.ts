import { timeZone } from '../time/zone.ts';

/** Answers the instant of a local time in milliseconds; undefined where the zone skips that time or has it twice. */
export type Zone = (local: number) => number | undefined;

/** A zone by its IANA name or offset; undefined where there is none of that name. */
export function zoneOf(name: string): Zone | undefined {
  const zone = timeZone(name);
  if (zone === undefined) return undefined;
  return (local) => {
    const [instant, ...others] = zone.instantsOf(local);
    return others.length === 0 ? instant : undefined;
  };
}
