import type { Due, InstantText, WorkingCalendar } from '#src/calendar/types.ts'
import type { DurationFrom, SignatureKind } from '#src/manual/types.ts'
import type { DeskAct, DeskState } from './desk/index.ts'

/** Opaque id of a person in the institution's directory. */
export type PersonId = string
/** Opaque id of a position in the directory. */
export type PositionId = string
/** `Dependencia / Cargo`, as the manual prints it. */
export type RoleKey = string
/** Counts the tasks of a case from 1. A task is one visit of a row, so a stale form cannot complete a later visit. */
export type TaskId = number
/** Printed number of a row: `7`, or `4.1` for a branch. */
export type RowNumber = string

/** Who acts: a person, as holder (or deputy of the holder) of positions; or Ventanilla itself, when time passes or another case ends. */
export type Actor = { readonly kind: 'person'; readonly person: PersonId } | { readonly kind: 'system' }

/** Who asked for the case. A contact is somebody without an account, perhaps one of the directory of contacts; the name is personal text and stays in `private`. */
export type Requester =
  | { readonly kind: 'person'; readonly person: PersonId }
  | { readonly kind: 'contact'; readonly contact?: string }
  | { readonly kind: 'case'; readonly number: string }
  | { readonly kind: 'nobody' }

/**
 * The institution as one instant sees it. Pure and quick: every function answers from memory. Names are matched without case or
 * accents; where the manual names no unit, `unit` is null and the post must be unique in the directory.
 */
export interface Directory {
  /** The position that a role maps to, or null when the directory has none. */
  position(unit: string | null, post: string): PositionId | null
  /** Persons who hold the position now or stand in for an absent holder; absent holders are left out. */
  holders(position: PositionId): readonly PersonId[]
  /** The same for every position at once: does this person act for that position now? */
  holds(person: PersonId, position: PositionId): boolean
  /** Is this person away now? A person who left every position is away for good. */
  away(person: PersonId): boolean
  /** Position of the head of a unit by its name; null when unknown or without head. Walks up while a unit has none. */
  headOfUnit(unit: string): PositionId | null
  /** Position of the head of the unit to which a position belongs (for a head, the head above). */
  headOfPosition(position: PositionId): PositionId | null
  /** Position of the head of the unit in which a person works (for a head, the head above). */
  headOfPerson(person: PersonId): PositionId | null
  /** `{ unit, post }` by which a position is printed. */
  nameOf(position: PositionId): { readonly unit: string; readonly post: string } | null
  /** Members of a group; empty when unknown. */
  group(id: string): readonly PersonId[]
  /** Is there a unit of that name? */
  hasUnit(unit: string): boolean
}

/** The tray in which a task waits. */
export interface Tray {
  /** The role of the manual that the row names. */
  readonly role: RoleKey
  /** The position whose tray it is; null when the directory has none, and the task then waits in the operations tray. */
  readonly position: PositionId | null
  /** A group's tray instead of a position's (`Asigna: grupo`). */
  readonly group?: string
  /** Who claimed it or was given it. */
  readonly assignee: PersonId | null
  /** The assignee was named by a hand-over, and may act even without holding the position. */
  readonly handedOver?: true
  /** Why it came here; `explain` turns it into a sentence. */
  readonly because: TrayReason
}

export type TrayReason =
  | { readonly kind: 'printed' }
  | { readonly kind: 'requester' }
  | { readonly kind: 'head-of-requester' }
  | { readonly kind: 'head-of-role'; readonly role: RoleKey }
  | {
      readonly kind: 'column'
      readonly column: string
      readonly norm: string
      readonly chosenAt: RowNumber
      readonly cell: string
      readonly head: boolean
    }
  | { readonly kind: 'group'; readonly group: string }
  | { readonly kind: 'external'; readonly handledBy: RoleKey }
  /** The person kept the role from an earlier row of the case. */
  | { readonly kind: 'kept' }
  | { readonly kind: 'escalated'; readonly from: RoleKey; readonly cause: 'deadline' | 'limit' | 'no-position' }

/** What a task asks for. `wait` and `child` are in nobody's tray: the case waits for an instant, or for another case. */
export type TaskKind = 'step' | 'reply' | 'signature' | 'wait' | 'child'

