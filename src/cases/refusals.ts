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
  'undo-moved': {
    status: 409,
    es: () => 'El expediente ya siguió su curso, y eso no se puede deshacer. Ábralo y vea quién lo tiene ahora.',
    en: () => 'The case has moved on, so that cannot be undone. Open it and see who has it now.',
  },
  'undo-not-yours': {
    status: 409,
    es: () => 'Solo se deshace lo último que usted hizo: tomar, devolver o pasar una tarea.',
    en: () => 'Only your own last act can be undone: claiming, releasing or handing over a task.',
  },
  'undo-late': {
    status: 409,
    es: (data) => `Pasaron más de ${data.minutes} minutos. Devuelva o pase la tarea desde el expediente.`,
    en: (data) => `More than ${data.minutes} minutes have passed. Release or hand over the task on the case.`,
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
  'may-not-ask-for-others': {
    status: 403,
    es: () =>
      'Solo quien ejerce un cargo abre expedientes a nombre de otra persona. Quite a quien eligió e inícielo a su nombre.',
    en: () =>
      'Only who holds a position opens cases for others. Take away whom you chose, and open it in your own name.',
  },
  'contact-name-needed': {
    status: 422,
    es: () => 'Escriba el nombre del contacto nuevo, o borre sus otros datos si el expediente no es suyo.',
    en: () => 'Write the name of the new contact, or remove the other data if the case is not theirs.',
  },
  'requester-not-chosen': {
    status: 422,
    es: (data) =>
      `«${data.typed}» no se eligió de la lista. Elija a quien lo pide, regístrelo como contacto nuevo, o deje el campo vacío si lo pide usted.`,
    en: (data) =>
      `“${data.typed}” was not chosen from the list. Choose who asks, register a new contact, or leave the field empty if it is you.`,
  },
  'entity-has-open-cases': {
    status: 409,
    es: (data) =>
      `${data.entity} ya tiene expedientes abiertos: ${data.cases}. Si es el mismo asunto, siga ese; si es otro, marque «Es un asunto distinto» y envíe otra vez.`,
    en: (data) =>
      `${data.entity} has open cases already: ${data.cases}. If it is the same matter, go on with that one; if it is another, mark “It is a different matter” and send again.`,
  },
  'file-unknown': {
    status: 422,
    es: (data) => `El archivo «${data.name}» no llegó completo. Adjúntelo otra vez.`,
    en: (data) => `The file “${data.name}” did not arrive whole. Attach it again.`,
  },
  'reason-empty': {
    status: 422,
    es: () => 'Escriba el motivo: queda en el registro del expediente.',
    en: () => 'Write the reason: it stays in the record of the case.',
  },
  'note-empty': {
    status: 422,
    es: () => 'Escriba la nota antes de guardarla.',
    en: () => 'Write the note before you save it.',
  },
  'message-empty': {
    status: 422,
    es: () => 'Escriba el mensaje antes de enviarlo.',
    en: () => 'Write the message before you send it.',
  },
  'done-empty': {
    status: 422,
    es: () => 'Escriba qué se hizo: queda en el registro del expediente.',
    en: () => 'Write what was done: it stays in the record of the case.',
  },
  'number-empty': {
    status: 422,
    es: () => 'Escriba el número del otro expediente, por ejemplo 2026-000123.',
    en: () => 'Write the number of the other case, for example 2026-000123.',
  },
  'visit-when': {
    status: 422,
    es: () => 'Escriba la fecha, la hora y la duración de la visita (de 5 a 1440 minutos).',
    en: () => 'Write date, time and length of the visit (5 to 1440 minutes).',
  },
  'place-empty': {
    status: 422,
    es: () => 'Escriba el lugar de la visita.',
    en: () => 'Write the place of the visit.',
  },
  'consent-how': {
    status: 422,
    es: () => 'Escriba quién dio la autorización y con qué palabras.',
    en: () => 'Write who gave the consent, and in what words.',
  },
  'address-empty': {
    status: 422,
    es: () => 'Escriba el identificador que muestra la herramienta en el equipo.',
    en: () => 'Write the id that the tool shows on the equipment.',
  },
  'text-empty': {
    status: 422,
    es: () => 'Escriba el texto antes de guardarlo.',
    en: () => 'Write the text before you save it.',
  },
  'tried-empty': {
    status: 422,
    es: () => 'Escriba lo que ya se intentó: quien recibe el caso parte de ahí.',
    en: () => 'Write what was tried: whoever receives the case begins there.',
  },
  'reference-empty': {
    status: 422,
    es: () => 'Escriba el número con que el proveedor conoce el caso.',
    en: () => 'Write the number by which the supplier knows the case.',
  },
  'choice-empty': {
    status: 422,
    es: () => 'Elija una opción de la lista.',
    en: () => 'Choose one of the list.',
  },
  'resolution-annulled': {
    status: 409,
    es: () => 'El expediente está anulado: no tiene solución que anotar.',
    en: () => 'The case was annulled: it has no solution to be noted.',
  },
  'resolution-not-yours': {
    status: 403,
    es: () => 'La solución la anota quien atendió el expediente, o su jefatura. Agregue una nota si quiere decir algo.',
    en: () => 'Who attended the case, or their head, notes the solution. Add a note if you want to say something.',
  },
  'solution-unknown': {
    status: 422,
    es: () => 'Elija un código de solución de la lista.',
    en: () => 'Choose a code of solution from the list.',
  },
  'cause-unknown': {
    status: 422,
    es: () => 'Elija una causa de la lista, o deje «Sin dato».',
    en: () => 'Choose a cause from the list, or leave “No data”.',
  },
  'files-empty': {
    status: 422,
    es: () => 'Elija al menos un archivo, y no más de 20 a la vez.',
    en: () => 'Choose at least one file, and no more than 20 at a time.',
  },
  'input-too-long': {
    status: 422,
    es: () => 'El texto es demasiado largo. Acórtelo, o adjúntelo como documento.',
    en: () => 'The text is too long. Shorten it, or attach it as a document.',
  },
  'input-incomplete': {
    status: 422,
    es: (data) =>
      `Falta un dato o no tiene la forma esperada${data.name ? ` (${data.name})` : ''}. Revíselo y envíe otra vez.`,
    en: (data) =>
      `Something is missing or not as expected${data.name ? ` (${data.name})` : ''}. Check it and send again.`,
  },
  'upload-infected': {
    status: 422,
    es: (data) =>
      `El antivirus encontró un programa dañino en «${data.name}» y no se recibió; lo demás que escribió se conserva. Revise su equipo y adjunte una copia limpia.`,
    en: (data) =>
      `The virus scanner found malicious software in “${data.name}”, so it was not taken; everything else you wrote is kept. Check your computer and attach a clean copy.`,
  },
  'file-gone': {
    status: 404,
    es: () => 'Ese documento no existe, o usted no puede ver el expediente al que pertenece.',
    en: () => 'There is no such document, or you may not see the case to which it belongs.',
  },
  'document-unreadable': {
    status: 422,
    es: (data) =>
      `No se puede firmar «${data.name}»: el PDF está dañado o no cumple la norma. Rehúse la firma y pida que lo guarden de nuevo como PDF.`,
    en: (data) =>
      `“${data.name}” cannot be signed: the PDF is damaged or does not follow the norm. Refuse the signature and ask for it to be saved as PDF again.`,
  },
  'document-encrypted': {
    status: 422,
    es: (data) =>
      `No se puede firmar «${data.name}»: está protegido con contraseña. Rehúse la firma y pida el documento sin protección.`,
    en: (data) =>
      `“${data.name}” cannot be signed: it is protected by a password. Refuse the signature and ask for it without protection.`,
  },
  'document-too-large': {
    status: 422,
    es: (data) => `No se puede firmar «${data.name}»: es demasiado grande. Rehúse la firma y pida un PDF más liviano.`,
    en: (data) => `“${data.name}” cannot be signed: it is too large. Refuse the signature and ask for a smaller PDF.`,
  },
  'document-too-much': {
    status: 422,
    es: (data) =>
      `No se puede firmar «${data.name}»: leerlo exige más trabajo del que se admite para un documento. Rehúse la firma y pida que lo guarden de nuevo como PDF.`,
    en: (data) =>
      `“${data.name}” cannot be signed: reading it takes more work than is admitted for a document. Refuse the signature and ask for it to be saved as PDF again.`,
  },
  'document-closed': {
    status: 422,
    es: (data) =>
      `No se puede firmar «${data.name}»: quien lo certificó no permite más firmas. Rehúse la firma y pida una copia sin esa restricción.`,
    en: (data) =>
      `“${data.name}” cannot be signed: whoever certified it allows no more signatures. Refuse the signature and ask for a copy without that restriction.`,
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
