/** The only door of the definition language. Exports are named one by one; what is not named here is private. */

export { below, isObject, type Json, type JsonObject, pointerSteps, stepInto } from './model/json.ts';
export { APPROVING, isRole, ROLE_TITLES, ROLES, type Role } from './model/role.ts';
export {
  LANGUAGES,
  type Language,
  type Message,
  message,
  nameFor,
  namesFor,
  say,
  type Text,
  visible,
} from './model/text.ts';
export {
  type CodeOf,
  defineProblems,
  meaningOf,
  type Place,
  type Problem,
  type ProblemMaker,
  type ProblemMeaning,
  bareProblem,
  problemCodes,
  refuses,
  type Severity,
  type SlotsFor,
} from './model/problem.ts';
export type { DefinitionStamp, Reason, Result, TraceEntry } from './model/result.ts';
export type { Decision, Facts, ProblemPlan, ReasonPlan, Shape } from './model/decision.ts';
export type { Budget, Proof } from './model/proof.ts';
export { type Case, claimedId, type Document, type Reference } from './model/document.ts';
export type { Computed, Derived, Entity, LookUp, Relation } from './model/entity.ts';
export type { Kind } from './kinds/kind.ts';
export type { Environment } from './model/environment.ts';
export { kindOf, kinds } from './kinds/index.ts';
export type { Source } from './linking/identify.ts';
export type { Definition } from './linking/definition.ts';
export { mentionsIn } from './linking/mentions.ts';
export { type LinkedBefore, type Published, publishedBefore } from './linking/unchanged.ts';
export { type Library, link, type LinkedLibrary, restoreLibrary } from './library.ts';
export { createProver, prove, type ProvedBefore, type Prover } from './prove.ts';
export { canonical, hash } from './model/hash.ts';
export { lazily } from './model/lazily.ts';
/**
 * Exact figures: `scaleNumber(12.34, 2)` and `scaleText('12.34', 2)` are 1234n (undefined for what has more decimals); `numberWire` and
 * `decimalText` are the way back, as on the wire and as text with all decimals.
 */
