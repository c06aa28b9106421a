/** How far a count may be from the approved one: in percent of it, and in any case by fewer customers than these. */
export interface Tolerance {
  readonly percent: number;
  readonly leastCustomers: number;
}

/** Whose approval a change of some definitions takes. */
export interface SubjectApprovers {
  /** One definition (`segmentation/customer-class`), all of a kind (`segmentation/*`), or all (`*`): the narrowest that fits counts. */
  readonly subject: string;
  /** One of them approves. */
  readonly people: readonly string[];
}

/** By what changes and populations are judged. They are set by two persons, as authority is given by two. */
export interface Settings {
  readonly tolerance: Tolerance;
  /** How long after its instant a release may still go live by itself. */
  readonly latenessHours: number;
  /** How long a request waits for an approval. */
  readonly expiryDays: number;
  /** Until when a roll back is to be explained. */
  readonly reviewDays: number;
  /** By how much of its rows a snapshot may fall behind the one before without a second person. */
  readonly snapshotFallPercent: number;
  /** Where none fits, whoever holds the role over the bank approves. */
  readonly approvers: readonly SubjectApprovers[];
}

/** Settings that were in force, by the name that what was approved by them is bound to. */
export interface SettingsVersion {
  readonly version: string;
  readonly settings: Settings;
}

/** What holds until somebody sets it. */
export const USUAL_SETTINGS: SettingsVersion = {
  version: 'usual-1',
  settings: {
    tolerance: { percent: 10, leastCustomers: 10 },
    latenessHours: 4,
    expiryDays: 14,
    reviewDays: 7,
    snapshotFallPercent: 10,
    approvers: [],
  },
};

/** What one request must meet. */
export interface Terms extends Omit<Settings, 'approvers'> {
  readonly version: string;
  /** The groups of people of each of whom one must approve changes of these definitions; none: anybody who may approve. */
  groupsFor(refs: readonly string[]): readonly ApprovingGroup[];
}

export interface ApprovingGroup {
  readonly refs: readonly string[];
  readonly people: readonly string[];
}

/**
 * What a request must meet that lived under several settings: of every limit the narrowest, and the approvals that any of them asks for.
 * So nobody widens a limit for his own change and narrows it again behind it (life L31).
 */
export function strictest(lived: readonly SettingsVersion[]): Terms {
  const all = lived.map(({ settings }) => settings);
  const least = (of: (settings: Settings) => number) => Math.min(...all.map(of));
  return {
    version: lived.map(({ version }) => version).join(' '),
    tolerance: {
      percent: least(({ tolerance }) => tolerance.percent),
      leastCustomers: least(({ tolerance }) => tolerance.leastCustomers),
    },
    latenessHours: least(({ latenessHours }) => latenessHours),
    expiryDays: least(({ expiryDays }) => expiryDays),
    reviewDays: least(({ reviewDays }) => reviewDays),
    snapshotFallPercent: least(({ snapshotFallPercent }) => snapshotFallPercent),
    groupsFor: (refs) => groupsOf(all, refs),
  };
}

function groupsOf(all: readonly Settings[], refs: readonly string[]): readonly ApprovingGroup[] {
  const groups = new Map<string, { readonly refs: Set<string>; readonly people: readonly string[] }>();
  for (const { approvers } of all)
    for (const ref of refs) {
      const people = approversFor(approvers, ref)?.toSorted();
      if (people === undefined) continue;
      const group = groups.get(people.join(' ')) ?? { refs: new Set(), people };
      group.refs.add(ref);
      groups.set(people.join(' '), group);
    }
  return [...groups.values()].map((group) => ({ refs: [...group.refs].toSorted(), people: group.people }));
}

function approversFor(approvers: readonly SubjectApprovers[], ref: string): readonly string[] | undefined {
  const named = (subject: string) => approvers.find((one) => one.subject === subject)?.people;
  return named(ref) ?? named(`${ref.split('/')[0]}/*`) ?? named('*');
}
