import type { InstitutionDirectory } from '#src/people/types.ts'
import type { DeskAct } from '#src/procedure/index.ts'
import { defineCatalogue } from '#src/web/locale/catalogue.ts'
import type { Locale } from '#src/web/locale/locale.ts'

/** A desk act as the record of a case says it. */
export function deskSentence(body: DeskAct, _directory: InstitutionDirectory, locale: Locale): string {
  switch (body.kind) {
    case 'case-prioritised':
      return words(locale, 'prioritised', { priority: body.priority, impact: body.impact, urgency: body.urgency })
    case 'conformity-given':
      return words(locale, 'conformity-given')
    case 'conformity-rejected':
      return words(locale, body.count > 1 ? 'conformity-rejected-again' : 'conformity-rejected')
    case 'case-rated':
      return words(locale, 'rated', { stars: body.stars })
  }
}

const words = defineCatalogue({
  es: {
    prioritised: 'Fijó la prioridad {priority} (impacto {impact}, urgencia {urgency}).',
    'conformity-given': 'Dio su conformidad con el resultado.',
    'conformity-rejected': 'No dio su conformidad: el expediente se reabre.',
    'conformity-rejected-again': 'No dio su conformidad otra vez: el expediente se reabre y lo recibe la jefatura.',
    rated: 'Calificó la atención con {stars} de 5.',
  },
  en: {
    prioritised: 'Set priority {priority} (impact {impact}, urgency {urgency}).',
    'conformity-given': 'Gave conformity with the result.',
    'conformity-rejected': 'Did not give conformity: the case is reopened.',
    'conformity-rejected-again': 'Did not give conformity again: the case is reopened and goes to the head.',
    rated: 'Rated the service {stars} of 5.',
  },
})
