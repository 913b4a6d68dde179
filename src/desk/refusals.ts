import { Refused } from '#src/platform/refusal.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import { formatTime, formatWeekday } from '#src/web/locale/time.ts'

type Data = Readonly<Record<string, string | number | undefined>>

interface Entry {
  readonly status: number
  readonly es: (data: Data) => string
  readonly en: (data: Data) => string
}

/** Refusals of what is done around the steps of a case. */
export const DESK_REFUSALS = {
  'not-an-official-here': {
    status: 403,
    es: () => 'Usted ve este expediente como solicitante. Escriba un mensaje: lo leerá quien lo atiende.',
    en: () => 'You see this case as its requester. Write a message: whoever handles it will read it.',
  },
  'case-ended': {
    status: 409,
    es: () => 'El expediente ya terminó. Pida que lo reabran, o inicie uno nuevo y mencione este número.',
    en: () => 'The case has ended. Ask for it to be reopened, or start a new one and mention this number.',
  },
  'case-goes-on-elsewhere': {
    status: 409,
    es: ({ number }) => `Este expediente se unió al ${number}. Continúe allí.`,
    en: ({ number }) => `This case was merged into ${number}. Go on there.`,
  },
  'nobody-to-answer': {
    status: 422,
    es: () =>
      'Quien pidió este expediente no tiene cuenta aquí. Escriba una nota interna, o un mensaje al contacto externo.',
    en: () => 'Whoever asked for this case has no account here. Write an internal note, or a message to the contact.',
  },
  'mention-unknown': {
    status: 422,
    es: ({ name }) =>
      `«@${name}» no es un funcionario del directorio. Elija el nombre de la lista, o quite la arroba si no menciona a nadie.`,
    en: ({ name }) =>
      `“@${name}” is no official of the directory. Choose the name from the list, or remove the at sign if nobody is meant.`,
  },
  'mention-ambiguous': {
    status: 422,
    es: ({ name, choices }) => `«@${name}» puede ser más de una persona. Escriba uno de estos: ${choices}.`,
    en: ({ name, choices }) => `“@${name}” may be more than one person. Write one of these: ${choices}.`,
  },
  'mentions-too-many': {
    status: 422,
    es: () => 'Mencione a 20 personas como máximo en una nota.',
    en: () => 'Mention at most 20 persons in one note.',
  },
  'other-case-unknown': {
    status: 404,
    es: ({ number }) =>
      `No hay un expediente «${number}», o usted no tiene permiso para verlo. Revise el número o búsquelo por su asunto.`,
    en: ({ number }) =>
      `There is no case “${number}”, or you may not see it. Check the number, or look for it by its subject.`,
  },
  'other-case-as-requester': {
    status: 403,
    es: ({ number }) => `Usted ve el expediente ${number} como solicitante. Pida a quien lo atiende que haga esto.`,
    en: ({ number }) => `You see case ${number} as its requester. Ask whoever handles it to do this.`,
  },
  'same-case': {
    status: 422,
    es: () => 'Es este mismo expediente. Escriba el número de otro.',
    en: () => 'That is this very case. Write the number of another.',
  },
  'linked-already': {
    status: 409,
    es: ({ number }) => `Ya están vinculados de esa manera este expediente y el ${number}.`,
    en: ({ number }) => `This case and ${number} are linked in that way already.`,
  },
  'link-makes-circle': {
    status: 409,
    es: ({ number }) => `El expediente ${number} está por encima de este: no puede ser también su hijo.`,
    en: ({ number }) => `Case ${number} stands above this one: it cannot be its child too.`,
  },
  'link-unknown': {
    status: 404,
    es: ({ number }) => `Este expediente no tiene ese vínculo con el ${number}. Vuelva a cargar la página.`,
    en: ({ number }) => `This case has no such link with ${number}. Reload the page.`,
  },
  'links-too-many': {
    status: 422,
    es: () => 'Un expediente admite 200 vínculos. Quite alguno que ya no haga falta.',
    en: () => 'A case takes 200 links. Remove one that is no longer needed.',
  },
  'main-is-merged': {
    status: 409,
    es: ({ number, into }) => `El expediente ${number} se unió al ${into}. Una este a ese último.`,
    en: ({ number, into }) => `Case ${number} was merged into ${into}. Merge this one into the latter.`,
  },
  'main-merged-since': {
    status: 409,
    es: ({ number, into }) => `El expediente ${number} se unió después al ${into}. Deshaga primero esa unión.`,
    en: ({ number, into }) => `Case ${number} was merged into ${into} later. Undo that first.`,
  },
  'main-has-ended': {
    status: 409,
    es: ({ number }) => `El expediente ${number} ya terminó. Reábralo antes de unirle otro, o relaciónelos.`,
    en: ({ number }) => `Case ${number} has ended. Reopen it before you merge another into it, or relate them.`,
  },
  'a-step-waits-for-it': {
    status: 409,
    es: ({ number }) =>
      `Un paso del expediente ${number} espera a que este termine, así que no se puede unir a otro. Relaciónelos.`,
    en: ({ number }) =>
      `A step of case ${number} waits for this one to end, so it cannot be merged. Relate them instead.`,
  },
  'not-merged': {
    status: 409,
    es: () => 'Este expediente no está unido a otro. Vuelva a cargar la página.',
    en: () => 'This case is not merged into another. Reload the page.',
  },
  'nothing-to-split': {
    status: 422,
    es: () => 'Elija al menos un mensaje o un documento para el expediente nuevo.',
    en: () => 'Choose at least one message or document for the new case.',
  },
  'message-unknown': {
    status: 422,
    es: () => 'Uno de los mensajes elegidos no está en este expediente. Vuelva a cargar la página.',
    en: () => 'One of the chosen messages is not in this case. Reload the page.',
  },
  'visit-in-the-past': {
    status: 422,
    es: () => 'La visita debe ser en el futuro. Revise la fecha y la hora.',
    en: () => 'The visit must be in the future. Check date and time.',
  },
  'visit-outside-hours': {
    status: 422,
    es: ({ at, next, timeZone }) =>
      `El ${spoken('es', timeZone, at)} no es horario de trabajo; el siguiente es el ${spoken('es', timeZone, next)}. Cambie la hora, o marque «Acordarla de todos modos».`,
    en: ({ at, next, timeZone }) =>
      `${spoken('en', timeZone, at)} is outside working hours; the next working time is ${spoken('en', timeZone, next)}. Change the time, or tick “Agree it all the same”.`,
  },
  'visit-unknown': {
    status: 404,
    es: () => 'Este expediente no tiene esa visita. Vuelva a cargar la página.',
    en: () => 'This case has no such visit. Reload the page.',
  },
  'visit-not-so': {
    status: 409,
    es: () => 'La visita ya cambió: alguien la registró antes. Vuelva a cargar la página.',
    en: () => 'The visit has changed: somebody recorded it first. Reload the page.',
  },
  'attendant-unknown': {
    status: 422,
    es: () => 'Elija de la lista a la persona que atiende la visita.',
    en: () => 'Choose from the list who attends the visit.',
  },
  'session-unknown': {
    status: 404,
    es: () => 'Este expediente no tiene esa sesión remota. Vuelva a cargar la página.',
    en: () => 'This case has no such remote session. Reload the page.',
  },
  'session-not-so': {
    status: 409,
    es: () => 'La sesión remota ya cambió de estado. Vuelva a cargar la página.',
    en: () => 'The remote session has changed. Reload the page.',
  },
  'session-open-already': {
    status: 409,
    es: () => 'Ya hay una sesión remota sin terminar en este expediente. Termínela antes de pedir otra.',
    en: () => 'There is a remote session of this case that has not ended. End it before you ask for another.',
  },
  'session-without-consent': {
    status: 409,
    es: () => 'Todavía no hay autorización. Espere la respuesta del solicitante, o anote la que dio por teléfono.',
    en: () => 'There is no consent yet. Wait for the requester, or note the one given by telephone.',
  },
  'consent-not-yours': {
    status: 403,
    es: () => 'Solo quien pidió el expediente autoriza desde su página. Si lo hizo por teléfono, anote quién y cómo.',
    en: () => 'Only the requester consents from the page. If it was by telephone, note who and how.',
  },
  'address-malformed': {
    status: 422,
    es: ({ tool }) =>
      `El identificador de ${tool} lleva solo letras y números, de 6 a 20. Léalo otra vez en el equipo.`,
    en: ({ tool }) => `The ${tool} id has only letters and digits, 6 to 20. Read it again on the equipment.`,
  },
  'canned-unknown': {
    status: 404,
    es: () => 'No hay una respuesta tipo con esa dirección, o ya se retiró.',
    en: () => 'There is no canned text at that address, or it was retired.',
  },
  'canned-not-yours': {
    status: 403,
    es: () =>
      'Las respuestas tipo de una dependencia las edita su jefatura; las de la institución, quien administra. Pídales el cambio.',
    en: () =>
      'Canned texts of a unit are edited by its head; those of the institution, by administrators. Ask them for the change.',
  },
  'canned-moved': {
    status: 409,
    es: () => 'Otra persona guardó esta respuesta mientras usted la editaba. Revise su versión antes de guardar.',
    en: () => 'Somebody else saved this text while you were editing it. Look at that version before you save.',
  },
  'canned-placeholder': {
    status: 422,
    es: ({ name, known }) => `«{${name}}» no se sabe llenar. Se conocen: ${known}.`,
    en: ({ name, known }) => `“{${name}}” cannot be filled. Known are: ${known}.`,
  },
  'unit-unknown': {
    status: 422,
    es: () => 'Elija la dependencia de la lista, o déjela vacía para toda la institución.',
    en: () => 'Choose the unit from the list, or leave it empty for the whole institution.',
  },
} satisfies Record<string, Entry>

export type DeskRefusalCode = keyof typeof DESK_REFUSALS

/** A refusal of the desk, ready to be thrown. */
export function refusedHere(code: DeskRefusalCode, data: Data = {}): Refused {
  const entry: Entry = DESK_REFUSALS[code]
  return new Refused({ code, status: entry.status, es: entry.es(data), en: entry.en(data) })
}

/** An instant within a sentence, where the institution is: `domingo 29 de noviembre a las 09:00`. */
function spoken(locale: Locale, timeZone: Data[string], at: Data[string]): string {
  const view = { locale, timeZone: String(timeZone) }
  return `${formatWeekday(view, String(at))} ${locale === 'es' ? 'a las' : 'at'} ${formatTime(view, String(at))}`
}