export interface Task {
  readonly id: TaskId
  readonly kind: TaskKind
  readonly row: RowNumber
  /** The step whose question this card answers: its own, or the bare question that follows an activity of the same role. */
  readonly question?: number
  /** Null for `wait` and `child`, and for the row of nobody (`—`), which is completed as it lands. */
  readonly tray: Tray | null
  readonly arrivedAt: InstantText
  readonly claimedAt?: InstantText
  /** The deadline (`Plazo`) or, where there is none, the norm time (`TIEMPO`). */
  readonly due?: TaskDue
  /** For `signature`: which, and its place in the row's order, counting from 0. */
  readonly signature?: { readonly kind: SignatureKind; readonly ordinal: number }
  /** Set when the question came here because its limit was exceeded: any answer may be given, with a reason. */
  readonly overLimit?: { readonly rounds: number }
  /** For `child`: which procedure is applied, and the number of the linked case once it is known. */
  readonly child?: { readonly procedure: string; readonly manual?: string; readonly number?: string }
}

export interface TaskDue extends Due {
  /** `deadline` and `wait` have consequences at the instant; `norm` is only measured. */
  readonly source: 'deadline' | 'wait' | 'norm'
  /** The rule, so that a changed calendar recomputes the instant. */
  readonly rule: DurationFrom
  /** The instant from which the rule was counted. */
  readonly start: InstantText
  /** True once the deadline has had its consequence (`avisa a`, `escala a`), so that it happens once. */
  readonly expired?: boolean
}

/** A choice of a row in a norm table (`según norma`). */
export interface Choice {
  readonly norm: { readonly general: boolean; readonly number: string }
  readonly columns: readonly string[]
  readonly cells: readonly string[]
}

export interface CaseState {
  readonly manual: string
  readonly version: string
  readonly procedure: string
  readonly status: 'open' | 'closed' | 'annulled'
  readonly openedAt: InstantText
  readonly closedAt?: InstantText
  readonly requester: Requester
  readonly channel: string
  /** Number of acts applied; the next act has this as its `seq` plus 1. */
  readonly seq: number
  readonly nextTask: TaskId
  /** Open tasks, waits and children included, in order of arrival. */
  readonly tasks: readonly Task[]
  /** Who keeps each role in this case. */
  readonly holders: Readonly<Record<RoleKey, PersonId>>
  /** Latest completion of each row. */
  readonly completed: Readonly<
    Record<RowNumber, { readonly at: InstantText; readonly by: Actor; readonly task: TaskId }>
  >
  /** Latest answer of each question, by step number. */
  readonly answers: Readonly<
    Record<string, { readonly answer: string; readonly at: InstantText; readonly by: Actor; readonly task: TaskId }>
  >
  /** Latest choice made at each row. */
  readonly choices: Readonly<Record<RowNumber, Choice & { readonly at: InstantText; readonly seq: number }>>
  /** Returns taken along each returning row's jump since its question was last entered from elsewhere. */
  readonly rounds: Readonly<Record<RowNumber, number>>
  /** Latest arrival of each row's card; rows without a printed time count theirs from the row above that has one. */
  readonly arrivals: Readonly<Record<RowNumber, InstantText>>
  /** How often each row was visited. */
  readonly visits: Readonly<Record<RowNumber, number>>
  /** Codes of the forms that have been filled, with the seq of the act that holds the values. */
  readonly forms: Readonly<Record<string, number>>
  /** Objects left by `Entrega`, with the seq of the act. */
  readonly objects: Readonly<Record<string, number>>
  /** Papers in custody. */
  readonly papers: readonly {
    readonly object: string
    readonly row: RowNumber
    readonly kind: 'permanent' | 'temporary'
    readonly until?: Due
  }[]
  /** Branches of an `A la vez` block that are still to be completed: step number → rows. */
  readonly blocks: Readonly<Record<string, readonly RowNumber[]>>
  /** What was done around the steps; absent until something was. */
  readonly desk?: DeskState
}

/**
 * An act: one thing that happened, with every result of it, so that `apply` computes nothing. `private` holds personal text (form
 * values, reasons, notes, names of files); the record hashes it as a salted digest, so that lawful erasure leaves the chain valid.
 */
export interface Act {
  readonly seq: number
  readonly at: InstantText
  readonly actor: Actor
  readonly body: ActBody
  readonly private?: PrivateText
}

/** Personal text of an act. Values are JSON. */
export interface PrivateText {
  readonly title?: string
  readonly contact?: { readonly name: string; readonly unit?: string; readonly email?: string; readonly phone?: string }
  readonly form?: Readonly<Record<string, FormValue>>
  readonly reason?: string
  readonly note?: string
  /** Names of the files attached, in the order of `files` in the body. */
  readonly fileNames?: readonly string[]
  /** Where a visit is. */
  readonly place?: string
  /** Number by which a remote tool finds the equipment. */
  readonly address?: string
}

/** Value of a form field. A file is `{ file: id }` of a stored file; a person is an id, a unit its name. */
export type FormValue = string | number | boolean | { readonly file: string } | null

