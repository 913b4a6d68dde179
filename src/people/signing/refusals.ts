import { type Refusal, Refused } from '#src/platform/refusal.ts'

/** What people are told about certificates and signing. */
export const SIGNING_REFUSALS = {
  'wrong-password': {
    status: 422,
    es: 'Esa no es su contraseña. Escríbala de nuevo.',
    en: 'That is not your password. Write it again.',
  },
  'no-password': {
    status: 409,
    es: 'Usted entra con la cuenta institucional y no tiene contraseña en Ventanilla. Pida a la administración una de un solo uso para poder firmar.',
    en: 'You sign in with the institutional account and have no password in Ventanilla. Ask an administrator for a one-time password to be able to sign.',
  },
  'signature-needs-password': {
    status: 403,
    es: 'Para firmar, dar el visto bueno o sellar, escriba de nuevo su contraseña en la tarjeta de la tarea.',
    en: 'To sign, approve or seal, write your password again on the card of the task.',
  },
  'proof-not-valid': {
    status: 403,
    es: 'La confirmación de su contraseña ya se usó, venció o era para otra tarea. Escriba de nuevo su contraseña.',
    en: 'The confirmation of your password was used, has expired, or was for another task. Write your password again.',
  },
  'certificate-expired': {
    status: 409,
    es: 'Su certificado de firma venció. Renuévelo en «Mi firma» y vuelva a esta tarea.',
    en: 'Your signing certificate has expired. Renew it in “My signature” and come back to this task.',
  },
  'certificate-not-yet': {
    status: 409,
    es: 'Su certificado de firma todavía no rige. Espere a su fecha de inicio, o pida otro en «Mi firma».',
    en: 'Your signing certificate is not in force yet. Wait for its first day, or ask for another in “My signature”.',
  },
  'certificate-revoked': {
    status: 409,
    es: 'Su certificado de firma fue revocado. Pida otro en «Mi firma» y vuelva a esta tarea.',
    en: 'Your signing certificate was revoked. Ask for another in “My signature” and come back to this task.',
  },
  'certificate-locked': {
    status: 409,
    es: 'Su contraseña se restableció, y la llave de su certificado se abría con la anterior. Pida otro certificado en «Mi firma».',
    en: 'Your password was reset, and the key of your certificate opened with the former one. Ask for another certificate in “My signature”.',
  },
  'authority-expired': {
    status: 409,
    es: 'La autoridad certificadora de la institución venció, así que no puede emitir. Pida a la administración que la renueve.',
    en: 'The certificate authority of the institution has expired, so it cannot issue. Ask an administrator to renew it.',
  },
  'authority-locked': {
    status: 503,
    es: 'La llave de la autoridad certificadora no se abre: falta su archivo llaves/firmas.key. Pida a la administración que lo recupere del respaldo, o que cree una autoridad nueva.',
    en: 'The key of the certificate authority does not open: its file llaves/firmas.key is missing. Ask an administrator to restore it from the backup, or to make a new authority.',
  },
  'not-pkcs12': {
    status: 422,
    es: 'El archivo no es un certificado con su llave (.p12 o .pfx). Elija el que le entregó su autoridad certificadora.',
    en: 'The file is no certificate with its key (.p12 or .pfx). Choose the one that your certificate authority gave you.',
  },
  'pkcs12-password': {
    status: 422,
    es: 'La contraseña del archivo no es correcta. Es la que se eligió al exportarlo, no la de Ventanilla.',
    en: 'The password of the file is wrong. It is the one chosen when it was exported, not that of Ventanilla.',
  },
  'pkcs12-cipher': {
    status: 422,
    es: 'El archivo usa un cifrado que Ventanilla no lee. Expórtelo de nuevo con AES-256 o triple DES.',
    en: 'The file uses a cipher that Ventanilla does not read. Export it again with AES-256 or triple DES.',
  },
  'pkcs12-too-much': {
    status: 422,
    es: 'Abrir el archivo exige más cálculos de los que se admiten. Expórtelo de nuevo solo con su llave y sus certificados, con 600 000 iteraciones o menos.',
    en: 'Opening the file takes more computation than is admitted. Export it again with only your key and its certificates, with 600,000 iterations or less.',
  },
  'pkcs12-incomplete': {
    status: 422,
    es: 'El archivo no trae la llave privada junto con su certificado. Expórtelo de nuevo con «incluir la clave privada».',
    en: 'The file lacks the private key or its certificate. Export it again with “include the private key”.',
  },
  'weak-key': {
    status: 422,
    es: 'La llave del archivo es más débil de lo que hoy se acepta (RSA de menos de 2048 bits, o de otro tipo). Pida una nueva a su autoridad.',
    en: 'The key of the file is weaker than what is accepted today (RSA of less than 2048 bits, or of another kind). Ask your authority for a new one.',
  },
  'not-for-signing': {
    status: 422,
    es: 'Ese certificado no es para firmar documentos. Pida a su autoridad uno de firma (no repudio).',
    en: 'That certificate is not for signing documents. Ask your authority for one for signing (non-repudiation).',
  },
  'not-trusted': {
    status: 422,
    es: 'La institución no reconoce a quien emitió ese certificado. Pida a la administración que agregue su certificado raíz.',
    en: 'The institution does not know who issued that certificate. Ask an administrator to add its root certificate.',
  },
  'not-an-authority': {
    status: 422,
    es: 'Ese certificado no es de una autoridad certificadora: no puede emitir ni respaldar otros.',
    en: 'That certificate is not of a certificate authority: it cannot issue or back others.',
  },
  'not-a-certificate': {
    status: 422,
    es: 'El archivo no contiene certificados X.509. Elija uno en formato PEM o DER (.pem, .crt, .cer).',
    en: 'The file holds no X.509 certificates. Choose one in PEM or DER (.pem, .crt, .cer).',
  },
  'authority-known': {
    status: 409,
    es: 'Esa autoridad ya está en la lista.',
    en: 'That authority is in the list already.',
  },
  'picture-not-valid': {
    status: 422,
    es: 'La imagen no sirve. Elija un PNG o JPEG de hasta 1 MB y 3000 por 3000 puntos, sin entrelazado.',
    en: 'The picture cannot be used. Choose a PNG or JPEG of up to 1 MB and 3000 by 3000 points, not interlaced.',
  },
  'file-missing': {
    status: 422,
    es: 'Elija un archivo antes de guardar.',
    en: 'Choose a file before you save.',
  },
  'certificate-unknown': {
    status: 404,
    es: 'Ese certificado no existe, o ya estaba revocado.',
    en: 'There is no such certificate, or it was revoked already.',
  },
} as const satisfies Readonly<Record<string, { status: number; es: string; en: string }>>

export type SigningRefusalCode = keyof typeof SIGNING_REFUSALS

export const signingRefusal = (code: SigningRefusalCode): Refusal => ({ code, ...SIGNING_REFUSALS[code] })
export const refusedToSign = (code: SigningRefusalCode): Refused => new Refused(signingRefusal(code))
