import type { Duration } from '#src/calendar/types.ts'

/** A place in a file. Lines and columns count from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number
  readonly column: number
  /** UTF-16 units from the start of the text. */
  readonly offset: number
}

export interface Span {
  readonly start: Position
  readonly end: Position
}

/** What is wrong in a manual or in its examples, and what to write instead. */
export interface Finding {
  /** From the catalogue `FINDINGS`, for example `salto-mal-escrito`. */
  readonly code: string
  readonly severity: 'error' | 'warning'
  /** One Spanish sentence that names the fault and what to write instead. */
  readonly message: string
  readonly span: Span
  /** Printed number of the procedure, when the fault lies in one. */
  readonly procedure?: string
  /** Printed number of the step or branch (`6` or `6.2`). */
  readonly step?: string
}

export interface Manual {
  /** The file's text, byte for byte. */
  readonly source: string
  readonly front: FrontMatter
  /** Every heading of level 1 that is not a procedure, in order, with its prose as written. */
  readonly sections: readonly Section[]
  /** Items of `# NORMAS`. */
  readonly norms: readonly Norm[]
  readonly procedures: readonly Procedure[]
  readonly forms: readonly Form[]
  /** Every role that the tables and the fichas name, resolved, in order of first appearance. */
  readonly roles: readonly Role[]
}

export interface FrontMatter {
  readonly code: string
  readonly title: string
  readonly institution: string
  /** Digits and dots, `1` or `2.1`. */
  readonly version: string
  /** `2026-11-02`, when given. */
  readonly effective?: string
  readonly calendar: string
  readonly supersedes?: { readonly code: string; readonly version: string }
  readonly basedOn?: string
  readonly approvals: readonly {
    readonly act: string
    readonly post: string
    readonly norm?: string
    readonly date?: string
  }[]
}

export interface Section {
  readonly title: string
  readonly markdown: string
  readonly span: Span
}

/** A numbered norm. `number` is as printed, `2` or `5.1`. */
export interface Norm {
  readonly number: string
  /** The item's text as written, without its table. */
  readonly text: string
  /** An executable assignment rule, when the item holds a table. */
  readonly table?: NormTable
  readonly span: Span
}

export interface NormTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/**
 * A role: dependencia + cargo. `key` is `Dependencia / Cargo` as first printed, or the bare cargo where the manual gives no
 * dependencia; two spellings that differ only by case or accents are the same role.
 */
export interface Role {
  readonly key: string
  readonly unit: string | null
  readonly post: string
}

export interface Procedure {
  /** Printed number, `8` or `3.5`. */
  readonly number: string
  readonly title: string
  readonly norms: readonly Norm[]
  readonly steps: readonly Step[]
  readonly starts: readonly Start[]
  readonly assignments: readonly Assignment[]
  /** Verbs that the case may never offer. */
  readonly prohibits: readonly string[]
  /** Key of the role that rules *situaciones no previstas*. */
  readonly authority?: string
  /** Calendar of the whole procedure, instead of the manual's. */
  readonly calendar?: string
  /** Norm time of the whole procedure. */
  readonly time?: NormTime
  /** Norm times of blocks of steps, both ends included. */
  readonly blockTimes: readonly { readonly from: number; readonly to: number; readonly time: NormTime }[]
  readonly notes: readonly string[]
  readonly details: readonly string[]
  readonly span: Span
}

/** A row of the step table with a whole number. */
export interface Step {
  readonly number: number
  /** From `{#id}`, when given. */
  readonly id?: string
  /** Key of its role, inherited from the row above where the cell is empty; null where the cell is `—`. */
  readonly role: string | null
  /** The sentences before the question, without jump, phrase `A la vez:` or id; empty for a bare question. */
  readonly text: string
  /** The question without its marks: `Hay licencias y recursos`. */
  readonly question?: string
  /** True where the row says `A la vez:`; its branches then run side by side. */
  readonly parallel: boolean
  readonly branches: readonly Branch[]
  readonly jump?: Jump
  readonly normRefs: readonly NormRef[]
  readonly time?: NormTime
  readonly facts: Facts
  readonly span: Span
}

/** A row `n.k`: an answer under a question, or a parallel row under `A la vez:`. */
export interface Branch {
  /** `4.1` */
  readonly number: string
  /** `SÍ`, `NO` or the words in capitals; absent in a parallel row. */
  readonly answer?: string
  /** Key of its role: the question's own, or the parallel row's RESPONSABLE. */
  readonly role: string | null
  readonly text: string
  readonly jump?: Jump
  readonly normRefs: readonly NormRef[]
  readonly time?: NormTime
  readonly facts: Facts
  readonly span: Span
}

export type Jump =
  | { readonly kind: 'continue'; readonly step: number; readonly span: Span }
  | { readonly kind: 'return'; readonly step: number; readonly span: Span }
  | { readonly kind: 'end'; readonly span: Span }
  /** `manual` absent means this manual. */
  | { readonly kind: 'call'; readonly procedure: string; readonly manual?: string; readonly span: Span }