/** A document on which a signature was put: the stored file as it is since, what it was before, and by which certificate. */
export interface SignedDocument {
  /** Id of the stored file, and SHA-256 of the document with the signature. */
  readonly file: string
  readonly sha256: string
  /** SHA-256 of the document that was signed, as it stood before. */
  readonly before: string
  readonly certificate: { readonly serial: string; readonly fingerprint: string }
}

/** A stored file that an act refers to: id in the file store and SHA-256 of its content. */
export interface FileRef {
  readonly id: string
  readonly sha256: string
}

/**
 * S4 3.3: the entity of who asks had other cases open, and whoever opened this one said that it is a different matter. `unseen` counts
 * those that this person may not read.
 */
export interface DistinctFrom {
  readonly cases: readonly string[]
  readonly unseen: number
}

export type ActBody = EngineAct | DeskAct

/** What the engine decides and applies. */
export type EngineAct =
  | {
      readonly kind: 'case-opened'
      readonly manual: string
      readonly version: string
      readonly procedure: string
      /** Name of the `Inicio` request, or the kind of start. */
      readonly start: string
      readonly channel: string
      readonly requester: Requester
      /** Code of the form filled at the opening, values in `private.form`. */
      readonly form?: string
      readonly files?: readonly FileRef[]
      readonly distinctFrom?: DistinctFrom
    }
  /** The whole task as it lands. `visit` counts visits of the row from 1. `keeps` says that its assignee keeps the role. */
  | { readonly kind: 'task-arrived'; readonly task: Task; readonly visit: number }
  | { readonly kind: 'task-claimed'; readonly task: TaskId; readonly role: RoleKey }
  | { readonly kind: 'task-released'; readonly task: TaskId; readonly role: RoleKey }
  | { readonly kind: 'task-handed-over'; readonly task: TaskId; readonly role: RoleKey; readonly to: PersonId }
  /** An activity, an answer, a registered reply or a signature: the task is done. */
  | {
      readonly kind: 'task-completed'
      readonly task: TaskId
      readonly row: RowNumber
      readonly role: RoleKey | null
      /** The step that was answered and the answer, when the card asked a question. */
      readonly answered?: { readonly step: number; readonly answer: string }
      readonly choice?: Choice
      /** The row that prints `según norma`, where it is not `row` itself: a branch, or the question on the same card. */
      readonly choiceRow?: RowNumber
      /** Code of the form filled with this act; absent when the values given earlier were confirmed as they stood. */
      readonly form?: string
      readonly files?: readonly FileRef[]
      readonly signature?: SignatureKind
      /** The documents signed, where the signature is one that needs a certificate. */
      readonly signed?: readonly SignedDocument[]
      /** Present when an external person's task was done in another's tray. */
      readonly external?: boolean
    }
  | {
      readonly kind: 'signature-refused'
      readonly task: TaskId
      readonly row: RowNumber
      readonly signature: SignatureKind
      readonly role: RoleKey
    }
  /** The task left the tray without being done. */
  | {
      readonly kind: 'task-withdrawn'
      readonly task: TaskId
      readonly row: RowNumber
      readonly because: 'refusal' | 'correction' | 'annulment' | 'ruling' | 'deadline' | 'reply' | 'merge'
    }
  | {
      readonly kind: 'deadline-expired'
      readonly task: TaskId
      readonly row: RowNumber
      readonly consequence: 'answer' | 'continue' | 'notify' | 'escalate'
    }
  | { readonly kind: 'task-escalated'; readonly task: TaskId; readonly tray: Tray }
  | {
      readonly kind: 'role-notified'
      readonly task: TaskId
      readonly role: RoleKey
      readonly position: PositionId | null
      readonly about: 'deadline'
    }
  | {
      readonly kind: 'limit-exceeded'
      readonly row: RowNumber
      readonly question: number
      readonly rounds: number
      readonly role: RoleKey
    }
  | { readonly kind: 'wait-ended'; readonly task: TaskId; readonly row: RowNumber }
  | { readonly kind: 'round-counted'; readonly row: RowNumber; readonly rounds: number }
  | {
      readonly kind: 'register-written'
      readonly register: string
      readonly row: RowNumber
      readonly form?: string
      readonly formSeq?: number
    }
  | {
      readonly kind: 'paper-archived'
      readonly object: string
      readonly row: RowNumber
      readonly custody: 'permanent' | 'temporary'
      readonly until?: Due
    }
  | { readonly kind: 'object-left'; readonly object: string; readonly row: RowNumber }
  | { readonly kind: 'action-done'; readonly verb: string; readonly row: RowNumber; readonly task: TaskId }
  | { readonly kind: 'block-opened'; readonly step: number; readonly rows: readonly RowNumber[] }
  | { readonly kind: 'block-row-done'; readonly step: number; readonly row: RowNumber }
  | { readonly kind: 'child-linked'; readonly task: TaskId; readonly number: string }
  | {
      readonly kind: 'child-finished'
      readonly task: TaskId
      readonly number: string
      readonly status: 'closed' | 'annulled'
    }
  | { readonly kind: 'answer-corrected'; readonly step: number; readonly was: string }
  | { readonly kind: 'ruling-given'; readonly to: number | 'end'; readonly role: RoleKey }
  | { readonly kind: 'due-moved'; readonly task: TaskId; readonly from: InstantText; readonly due: TaskDue }
  /** The case goes on under another version: where its rows went, and its open tasks as they are there. */
  | {
      readonly kind: 'version-changed'
      readonly manual: string
      readonly version: string
      readonly procedure: string
      readonly rows: Readonly<Record<RowNumber, RowNumber>>
      /** Steps whose answers are kept. */
      readonly answers: readonly string[]
      readonly tasks: readonly Task[]
      /** Tasks whose step begins anew. */
      readonly withdrawn: readonly TaskId[]
    }
  | { readonly kind: 'note-added' }
  | { readonly kind: 'files-attached'; readonly files: readonly FileRef[] }
  | { readonly kind: 'case-closed' }
  | { readonly kind: 'case-annulled' }
  | { readonly kind: 'case-reopened' }

