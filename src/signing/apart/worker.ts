import { parentPort, workerData } from 'node:worker_threads'
import { PdfFault } from '../pdf/types.ts'
import { Pkcs12Fault } from '../pkcs12/fault.ts'
import { readPkcs12 } from '../pkcs12/read-pkcs12.ts'
import type { SigningAnswer, SigningJob } from './jobs.ts'
import { receivedTrustBase, sentReport } from './messages.ts'

// The thread in which one file is read; it ends with its answer.
parentPort?.postMessage(await answer(workerData as SigningJob))

async function answer(job: SigningJob): Promise<SigningAnswer> {
  switch (job.kind) {
    case 'verify': {
      const { verifyPdf } = await import('../verify-pdf.ts')
      const report = verifyPdf(job.bytes, receivedTrustBase(job.base), Temporal.Instant.from(job.now))
      return { kind: 'verified', report: sentReport(report) }
    }
    case 'sign':
      return sign(job)
    case 'open-pkcs12':
      return open(job)
  }
}

async function sign({ bytes, request }: Extract<SigningJob, { kind: 'sign' }>): Promise<SigningAnswer> {
  const { NotSignable, signPdf } = await import('../sign-pdf.ts')
  const { key, certificate, chain } = request.signer
  const signer = { key, certificate: Buffer.from(certificate), chain: chain.map((each) => Buffer.from(each)) }
  try {
    return {
      kind: 'signed',
      bytes: await signPdf(bytes, { ...request, signer, at: Temporal.Instant.from(request.at) }),
    }
  } catch (error) {
    if (error instanceof NotSignable) return { kind: 'not-signable', detail: error.message }
    // Objects that need each other deeper than the stack is.
    if (error instanceof RangeError) return { kind: 'pdf-fault', code: 'broken', detail: error.message }
    if (!(error instanceof PdfFault)) throw error
    return { kind: 'pdf-fault', code: error.code, detail: error.message }
  }
}

function open({ bytes, password }: Extract<SigningJob, { kind: 'open-pkcs12' }>): SigningAnswer {
  try {
    return { kind: 'opened', key: readPkcs12(bytes, password) }
  } catch (error) {
    if (!(error instanceof Pkcs12Fault)) throw error
    return { kind: 'pkcs12-fault', code: error.code }
  }
}