export { decimalText, scaleNumber, scaleText, wire as numberWire } from './model/decimal.ts';
export { type JsonRead, readJson } from './reading/read-json.ts';
export {
  type Compilable,
  compile,
  type Compiled,
  type CompileOptions,
  type FactRecord,
  type RecordReading,
  type Results,
} from './compile.ts';
export { type Cuts } from './model/cuts.ts';
export { type RowInputs, type RowValue } from './model/row.ts';
export { type ReadField, readSet, type ReadSet } from './expression/read-set.ts';
/** What became of each definition from one library to another: pointer by pointer, as JSON Patch (RFC 6902), and in sentences. */
export { type Difference, differences, documentChanges } from './difference/difference.ts';
export type { LinePair } from './difference/line-changes.ts';
/** `changesBetween` compares any two JSON values, every list by its order. */
export { type Change as DocumentChange, changesBetween } from './difference/changes.ts';
/** Which cases a change of definitions answers otherwise, old → new, and which are not met for another reason; each in a sentence. */
export type { CaseAnswer } from './difference/case-words.ts';
/** Which cases a change of definitions takes out, adds or writes anew, with what they expected and expect; each in a sentence. */
export { type CaseTextChange, caseTextChanges } from './difference/case-texts.ts';
export {
  type CaseChange,
  type CaseChanges,
  type CaseFailure,
  caseChanges,
  caseChangeWords,
} from './difference/case-changes.ts';
export { type CaseOutcome, meets, runCases } from './cases.ts';
/** The formula texts of a definition as an editor shows them: the names they may write, their parts, and what each comes to on a request. */
export { type WorkedPart, type WorkedText, type WorkedTexts, workTexts } from './worked/worked-texts.ts';
/** Who meets the parts of a definition: its rules, or the nodes of its condition, as one decision over a population. */
export { countedDesign, type CountedDesign } from './counted.ts';
export { workParts } from './worked/worked-parts.ts';
export type { FactNames, KnownName } from './worked/known-names.ts';
export type { ToldType } from './worked/told-type.ts';
export { nearest, type NearestOptions, type NearestQuestion } from './counterfactual/nearest.ts';
export { type Change, type Nearest } from './counterfactual/answer.ts';
export { nearestHint, nearestName } from './model/did-you-mean.ts';
export { addDays, addMonths, dateOf } from './expression/date.ts';
export { parseWindow } from './time/wall-window.ts';
export {
  dateText,
  instantText,
  parseDate,
  parseDays,
  parseInstant,
  parseMilliseconds,
  parsePeriod,
  type Period,
} from './expression/date-text.ts';
export {
  isPattern,
  parsePattern,
  type Pattern,
  type PatternFault,
  type PatternNode,
  type PatternReason,
} from './expression/pattern/pattern.ts';
export { joinNames, regroupTests } from './expression/from-feel/regroup.ts';
export { TESTED, unaryTestText } from './expression/from-feel/unary-test.ts';
export {
  type Operator,
  type OperatorName,
  FOLDED_OPERATORS,
  parseOperator,
} from './expression/from-condition/operators.ts';
export type { Field, Input, Labels } from './model/expression.ts';
export { type LabelledValue, labelsOf } from './model/labels.ts';
export type { Type } from './model/type.ts';
export { PROPERTIES } from './proofs/verdict.ts';
/** The figures that a definition divides by intervals, how a record stands to it, and its class: as decisions that refuse nothing. */
export {
  classDecision,
  type DividedAxis,
  type DividedFigure,
  figuresDesign,
  type MembershipDesign,
  membershipDesign,
  STANDINGS,
  type Standing,
} from './proofs/divided-figures.ts';
export { unitName, unitWords } from './expression/to-words/units.ts';
/** Two pieces of a Chinese sentence one after the other: a blank between a character and a figure or Latin word, none elsewhere. */
export { beside } from './expression/to-words/chinese.ts';
export type { Criteria } from './kinds/criteria/criteria.ts';
export { type AskedRow, proveRows, type RowProof } from './kinds/criteria/prove-rows.ts';
export {
  type TableCell,
  type TableResult,
  type DecisionTable,
  type HitPolicy,
  HIT_POLICIES,
} from './kinds/decision-table/decision-table.ts';
export type { EntityDocument } from './kinds/entity/entity.ts';
/** An entity's document as expressions and feeds read it. */
export { entityOf } from './kinds/entity/entity-of.ts';
export type { DeclaredField } from './kinds/field.ts';
export { isValue } from './formats/candidates.ts';
export { cellReader, type CellReader, isStrictFormat } from './formats/cell-reader.ts';
export type { ColumnFormat } from './formats/format.ts';
export { oddities } from './formats/oddities.ts';
export { zoneOf } from './formats/zone.ts';
export { type DeclaredColumn, type Feed, type FeedColumn, type FeedDocument, feedOf } from './kinds/feed/feed.ts';
export { guessFeed, type GuessedFeed, type SampledColumn } from './kinds/feed/guess.ts';
export { type FedRow, readRow } from './kinds/feed/read-row.ts';
export type { Formula } from './kinds/formula/formula.ts';
export type { Matching } from './kinds/matching/matching.ts';
export type { ReferenceDocument } from './kinds/reference/reference.ts';
export type { Regression } from './kinds/regression/regression.ts';
export type { Bin, Scorecard } from './kinds/scorecard/scorecard.ts';
export type { Axis, Class, Segmentation } from './kinds/segmentation/segmentation.ts';
/** The upper ends of a document's shares, in 10^-9 percent, of the lowest class first; undefined where it does not divide by share. */
export { shareHighs } from './kinds/segmentation/methods/share/lower.ts';
export type { Condition } from './model/document.ts';
export {
  type Carried,
  type AskedDecision,
  type ColumnType,
  columnPrefix,
  cutsIn,
  type Dialect,
  decisionQuery,
  duckdb,
  type Grouping,
  groupingQuery,
  productRow,
  type Query,
  type QuerySpec,
  type CellReading,
  fieldColumn,
  readCell,
  comparedKeys,
  joinKey,
  handedOn,
  recordQuery,
  refusalQuery,
  type ResultPart,
  type SourceColumn,
  type SqlContext,
  type SqlGap,
  type SqlSource,
} from './expression/to-sql/index.ts';
export { expectation } from './expression/expectation.ts';
export { ownFacts } from './expression/own-facts.ts';
export { factProblem } from './record/problems.ts';
export { lackedNames } from './record/read-record.ts';
export { problemOfPlan } from './compile/problem-source.ts';
export { type RegressionDesign, regressionDesign } from './kinds/regression/design.ts';
export { type CalendarDocument, WEEKDAY_NAMES, weekdayOf } from './kinds/calendar/calendar.ts';
export { calendarProblem } from './kinds/calendar/problems.ts';
export { budgetWords, timeWords, writtenBudgetWords } from './kinds/budget.ts';
/** Budgets of time: `parseBudget('PT4H')`; `workingCalendar` of a sound calendar answers when they are used up, by instants in milliseconds. */
export { parseBudget, parseTime, type TimeBudget, timeText, type WrittenBudget } from './time/time-budget.ts';
export { WEEK, type WorkingCalendar, workingCalendar } from './time/working-calendar.ts';
export { type Due, dueAt, workingTimeBetween } from './time/due.ts';
export { type DueWindow, dueWindows } from './time/due-windows.ts';
export { zonedText } from './time/zone.ts';
/** Lives in virtual time, line by line: what was asked for, what waits, and where it stands. A bare XState machine, or what a kind `steps`. */
export { bareStepper } from './machine/bare-world.ts';
export type { LifeLine, Stepped, Stepper } from './machine/life-lines.ts';
export { type RowTrigger, type WorkflowRow, workflowRows } from './kinds/workflow/rows.ts';
export { writtenActions, writtenStates, type WrittenState, writtenTransitions } from './machine/states.ts';
export { indexStates, targetsOf } from './machine/targets.ts';
export { bankDayOf } from './kinds/workflow/world.ts';
export { stateText, workflowTitles } from './kinds/workflow/names.ts';
export type { WorkflowDocument } from './kinds/workflow/workflow.ts';
export type { RequestTypeDocument } from './kinds/request-type/request-type.ts';
/**
 * Messages: `renderTemplate(document, environment, { facts, request, clock })` → the text of each channel in both languages, as the server
 * sends it, with the problems of those that did not come out; `templateTexts` lists a template's texts with their pointers' steps.
 */
