import { definitions } from './0001-definitions.ts';
import { decisionLog } from './0002-decision-log.ts';
import { decisionsByNumber } from './0003-decisions-by-number.ts';
import { publicationSpans } from './0004-publication-spans.ts';
import { operations } from './0005-operations.ts';
import { snapshots } from './0006-snapshots.ts';
import { prints } from './0007-prints.ts';
import { people } from './0008-people.ts';
import { releases } from './0009-releases.ts';
import { seats } from './0010-seats.ts';
import { impacts } from './0011-impacts.ts';
import { settings } from './0012-settings.ts';
import { imports } from './0013-imports.ts';
import { releaseCuts } from './0014-release-cuts.ts';
import { writtenParts } from './0015-written-parts.ts';
import { requests } from './0016-requests.ts';
import { recusals } from './0017-recusals.ts';
import { outboxByType } from './0018-outbox-by-type.ts';
import { notices } from './0019-notices.ts';
import { assignmentTurns } from './0020-assignment-turns.ts';
import { absences } from './0021-absences.ts';
import { requestNames } from './0022-request-names.ts';
import { outboxLines } from './0023-outbox-lines.ts';
import { requestFigures } from './0024-request-figures.ts';
import { surveys } from './0025-surveys.ts';
import { approvals } from './0026-approvals.ts';
import type { Migration } from './migration.ts';

/** All migrations, ascending. */
export const migrations: readonly Migration[] = [
  definitions,
  decisionLog,
  decisionsByNumber,
  publicationSpans,
  operations,
  snapshots,
  prints,
  people,
  releases,
  seats,
  impacts,
  settings,
  imports,
  releaseCuts,
  writtenParts,
  requests,
  recusals,
  outboxByType,
  notices,
  assignmentTurns,
  absences,
  requestNames,
  outboxLines,
  requestFigures,
  surveys,
  approvals,
];

/** The number of the newest migration this program knows. */
export const newestMigration: number = migrations.at(-1)?.number ?? 0;
