import { userInfo } from 'node:os';

/** Who does something: stands in every audit entry. */
export interface Actor {
  readonly kind: 'person' | 'key' | 'host-operator' | 'system';
  /** Never given twice. */
  readonly id: string;
  /** As it was when the entry was written. */
  readonly name: string;
}

/** Whoever runs a command on the host: the system's user. It can neither approve nor publish beyond people. */
export function hostOperator(): Actor {
  const name = systemUser();
  return { kind: 'host-operator', id: name, name };
}

/** Whoever tries to sign in, or uses a link, before it is known who he is. */
export const signInActor: Actor = { kind: 'system', id: 'sign-in', name: 'sign-in' };

/** The parts of the program that act for nobody, each named. */
export const systemActor = (part: 'outbox' | 'release-keeper' | 'request-keeper'): Actor => ({
  kind: 'system',
  id: part,
  name: part,
});

function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that no name belongs to.
    return `uid ${process.getuid?.() ?? '?'}`;
  }
}
