import type { InstitutionDirectory } from '#src/people/types.ts'
import type { DeskAct } from '#src/procedure/index.ts'
import { defineCatalogue } from '#src/web/locale/catalogue.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import { levelSentence } from './level-sentences.ts'

/** A desk act as the record of a case says it. */
export function deskSentence(body: DeskAct, directory: InstitutionDirectory, locale: Locale): string {
  switch (body.kind) {
    case 'case-prioritised':
    case 'case-escalated':
    case 'superior-asked':
    case 'superior-answered':
    case 'supplier-engaged':
    case 'supplier-finished':
    case 'targets-moved':
    case 'target-met':
    case 'case-warned':
      return levelSentence(body, directory, locale)
    case 'conformity-given':
      return words(locale, 'conformity-given')
    case 'conformity-rejected':
      return words(locale, body.count > 1 ? 'conformity-rejected-again' : 'conformity-rejected')
    case 'case-rated':
      return words(locale, 'rated', { stars: body.stars })
    case 'case-resolved':
      return words(locale, body.cause === undefined ? 'resolved' : 'resolved-cause', {
        type: body.type,
        solution: body.solution,
        cause: body.cause ?? '',
      })
    case 'note-written':
      return body.carried === undefined
        ? words(locale, 'note')
        : words(locale, 'note-carried', { number: body.carried.number })
    case 'message-posted':
      return messageSentence(body, locale)
    case 'case-linked':
      return words(locale, `linked.${body.relation}`, { number: body.number })
    case 'case-unlinked':
      return words(locale, 'unlinked', { number: body.number })
    case 'case-merged':
      return words(locale, 'merged', { number: body.into })
    case 'case-unmerged':
      return words(locale, 'unmerged', { number: body.from })
    case 'case-absorbed':
      return words(locale, 'absorbed', { number: body.number })
    case 'case-parted':
      return words(locale, 'parted', { number: body.number })
    case 'visit-agreed':
    case 'visit-rescheduled':
      return words(locale, body.kind, {
        at: instantText(body.at, directory, locale),
        name: directory.personName(body.attendedBy),
      })
    case 'visit-left':
    case 'session-ended':
      return words(locale, body.kind, { count: body.minutes })
    case 'session-asked':
    case 'session-started':
      return words(locale, body.kind, { tool: TOOL_NAMES[body.tool] })
    case 'session-consented':
      return words(locale, body.given === 'on-page' ? 'consented' : 'consented-by-telephone')
    case 'visit-cancelled':
    case 'visit-arrived':
    case 'session-declined':
      return words(locale, body.kind)
    case 'legal-hold-put':
    case 'legal-hold-lifted':
      return words(locale, body.kind)
    case 'personal-data-erased':
      return words(locale, body.acts === undefined ? `erased.${body.because}` : 'erased.acts', {
        parts: body.parts.map((part) => words(locale, `part.${part}`)).join(', '),
        count: body.acts?.length ?? 0,
        basis: body.basis,
        asked: directory.personName(body.askedBy),
        confirmed: directory.personName(body.confirmedBy),
      })
    case 'article-used':
      return words(locale, 'article-used', { article: body.article, title: body.title })
  }
}

export const TOOL_NAMES = { anydesk: 'AnyDesk', teamviewer: 'TeamViewer', rustdesk: 'RustDesk' } as const

function messageSentence(body: Extract<DeskAct, { kind: 'message-posted' }>, locale: Locale): string {
  if (body.carried !== undefined) return words(locale, 'message-carried', { number: body.carried.number })
  if (body.with === 'contact') return words(locale, body.from === 'contact' ? 'contact-wrote' : 'wrote-to-contact')
  return words(locale, body.from === 'requester' ? 'requester-wrote' : 'wrote-to-requester')
}