/** What somebody asks the engine to do. */
export type Command =
  | {
      readonly kind: 'open-case'
      readonly start: string
      readonly channel: string
      readonly requester: Requester
      readonly title?: string
      readonly contact?: PrivateText['contact']
      readonly form?: Readonly<Record<string, FormValue>>
      readonly files?: readonly (FileRef & { readonly name: string })[]
      readonly distinctFrom?: DistinctFrom | undefined
    }
  | { readonly kind: 'claim-task'; readonly task: TaskId }
  | { readonly kind: 'release-task'; readonly task: TaskId }
  | { readonly kind: 'hand-over-task'; readonly task: TaskId; readonly to: PersonId; readonly reason?: string }
  | {
      readonly kind: 'complete-task'
      readonly task: TaskId
      readonly answer?: string
      /** Cells of the row chosen in the norm table, or its place counting from 0. */
      readonly choice?: number
      readonly form?: Readonly<Record<string, FormValue>>
      readonly note?: string
      /** Needed when the question came over its limit. */
      readonly reason?: string
      readonly files?: readonly (FileRef & { readonly name: string })[]
      /** What was signed, by whoever runs the command: nobody can send it. */
      readonly signed?: readonly SignedDocument[]
      /** Verbs of `Acción` that were done, the optional ones that were not left out. Omitted means all that are not optional. */
      readonly actions?: readonly string[]
    }
  | { readonly kind: 'refuse-signature'; readonly task: TaskId; readonly reason: string }
  | { readonly kind: 'correct-answer'; readonly step: number; readonly reason: string }
  | { readonly kind: 'annul-case'; readonly reason: string }
  | { readonly kind: 'reopen-case'; readonly reason: string; readonly step?: number }
  | { readonly kind: 'give-ruling'; readonly to: number | 'end'; readonly reason: string }
  | { readonly kind: 'add-note'; readonly note: string }
  | { readonly kind: 'attach-files'; readonly files: readonly (FileRef & { readonly name: string })[] }
  /** The following come from Ventanilla itself. */
  | { readonly kind: 'pass-time' }
  | { readonly kind: 'recompute-dues' }
  | { readonly kind: 'link-child'; readonly task: TaskId; readonly number: string }
  | {
      readonly kind: 'finish-child'
      readonly task: TaskId
      readonly number: string
      readonly status: 'closed' | 'annulled'
    }

/** Why the engine does not do what was asked. The code is one of `REFUSALS`; its sentences are there. */
export interface EngineRefusal {
  readonly code: string
  readonly data: Readonly<Record<string, string | number | undefined>>
  /** Faults of single fields of a form: field name → code of the fault and its data. */
  readonly fields?: Readonly<
    Record<string, { readonly code: string; readonly data: Readonly<Record<string, string | number | undefined>> }>
  >
}

export type Decision = { readonly acts: readonly Act[] } | { readonly refusal: EngineRefusal }

export interface Context {
  readonly actor: Actor
  readonly now: InstantText
  /** The calendar by its code (`GT`), `24 horas` included; throws for a code that the institution does not have. */
  readonly calendar: (code: string) => WorkingCalendar
  readonly directory: Directory
}
