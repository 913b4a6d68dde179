import type { FormPrint, PrintedForm, StepSheetPrint } from '../form/types.ts'
import type { ManualPrintOptions, PrintedManual } from '../manual/types.ts'

/** What is asked of the worker. The manual goes as its text: reading it again is cheap beside drawing it. */
export type PrintJob =
  | { readonly kind: 'manual'; readonly source: string; readonly options: ManualPrintOptions }
  | { readonly kind: 'form'; readonly source: string; readonly print: FormPrint }
  | { readonly kind: 'sheet'; readonly print: StepSheetPrint }

export type PrintAnswer =
  | { readonly kind: 'printed'; readonly printed: PrintedManual | PrintedForm }
  /** The text has errors of reading. */
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'failed'; readonly message: string }
