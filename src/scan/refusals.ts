import { Refused } from '#src/platform/refusal.ts'

/** What whoever wants to open a content is told. */
const REFUSALS = {
  'file-infected': {
    status: 403,
    es: 'Este archivo no se entrega: el antivirus encontró en él un programa dañino. Pida a quien lo subió una copia limpia; un administrador puede verlo en Administración, Antivirus.',
    en: 'This file is not given out: the virus scanner found malicious software in it. Ask whoever sent it for a clean copy; an administrator can see it under Administration, Virus scanner.',
  },
  'file-waiting': {
    status: 409,
    es: 'Este archivo todavía no se ha revisado contra virus y por eso no se entrega. Se revisa en cuanto el antivirus responde: pruebe otra vez en unos minutos.',
    en: 'This file has not been scanned for viruses yet, so it is not given out. It is scanned as soon as the scanner answers: try again in a few minutes.',
  },
  'file-unscanned': {
    status: 409,
    es: 'El antivirus no puede revisar este archivo, casi siempre por su tamaño, y por eso no se entrega. Pida a un administrador que lo permita, o una copia más pequeña a quien lo subió.',
    en: 'The virus scanner cannot look into this file, mostly because of its size, so it is not given out. Ask an administrator to allow it, or whoever sent it for a smaller copy.',
  },
} as const

export type ScanRefusal = keyof typeof REFUSALS

export function scanRefused(code: ScanRefusal): Refused {
  return new Refused({ code, ...REFUSALS[code] })
}
