// Printing in the process that asks. The program prints through `openPrinter`, in a worker.
export { printForm } from './form/print-form.ts'
export { printManual } from './manual/print-manual.ts'
