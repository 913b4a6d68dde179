import type { FormPrint, PrintedForm, StepSheetPrint } from '../form/types.ts'
import type { ManualPrintOptions, PrintedManual } from '../manual/types.ts'
import type { RegisterPrint } from '../register/types.ts'
import type { PrintedReport, ReportPrint } from '../report/types.ts'

/** What is asked of the worker. The manual goes as its text: reading it again is cheap beside drawing it. */
export type PrintJob =
  | { readonly kind: 'manual'; readonly source: string; readonly options: ManualPrintOptions }
  | { readonly kind: 'form'; readonly source: string; readonly print: FormPrint }
  | { readonly kind: 'sheet'; readonly print: StepSheetPrint }
  | { readonly kind: 'report'; readonly print: ReportPrint }
  | { readonly kind: 'register'; readonly print: RegisterPrint }

export type PrintAnswer =
  | { readonly kind: 'printed'; readonly printed: PrintedManual | PrintedForm | PrintedReport }
  /** The text has errors of reading. */
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'failed'; readonly message: string }
