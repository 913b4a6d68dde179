export { formRows, formSigners } from './form/form-signers.ts'
export { printForm } from './form/print-form.ts'
export { printStepSheet } from './form/print-step-sheet.ts'
export type {
  FilledForm,
  FormPrint,
  FormSigner,
  PrintedForm,
  SignaturePlace,
  StepSheetPrint,
  Verification,
} from './form/types.ts'
export { printManual } from './manual/print-manual.ts'
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
