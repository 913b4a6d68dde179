import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { type Refusal, Refused } from '#src/platform/refusal.ts'
import type { FormPrint, PrintedForm, StepSheetPrint } from '../form/types.ts'
import type { ManualPrintOptions, PrintedManual } from '../manual/types.ts'
import type { RegisterPrint } from '../register/types.ts'
import type { PrintedReport, ReportPrint } from '../report/types.ts'
import type { PrintAnswer, PrintJob } from './jobs.ts'

/** Prints beside the server's loop, one document after another. */
export interface Printer {
  /** Refuses a text with errors of reading, and when too much waits to be printed. */
  manual(source: string, options: ManualPrintOptions): Promise<PrintedManual>
  form(source: string, print: FormPrint): Promise<PrintedForm>
  sheet(print: StepSheetPrint): Promise<PrintedForm>
  report(print: ReportPrint): Promise<PrintedReport>
  register(print: RegisterPrint): Promise<PrintedForm>
  close(): Promise<void>
}

export interface PrinterLimits {
  /** Documents that may wait; 40 unless told. */
  readonly waiting?: number
  /** Milliseconds for one document; two minutes unless told. */
  readonly time?: number
}

/** A printer with one worker, started by the first document and started anew after one that it could not do. */
export function openPrinter({ waiting = 40, time = 120_000 }: PrinterLimits = {}): Printer {
  let worker: Worker | null = null
  let last: Promise<unknown> = Promise.resolve()
  let queued = 0
  const underWay = new Map<string, Promise<PrintedManual | PrintedForm | PrintedReport>>()
  let closed = false

  async function send(job: PrintJob): Promise<PrintedManual | PrintedForm | PrintedReport> {
    if (closed || queued >= waiting) throw new Refused(BUSY)
    queued++
    const done = last.then(() => work(job))
    last = done.catch(() => undefined).finally(() => queued--)
    const answer = await done
    if (answer.kind === 'printed') return answer.printed
    if (answer.kind === 'unreadable') throw new Refused(UNREADABLE)
    throw new Error(`A document could not be printed: ${answer.message}`)
  }

  /** The same document for whoever asks while it is printed: it waits, and counts, once. */
  function shared(job: PrintJob): Promise<PrintedManual | PrintedForm | PrintedReport> {
    const key = createHash('sha256').update(JSON.stringify(job)).digest('base64')
    const known = underWay.get(key)
    if (known !== undefined) return known
    const printed = send(job).finally(() => underWay.delete(key))
    underWay.set(key, printed)
    return printed
  }

  function work(job: PrintJob): Promise<PrintAnswer> {
    if (closed) throw new Refused(BUSY)
    const own = worker ?? startWorker()
    worker = own
    own.ref()
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer)
        own.off('message', done).off('error', failed).off('exit', gone).unref()
        settle()
      }
      const done = (answer: PrintAnswer) => end(() => resolve(answer))
      const broken = (why: string) => {
        worker = null
        void own.terminate()
        end(() => reject(new Error(why)))
      }
      const failed = (error: Error) => broken(`The print worker failed: ${error.message}`)
      const gone = () => broken('The print worker ended')
      const timer = setTimeout(() => broken(`A document took more than ${time} ms to print`), time)
      own.on('message', done).on('error', failed).on('exit', gone)
      own.postMessage(job)
    })
  }

  return {
    manual: (source, options) => shared({ kind: 'manual', source, options }) as Promise<PrintedManual>,
    form: (source, print) => send({ kind: 'form', source, print }) as Promise<PrintedForm>,
    sheet: (print) => send({ kind: 'sheet', print }) as Promise<PrintedForm>,
    report: (print) => shared({ kind: 'report', print }) as Promise<PrintedReport>,
    register: (print) => send({ kind: 'register', print }) as Promise<PrintedForm>,
    async close() {
      closed = true
      await worker?.terminate()
    },
  }
}

function startWorker(): Worker {
  const worker = new Worker(new URL('./print-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 768 },
  })
  // Without a job it holds no process open.
  worker.unref()
  return worker
}

const BUSY: Refusal = {
  code: 'printer-busy',
  status: 503,
  es: 'Hay muchos documentos por imprimir. Espere un minuto y pídalo otra vez.',
  en: 'Many documents wait to be printed. Wait a minute and ask again.',
}

const UNREADABLE: Refusal = {
  code: 'manual-unreadable',
  status: 422,
  es: 'El texto del manual tiene errores y no se puede imprimir. Corrija los que señala la revisión y pídalo otra vez.',
  en: 'The manual’s text has errors and cannot be printed. Correct those that the check points out and ask again.',
}
