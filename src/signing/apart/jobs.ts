import type { KeyWithCertificate } from '../certificates/make-certificate.ts'
import type { PdfFaultCode } from '../pdf/types.ts'
import type { Pkcs12Fault } from '../pkcs12/fault.ts'
import type { SignatureRequest } from '../sign-pdf.ts'
import type { SentReport, SentTrustBase } from './messages.ts'

/** What is done in a thread of its own, each with bytes that somebody sent. Instants travel as text: threads cannot hand them over. */
export type SigningJob =
  | { readonly kind: 'verify'; readonly bytes: Uint8Array; readonly base: SentTrustBase; readonly now: string }
  | {
      readonly kind: 'sign'
      readonly bytes: Uint8Array
      readonly request: Omit<SignatureRequest, 'at'> & { readonly at: string }
    }
  | { readonly kind: 'open-pkcs12'; readonly bytes: Uint8Array; readonly password: string }

export type SigningAnswer =
  | { readonly kind: 'verified'; readonly report: SentReport }
  | { readonly kind: 'signed'; readonly bytes: Uint8Array }
  | { readonly kind: 'opened'; readonly key: KeyWithCertificate }
  | { readonly kind: 'pdf-fault'; readonly code: PdfFaultCode; readonly detail: string }
  | { readonly kind: 'not-signable'; readonly detail: string }
  | { readonly kind: 'pkcs12-fault'; readonly code: Pkcs12Fault['code'] }
  /** Its time or its memory was over. */
  | { readonly kind: 'too-much' }