// The record page has no view here: the institution's zone, the day and the hour.
function instantText(at: string, directory: InstitutionDirectory, locale: Locale): string {
  const timeZone = directory.rows.institution?.timeZone ?? 'UTC'
  return Temporal.Instant.from(at)
    .toZonedDateTimeISO(timeZone)
    .toLocaleString(locale === 'es' ? 'es-GT' : 'en-GB', {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
}

const words = defineCatalogue({
  es: {
    'conformity-given': 'Dio su conformidad con el resultado.',
    'conformity-rejected': 'No dio su conformidad: el expediente se reabre.',
    'conformity-rejected-again': 'No dio su conformidad otra vez: el expediente se reabre y lo recibe la jefatura.',
    rated: 'Calificó la atención con {stars} de 5.',
    resolved: 'Anotó la solución: {type}, código {solution}.',
    'resolved-cause': 'Anotó la solución: {type}, código {solution}; causa {cause}.',
    note: 'Escribió una nota interna.',
    'note-carried': 'Trajo una nota interna del expediente {number}.',
    'requester-wrote': 'Escribió a la oficina.',
    'wrote-to-requester': 'Escribió al solicitante.',
    'contact-wrote': 'Llegó un mensaje de un contacto externo.',
    'wrote-to-contact': 'Escribió a un contacto externo.',
    'message-carried': 'Trajo un mensaje del expediente {number}.',
    'linked.related': 'Relacionó este expediente con el {number}.',
    'linked.duplicate-of': 'Marcó este expediente como duplicado del {number}.',
    'linked.duplicated-by': 'Marcó el expediente {number} como duplicado de este.',
    'linked.parent-of': 'Puso el expediente {number} como hijo de este.',
    'linked.child-of': 'Puso este expediente como hijo del {number}.',
    'linked.caused-by': 'Anotó que el expediente {number} es la causa de este.',
    'linked.causes': 'Anotó que este expediente es la causa del {number}.',
    'linked.split-into': 'Separó parte de este expediente en el {number}.',
    'linked.split-from': 'Este expediente se separó del {number}.',
    unlinked: 'Quitó el vínculo con el expediente {number}.',
    merged: 'Unió este expediente al {number}, donde continúa.',
    unmerged: 'Deshizo la unión con el expediente {number}.',
    absorbed: 'Unió a este el expediente {number}.',
    parted: 'El expediente {number} volvió a separarse de este.',
    'visit-agreed': 'Acordó una visita para el {at}; atiende {name}.',
    'visit-rescheduled': 'Cambió la visita al {at}; atiende {name}.',
    'visit-cancelled': 'Canceló la visita.',
    'visit-arrived': 'Llegó a la visita.',
    'visit-left': { one: 'Terminó la visita: {count} minuto.', other: 'Terminó la visita: {count} minutos.' },
    'session-asked': 'Pidió autorización para una sesión remota con {tool}.',
    consented: 'Autorizó la sesión remota.',
    'consented-by-telephone': 'Anotó que autorizaron la sesión remota por teléfono.',
    'session-declined': 'No autorizó la sesión remota.',
    'session-started': 'Inició la sesión remota con {tool}.',
    'session-ended': {
      one: 'Terminó la sesión remota: {count} minuto.',
      other: 'Terminó la sesión remota: {count} minutos.',
    },
    'legal-hold-put': 'Puso retención legal: nada de este expediente se borra.',
    'legal-hold-lifted': 'Levantó la retención legal.',
    'erased.request':
      'Se borró por ley, a solicitud: {parts}. Fundamento: {basis}. Lo pidió {asked} y lo confirmó {confirmed}.',
    'erased.retention':
      'Se borró por ley, al terminar el tiempo de conservación: {parts}. Fundamento: {basis}. La regla la propuso {asked} y la confirmó {confirmed}.',
    'erased.acts': {
      one: 'Se borró por ley el texto personal de {count} acto. Fundamento: {basis}. Lo pidió {asked} y lo confirmó {confirmed}.',
      other:
        'Se borró por ley el texto personal de {count} actos. Fundamento: {basis}. Lo pidió {asked} y lo confirmó {confirmed}.',
    },
    'part.text': 'el texto personal',
    'part.files': 'los archivos',
    'part.contact': 'los datos de quien lo solicitó',
    'article-used': 'Lo resolvió con el artículo {article}: {title}.',
  },
  en: {
    resolved: 'Noted the solution: {type}, code {solution}.',
    'resolved-cause': 'Noted the solution: {type}, code {solution}; cause {cause}.',
    note: 'Wrote an internal note.',
    'note-carried': 'Brought an internal note from case {number}.',
    'requester-wrote': 'Wrote to the office.',
    'wrote-to-requester': 'Wrote to the requester.',
    'contact-wrote': 'A message came from an outside contact.',
    'wrote-to-contact': 'Wrote to an outside contact.',
    'message-carried': 'Brought a message from case {number}.',
    'linked.related': 'Related this case to {number}.',
    'linked.duplicate-of': 'Marked this case as a duplicate of {number}.',
    'linked.duplicated-by': 'Marked case {number} as a duplicate of this one.',
    'linked.parent-of': 'Made case {number} a child of this one.',
    'linked.child-of': 'Made this case a child of {number}.',
    'linked.caused-by': 'Noted that case {number} is the cause of this one.',
    'linked.causes': 'Noted that this case is the cause of {number}.',
    'linked.split-into': 'Split a part of this case into {number}.',
    'linked.split-from': 'This case was split from {number}.',
    unlinked: 'Removed the link with case {number}.',
    merged: 'Merged this case into {number}, where it goes on.',
    unmerged: 'Undid the merging with case {number}.',
    absorbed: 'Merged case {number} into this one.',
    parted: 'Case {number} is apart from this one again.',
    'visit-agreed': 'Agreed a visit for {at}; {name} attends.',
    'visit-rescheduled': 'Moved the visit to {at}; {name} attends.',
    'visit-cancelled': 'Cancelled the visit.',
    'visit-arrived': 'Arrived for the visit.',
    'visit-left': { one: 'Finished the visit: {count} minute.', other: 'Finished the visit: {count} minutes.' },
    'session-asked': 'Asked for consent to a remote session with {tool}.',
    consented: 'Consented to the remote session.',
    'consented-by-telephone': 'Noted that the remote session was consented to by telephone.',
    'session-declined': 'Declined the remote session.',
    'session-started': 'Started the remote session with {tool}.',
    'session-ended': {
      one: 'Ended the remote session: {count} minute.',
      other: 'Ended the remote session: {count} minutes.',
    },
    'legal-hold-put': 'Put a legal hold: nothing of this case is erased.',
    'legal-hold-lifted': 'Lifted the legal hold.',
    'erased.request': 'Erased by law, on request: {parts}. Basis: {basis}. {asked} asked and {confirmed} confirmed.',
    'erased.retention':
      'Erased by law, at the end of the time of retention: {parts}. Basis: {basis}. {asked} proposed the rule and {confirmed} confirmed it.',
    'erased.acts': {
      one: 'The personal text of {count} act was erased by law. Basis: {basis}. {asked} asked and {confirmed} confirmed.',
      other:
        'The personal text of {count} acts was erased by law. Basis: {basis}. {asked} asked and {confirmed} confirmed.',
    },
    'part.text': 'the personal text',
    'part.files': 'the files',
    'part.contact': 'the data of who asked',
    'article-used': 'Solved it with article {article}: {title}.',
    'conformity-given': 'Gave conformity with the result.',
    'conformity-rejected': 'Did not give conformity: the case is reopened.',
    'conformity-rejected-again': 'Did not give conformity again: the case is reopened and goes to the head.',
    rated: 'Rated the service {stars} of 5.',
  },
})
