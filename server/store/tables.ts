import type { Kysely } from 'kysely';
import type { AuditChainTable, AuditEntryTable, AuditWriterTable } from './audit-tables.ts';
import type {
  DocumentTable,
  FrozenCutsTable,
  LibraryProofTable,
  ProofTable,
  PublicationMemberTable,
  PublicationTable,
} from './definition-tables.ts';
import type { LoggedDecisionTable, LoggedDefinitionTable } from './log-tables.ts';
import type { LeaseTable, OutboxTable, SeatTable } from './node-tables.ts';
import type {
  ImpactResultTable,
  ImpactTable,
  PopulationCountTable,
  PopulationTable,
  SnapshotTable,
} from './population-tables.ts';
import type {
  AbsenceTable,
  ApiKeyTable,
  AuthorityChangeTable,
  CredentialTable,
  EntryLinkTable,
  KeptAnswerTable,
  OrganisationNodeTable,
  PersonTable,
  RoleGrantTable,
  SessionTable,
  SettingsTable,
} from './people-tables.ts';
import type { SnapshotImportTable, UploadTable } from './import-tables.ts';
import type {
  ReleaseApprovalTable,
  ReleaseEditorTable,
  ReleaseEventTable,
  ReleaseImpactTable,
  ReleaseMemberTable,
  ReleaseNoticeTable,
  ReleaseRemarkTable,
  ReleaseRevisionTable,
  ReleaseTable,
  WrittenPartTable,
} from './release-tables.ts';
import type {
  ApprovalTaskTable,
  AssignmentTurnTable,
  RequestClockTable,
  RequestApprovalTable,
  RequestCountTable,
  RequestEventTable,
  RequestNameTable,
  RequestRecusedTable,
  RequestNoticeTable,
  RequestTimerTable,
  ServiceRequestTable,
  SurveyInvitationTable,
} from './request-tables.ts';

export interface MigrationTable {
  readonly number: number;
  readonly name: string;
  readonly started_at: string;
  readonly finished_at: string | null;
}

export interface Tables {
  readonly document: DocumentTable;
  readonly publication: PublicationTable;
  readonly publication_member: PublicationMemberTable;
  readonly library_proof: LibraryProofTable;
  readonly proof: ProofTable;
  readonly frozen_cuts: FrozenCutsTable;
  readonly population: PopulationTable;
  readonly population_count: PopulationCountTable;
  readonly snapshot: SnapshotTable;
  readonly logged_definition: LoggedDefinitionTable;
  readonly logged_decision: LoggedDecisionTable;
  readonly audit_entry: AuditEntryTable;
  readonly audit_chain: AuditChainTable;
  readonly audit_writer: AuditWriterTable;
  readonly outbox: OutboxTable;
  readonly lease: LeaseTable;
  readonly seat: SeatTable;
  readonly organisation_node: OrganisationNodeTable;
  readonly person: PersonTable;
  readonly role_grant: RoleGrantTable;
  readonly credential: CredentialTable;
  readonly session: SessionTable;
  readonly api_key: ApiKeyTable;
  readonly authority_change: AuthorityChangeTable;
  readonly settings: SettingsTable;
  readonly upload: UploadTable;
  readonly snapshot_import: SnapshotImportTable;
  readonly entry_link: EntryLinkTable;
  readonly kept_answer: KeptAnswerTable;
  readonly impact: ImpactTable;
  readonly impact_result: ImpactResultTable;
  readonly release: ReleaseTable;
  readonly release_revision: ReleaseRevisionTable;
  readonly release_member: ReleaseMemberTable;
  readonly release_editor: ReleaseEditorTable;
  readonly release_approval: ReleaseApprovalTable;
  readonly release_impact: ReleaseImpactTable;
  readonly release_event: ReleaseEventTable;
  readonly release_remark: ReleaseRemarkTable;
  readonly release_notice: ReleaseNoticeTable;
  readonly written_part: WrittenPartTable;
  readonly service_request: ServiceRequestTable;
  readonly request_event: RequestEventTable;
  readonly request_timer: RequestTimerTable;
  readonly request_clock: RequestClockTable;
  readonly request_count: RequestCountTable;
  readonly absence: AbsenceTable;
  readonly assignment_turn: AssignmentTurnTable;
  readonly request_name: RequestNameTable;
  readonly request_recused: RequestRecusedTable;
  readonly request_notice: RequestNoticeTable;
  readonly survey_invitation: SurveyInvitationTable;
  readonly request_approval: RequestApprovalTable;
  readonly approval_task: ApprovalTaskTable;
  readonly schema_migration: MigrationTable;
}

export type Database = Kysely<Tables>;
