export { openPkcs12Apart } from './apart/open-pkcs12-apart.ts'
export { signApart } from './apart/sign-apart.ts'
export { verifyApart } from './apart/verify-apart.ts'
export {
  issueCertificate,
  type KeyWithCertificate,
  makeAuthority,
} from './certificates/make-certificate.ts'
export { makeCrl, type Revocation, type RevocationReason } from './certificates/make-crl.ts'
export { type Certificate, pemOf, readCertificate, readCertificates } from './certificates/read-certificate.ts'
export type { Subject } from './certificates/subject.ts'
export { type Trust, type TrustBase, trustOf } from './certificates/trust.ts'
export type { Change } from './changes-after.ts'
export { cleanPicture, MAX_PICTURE, PictureFault } from './clean-picture.ts'
export { drawPage } from './draw-page.ts'
export { PdfFault, type PdfFaultCode } from './pdf/types.ts'
export { Pkcs12Fault } from './pkcs12/fault.ts'
export { MAX_PKCS12 } from './pkcs12/read-pkcs12.ts'
export { drawSeal } from './seal.ts'
export { NotSignable, type SignatureRequest, signPdf } from './sign-pdf.ts'
export { type Picture, STAMP_SIZE, type Stamp } from './stamp.ts'
export { type PdfReport, type ReportedSigner, type SignatureReport, verifyPdf } from './verify-pdf.ts'