export { type MessageGiven, type RenderedTemplate, renderTemplate } from './kinds/template/render.ts';
export {
  TEMPLATE_CHANNELS,
  type TemplateChannel,
  type TemplateChannels,
  type TemplateDocument,
  templateTexts,
} from './kinds/template/template.ts';
export { templateVariables } from './kinds/template/variables.ts';
export { templateChannelTitle } from './kinds/template/words.ts';
/**
 * Surveys: `questionsOf` lists their questions, `answersSchema` is the JSON Schema that answers are validated by, `answersProblems` says
 * what is wrong with answers, `scorerOf(document, environment)` scores valid ones.
 */
export { type SurveyDocument } from './kinds/survey/survey.ts';
export { type AskedQuestion, answersSchema, askedOf, questionsOf } from './kinds/survey/questions.ts';
export { answersProblems } from './kinds/survey/answer.ts';
export { scorerOf } from './kinds/survey/score.ts';
export { lengthOf } from './kinds/survey/letters.ts';
export type { RosterDocument } from './kinds/roster/roster.ts';
/** `readingRoles(queue)` → the roles that see its requests, undefined where all that handle requests do. */
export { type QueueDocument, type QueueRung, readingRoles } from './kinds/queue/queue.ts';
export { membersWords, roleWords } from './kinds/members.ts';
export { channelTitle } from './kinds/request-type/words.ts';
export { rungTime } from './kinds/queue/rung-words.ts';
/** What a clock of a queue comes to, left alone from an instant on: its end, its rungs, its extensions, each with where it is written. */
export { ladderPlan, type Planned, type PlannedMark } from './kinds/queue/ladder-plan.ts';
export { parseRung, type Rung } from './time/rungs.ts';
export { actionTitle, isActionType } from './kinds/workflow/action-schemas.ts';
/**
 * The step of requests: `requestRules('workflow/complaint', library.environment)` makes the definitions of a workflow and its queues ready
 * once, `beginRequest(rules, 'queue/complaints', { at, facts })` begins a request, `turn(rules, snapshot, occurrence, { at, facts })` is
 * what becomes of it by one event, extension, move, change of facts, or by time alone. Snapshot in, `Turn` out: snapshot, facts, effects,
 * problems, all JSON; instants are milliseconds since 1970-01-01T00:00Z. `dueNext` says when time has to pass next, `requestLine` shows
 * states, clocks, timers and rungs as `guiju step` does, `advanceRequest` lets time pass without being late. They
 * throw for a queue that is not of the workflow, and never for what a request brings.
 */
export { requestRules } from './kinds/queue/rules.ts';
export { beginRequest, dueNext, turn } from './machine/request-turn.ts';
/** Corrected calendars taken into account, and two requests made one: snapshots in, snapshots out, as `turn`. */
export { mergeRequests, type MergedRequests, reprojected } from './machine/request-changes.ts';
export { advanceRequest } from './machine/request-lines.ts';
/**
 * Requests that were recorded or drawn, lived in virtual time by `turn`: `simulation(rules, 'queue/complaints')` takes them one by one, and
 * answers what they came to together: limits kept and missed, levels called, messages, and how many requests lay in each queue at once.
 */
export { type ClockTally, type RecordedRequest, type Simulated, simulation } from './machine/request-simulation.ts';
export { clockLines, requestLine } from './machine/request-line.ts';
/** Where the machine of a request stands: its leaves, and the events that it takes there. */
export { leaves } from './machine/snapshot.ts';
export { eventsTaken } from './machine/refusals.ts';
/** An approval as a pure fold: places, signatures and what comes of them; and the states of a workflow that require one. */
export {
  asked as placesAsked,
  askedAnew,
  askedRound,
  outcomeOf,
  type Place as ApprovalPlace,
  refilled,
  type Round as ApprovalRound,
  type Seat,
} from './machine/approval.ts';
export { addSigner, type ApprovalRefusal, sign, takeBack } from './machine/approval-acts.ts';
export { type ApprovalState, approvalStates, decisionEvents, rejectedEvent } from './kinds/workflow/approvals.ts';
export type {
  RequestEffect,
  RequestMoment,
  RequestOccurrence,
  RequestRules,
  RequestSnapshot,
  Turn,
} from './machine/request.ts';
