/** One line of a document that came in: a paragraph, or a row of a table with its cells. */
export interface SourceLine {
  readonly text: string
  /** The cells of a table's row, trimmed; lines inside a cell are told apart by `\n`. */
  readonly cells?: readonly string[]
  /** Where it stands, in the words of the document: `línea 214`, `página 3, renglón 12`, `tabla 2, fila 4`. */
  readonly where: string
  /** Blanks before the text, where they mean a level. */
  readonly indent?: number
  /** Said by the document's own style to be a heading. */
  readonly heading?: boolean
}

/** What an importer says of one element of the document. */
export interface ReportEntry {
  /** `encabezado`, `norma`, `procedimiento`, `paso`, `documento` … */
  readonly element: string
  /** What it is called there: `8`, `8, paso 6.2`, `versión`. */
  readonly id: string
  readonly name?: string
  /** `corrected`: had one reading only, which was written. `doubtful`: marked in the text. `dropped`: left out on purpose. */
  readonly kind: 'kept' | 'corrected' | 'doubtful' | 'dropped' | 'no-equivalent'
  /** From the catalogue `DOUBTS`, where the reader of documents says it. */
  readonly code?: string
  /** One Spanish sentence. */
  readonly message: string
  /** Place in the document that came in. */
  readonly where?: string
  /** Line of the notation that was written, from 1. */
  readonly line?: number
}

export interface Imported {
  /** The notation. */
  readonly source: string
  readonly report: readonly ReportEntry[]
}

/** What a reader of one format hands on: lines, and what it had to leave out. */
export interface SourceText {
  readonly lines: readonly SourceLine[]
  readonly report: readonly ReportEntry[]
}

/** How far an import has come: a Spanish sentence, and a share from 0 to 1. */
export type Progress = (step: string, share: number) => void

/** A doubt or a correction, on its way to its row. */
export interface Remark {
  readonly code: DoubtCode
  readonly message: string
  readonly where: string
}

/** A row of a step table as the document has it, cells told apart. */
export interface RawRow {
  readonly responsible: string
  readonly number: string
  readonly activity: string
  readonly time: string
  readonly where: string
}

/** A row of a step table as it will be written. */
export interface DraftRow {
  /** Empty: as the row above. `—`: nobody known. */
  readonly responsible: string
  readonly number: string
  readonly text: string
  readonly time: string
  readonly where: string
  readonly remarks: readonly Remark[]
  /** Markdown that goes into a `Detalle` of the row. */
  readonly detail?: string
}

export interface DraftProcedure {
  readonly number: string
  readonly title: string
  readonly where: string
  readonly norms: readonly DraftLine[]
  /** Counts that the document prints, as they stand. */
  readonly counts?: { readonly text: string; readonly where: string }
  readonly rows: readonly DraftRow[]
  /** Prose between the table and the next procedure. */
  readonly prose: readonly DraftLine[]
  readonly remarks: readonly Remark[]
}

/** A line of Markdown, with what is to be said of it. */
export interface DraftLine {
  readonly text: string
  readonly where: string
  readonly remarks: readonly Remark[]
}

export interface DraftSection {
  readonly title: string
  readonly lines: readonly DraftLine[]
}

export interface DraftFront {
  readonly code?: string
  readonly title?: string
  readonly institution?: string
  readonly version?: string
  readonly effective?: string
  readonly calendar?: string
  readonly supersedes?: string
  readonly approvals: readonly {
    readonly act: string
    readonly post: string
    readonly norm?: string
    readonly date?: string
    readonly where: string
  }[]
  readonly remarks: readonly Remark[]
}

export type DoubtCode = keyof typeof import('./doubts.ts').DOUBTS