export interface NormRef {
  /** `apply` (según norma): the actor picks a row of its table. `see` (ver norma): shown on the task. */
  readonly kind: 'apply' | 'see'
  readonly general: boolean
  readonly number: string
  readonly span: Span
}

/** Norm time: measured, no effect. `min` equals `max` where one number is printed. */
export interface NormTime {
  readonly min: number
  readonly max: number
  readonly unit: Duration['unit']
}

/** A duration and the moment from which it is counted; without `from`, from when the row lands in the tray. */
export interface DurationFrom {
  readonly duration: Duration
  readonly from?: { readonly kind: 'step'; readonly step: number } | { readonly kind: 'start' }
}

/** What the fichas say of one step or branch. */
export interface Facts {
  readonly deadline?: Deadline
  readonly wait?: Wait
  readonly limit?: { readonly rounds: number; readonly role: string }
  /** In the order written. */
  readonly signatures: readonly SignatureRule[]
  /** A form's code. */
  readonly form?: string
  /** `libro de …` as written. */
  readonly register?: string
  readonly archive?:
    | { readonly object: string; readonly kind: 'permanent' }
    | { readonly object: string; readonly kind: 'temporary'; readonly duration: DurationFrom }
  /** Objects that the step leaves. */
  readonly delivers: readonly string[]
  /** Objects that the step needs. */
  readonly uses: readonly string[]
  readonly actions: readonly { readonly verb: string; readonly optional: boolean }[]
  readonly calendar?: string
  readonly notes: readonly string[]
  readonly details: readonly string[]
}

export interface Deadline extends DurationFrom {
  readonly onExpiry:
    | { readonly kind: 'answer'; readonly answer: string }
    | { readonly kind: 'continue'; readonly step: number }
    | { readonly kind: 'notify'; readonly role: string }
    | { readonly kind: 'escalate'; readonly role: string }
  readonly span: Span
}

export type Wait =
  | ({ readonly kind: 'duration'; readonly span: Span } & DurationFrom)
  | { readonly kind: 'reply'; readonly from: ReplySource; readonly span: Span }

export type ReplySource =
  | { readonly kind: 'requester' }
  | { readonly kind: 'role'; readonly role: string }
  | { readonly kind: 'unit'; readonly unit: string }

export type SignatureKind = 'firma' | 'visto-bueno' | 'sello' | 'conformidad'

export interface SignatureRule {
  readonly kind: SignatureKind
  /** Key of the role that gives it; `solicitante` stands for the requester of the case. */
  readonly role: string
  readonly span: Span
}

/** How cases open. `each` names the directory list of `uno por «lista»`. */
export type Start = { readonly each?: string; readonly span: Span } & (
  | { readonly kind: 'request'; readonly name: string; readonly channels: readonly Channel[] }
  | { readonly kind: 'alert'; readonly type?: string }
  | { readonly kind: 'weekly' /** 1 Monday to 7 Sunday */; readonly weekday: number }
  | { readonly kind: 'monthly'; readonly day: number; readonly working: boolean }
  | { readonly kind: 'yearly'; readonly month: number; readonly day: number }
  | { readonly kind: 'plan'; readonly name: string }
  | { readonly kind: 'contract'; readonly name: string }
)

export type Channel = 'portal' | 'correo' | 'teléfono' | 'ventanilla' | 'oficio'

/** Who holds a role in a case (`Asigna`). */
export interface Assignment {
  /** Key of the role assigned. */
  readonly role: string
  readonly by:
    | { readonly kind: 'requester' }
    | { readonly kind: 'head-of-requester' }
    | { readonly kind: 'head-of-role'; readonly role: string }
    /** The cargo (or dependencia / cargo) in that column of the row chosen. `choosers` are the steps that choose; empty means any. */
    | {
        readonly kind: 'column'
        readonly column: string
        readonly choosers: readonly number[]
        readonly norm: { readonly general: boolean; readonly number: string }
      }
    | {
        readonly kind: 'head-of-column'
        readonly column: string
        readonly choosers: readonly number[]
        readonly norm: { readonly general: boolean; readonly number: string }
      }
    | { readonly kind: 'group'; readonly group: string }
    | { readonly kind: 'external'; readonly handledBy: string }
  readonly span: Span
}

export interface Form {
  /** `SOL-VM-01` */
  readonly code: string
  readonly title: string
  readonly fields: readonly Field[]
  readonly span: Span
}

export interface Field {
  /** The printed CAMPO; values are kept under it. */
  readonly name: string
  readonly type: FieldType
  readonly required: boolean
  readonly help: string
}

export type FieldType =
  | {
      readonly kind:
        | 'text'
        | 'long-text'
        | 'date'
        | 'time'
        | 'yes-no'
        | 'person'
        | 'unit'
        | 'extension'
        | 'equipment'
        | 'email'
        | 'phone'
        | 'ip-address'
    }
  | { readonly kind: 'number'; readonly min?: number; readonly max?: number }
  | { readonly kind: 'list'; readonly options: readonly string[] }
  | { readonly kind: 'file'; readonly accepts: readonly string[] }
