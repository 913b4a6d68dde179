// What draws a PDF itself is in `print.ts`: it takes thirty megabytes, which the program needs in its print worker only.
export { formRows, formSigners } from './form/form-signers.ts'
export type {
  FilledForm,
  FormPrint,
  FormSigner,
  PrintedForm,
  SignaturePlace,
  StepSheetPrint,
  Verification,
} from './form/types.ts'
export type {
  ApprovalPlace,
  GivenApproval,
  ManualPrintOptions,
  Modification,
  PrintedManual,
} from './manual/types.ts'
export type { PaperSize } from './paper/sheets.ts'
export type { Rect } from './paper/types.ts'
export type { PrintedEntry, RegisterPrint } from './register/types.ts'
export type { PrintedReport, ReportPart, ReportPrint } from './report/types.ts'
export { PRINTING } from './version.ts'
export { openPrinter, type Printer } from './worker/printer.ts'
