import { parentPort } from 'node:worker_threads'
import { readManual } from '#src/manual/index.ts'
import { printForm } from '../form/print-form.ts'
import { printStepSheet } from '../form/print-step-sheet.ts'
import { printManual } from '../manual/print-manual.ts'
import { printRegister } from '../register/print-register.ts'
import { printReport } from '../report/print-report.ts'
import type { PrintAnswer, PrintJob } from './jobs.ts'

/** The other side of `openPrinter`: lays out and draws, so that the server's loop goes on answering meanwhile. */
parentPort?.on('message', async (job: PrintJob) => {
  parentPort?.postMessage(await answer(job))
})

async function answer(job: PrintJob): Promise<PrintAnswer> {
  try {
    if (job.kind === 'sheet') return { kind: 'printed', printed: await printStepSheet(job.print) }
    if (job.kind === 'report') return { kind: 'printed', printed: await printReport(job.print) }
    if (job.kind === 'register') return { kind: 'printed', printed: await printRegister(job.print) }
    const { manual } = readManual(job.source)
    if (manual === null) return { kind: 'unreadable' }
    const printed = job.kind === 'manual' ? await printManual(manual, job.options) : await printForm(manual, job.print)
    return { kind: 'printed', printed }
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
