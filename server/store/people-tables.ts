/** A place of the organisation: the bank, a branch, a team. */
export interface OrganisationNodeTable {
  readonly id: string;
  readonly title: string;
  /** Null at the root. */
  readonly above: string | null;
}

export interface PersonTable {
  readonly id: string;
  /** What a person signs in as, in lower case. */
  readonly account: string;
  readonly name: string;
  readonly node: string;
  readonly is_active: number;
  /** Made for trying the program: such people exist on loopback only. */
  readonly is_sample: number;
  readonly revision: number;
  /** Whom he reports to; null where he reports to nobody. */
  readonly manager: string | null;
}

/** The days on which a person is absent, the last included. */
export interface AbsenceTable {
  readonly id: string;
  readonly person: string;
  readonly from_on: string;
  readonly to_on: string;
  /** Who is given meanwhile what he would be given; null where nobody is. */
  readonly stand_in: string | null;
  readonly entered_by: string;
  readonly entered_at: string;
  /** When somebody ended it before its time; null where nobody did. */
  readonly ended_at: string | null;
}

/** A role over a scope, held by a person or by all of a node. */
export interface RoleGrantTable {
  readonly to_kind: 'person' | 'node';
  readonly to_id: string;
  readonly role: string;
  readonly scope: string;
}

/** How a person proves who he is, and how often that failed in a row. */
export interface CredentialTable {
  readonly person: string;
  readonly password_hash: string;
  readonly totp_secret: string;
  /** The last step whose code was taken. */
  readonly totp_step: number;
  readonly failures: number;
  readonly last_failed_at: string;
}

/** A session of somebody who is signed in. It is gone when it ends. */
export interface SessionTable {
  /** Of what the cookie holds. */
  readonly hash: string;
  readonly id: string;
  readonly person: string;
  readonly begun_at: string;
  readonly expires_at: string;
  readonly address: string;
  readonly agent: string;
}

export interface ApiKeyTable {
  readonly id: string;
  readonly hash: string;
  readonly name: string;
  readonly owner: string;
  /** Who asked for it: owner, creator and user of a key all count for what it does. */
  readonly begun_by: string;
  readonly scope: string;
  /** JSON: the operations of the API it is for. */
  readonly operations: string;
  readonly expires_at: string;
  readonly is_active: number;
}

/** A change of authority that somebody began. */
export interface AuthorityChangeTable {
  readonly id: string;
  readonly number: number;
  /** `Proposal` as JSON. */
  readonly proposal: string;
  /** Of the link or the key that who began it was shown. */
  readonly secret_hash: string | null;
  /** Where it belongs: who is over it may see and confirm it. */
  readonly node: string;
  readonly begun_by: string;
  readonly begun_at: string;
  readonly state: 'waiting' | 'done' | 'refused' | 'withdrawn';
  readonly decided_by: string | null;
  readonly decided_at: string | null;
}

/** Settings that two persons put in force: only ever added to. */
export interface SettingsTable {
  readonly number: number;
  /** `Settings` as JSON. */
  readonly settings: string;
  readonly begun_by: string;
  readonly confirmed_by: string;
  readonly in_force_at: string;
}

/** A link by which a person sets his password and authenticator. It works with a second secret, once. */
export interface EntryLinkTable {
  readonly hash: string;
  readonly person: string;
  readonly second_hash: string;
  readonly purpose: 'first' | 'invitation' | 'reset';
  readonly expires_at: string;
  readonly failures: number;
  readonly state: 'open' | 'used' | 'withdrawn';
}

/** What a request with an Idempotency-Key was answered. */
export interface KeptAnswerTable {
  readonly actor: string;
  readonly method: string;
  readonly path: string;
  readonly key: string;
  /** The hash of each member of the body, as JSON. */
  readonly body: string;
  readonly answer: string;
  readonly kept_at: string;
}
