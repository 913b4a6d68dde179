import type { InstitutionDirectory } from '#src/people/types.ts'
import { Refused } from '#src/platform/refusal.ts'
import { refusalSentence, refusalStatus } from '#src/procedure/index.ts'
import type { EngineRefusal } from '#src/procedure/types.ts'

type Data = Readonly<Record<string, string | number | undefined>>

interface Entry {
  readonly status: number
  readonly es: (data: Data) => string
  readonly en: (data: Data) => string
}

/** Refusals of cases that do not come from the engine. Those of the engine are in `procedure/`. */
export const CASE_REFUSALS = {
  'case-unknown': {
    status: 404,
    es: () =>
      'No hay un expediente con ese número, o usted no tiene permiso para verlo. Revise el número en su bandeja.',
    en: () => 'There is no case with that number, or you may not see it. Check the number in your tray.',
  },
  'case-moved': {
    status: 409,
    es: () => 'El expediente avanzó mientras usted lo miraba. Vuelva a cargar la página y revise antes de continuar.',
    en: () => 'The case moved on while you were looking at it. Reload the page and check before you go on.',
  },
  'offer-unknown': {
    status: 404,
    es: (data) => `Ningún manual vigente ofrece «${data.start}». Elija un trámite del catálogo.`,
    en: (data) => `No manual in force offers “${data.start}”. Choose a service from the catalogue.`,
  },
  'channel-not-offered': {
    status: 422,
    es: (data) => `«${data.start}» no se recibe por ${data.channel}. Se recibe por: ${data.channels}.`,
    en: (data) => `“${data.start}” is not taken by ${data.channel}. It is taken by: ${data.channels}.`,
  },
  'title-needed': {
    status: 422,
    es: () => 'Escriba un asunto de una línea (hasta 200 caracteres) para reconocer el expediente.',
    en: () => 'Write a subject of one line (up to 200 characters) by which the case is recognised.',
  },
  'requester-unknown': {
    status: 422,
    es: () =>
      'La persona solicitante no está en el directorio. Búsquela por su nombre o escriba sus datos de contacto.',
    en: () => 'The requester is not in the directory. Look the person up by name, or write the contact details.',
  },
  'file-unknown': {
    status: 422,
    es: (data) => `El archivo «${data.name}» no llegó completo. Adjúntelo otra vez.`,
    en: (data) => `The file “${data.name}” did not arrive whole. Attach it again.`,
  },
  'idempotency-key-length': {
    status: 422,
    es: () => 'La clave de idempotencia debe tener de 8 a 200 caracteres.',
    en: () => 'The idempotency key must have 8 to 200 characters.',
  },
  'idempotency-key-reused': {
    status: 422,
    es: () => 'Esa clave de idempotencia ya se usó con otro contenido. Envíe una clave nueva.',
    en: () => 'That idempotency key was used with other content. Send a new key.',
  },
} satisfies Record<string, Entry>

export type CaseRefusalCode = keyof typeof CASE_REFUSALS

/** A refusal of cases, ready to be thrown. */
export function refused(code: CaseRefusalCode, data: Data): Refused {
  const entry: Entry = CASE_REFUSALS[code]
  return new Refused({ code, status: entry.status, es: entry.es(data), en: entry.en(data) })
}

/** A refusal of the engine, with the names of persons in the place of their ids. */
export function refusedByEngine(refusal: EngineRefusal, directory: InstitutionDirectory): Refused {
  const named: EngineRefusal = { ...refusal, data: withNames(refusal.data, directory) }
  const fields = Object.fromEntries(
    Object.entries(refusal.fields ?? {}).map(([name, fault]) => [
      name,
      { code: fault.code, es: refusalSentence(fault, 'es'), en: refusalSentence(fault, 'en') },
    ]),
  )
  return new Refused({
    code: refusal.code,
    status: refusalStatus(refusal.code),
    es: refusalSentence(named, 'es'),
    en: refusalSentence(named, 'en'),
    ...(refusal.fields === undefined ? {} : { fields }),
  })
}

function withNames(data: Data, directory: InstitutionDirectory): Data {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      typeof value === 'string' && (key === 'by' || key === 'holder' || key === 'to' || key === 'assignee')
        ? directory.personName(value)
        : value,
    ]),
  )
}
