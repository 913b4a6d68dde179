import type { InstitutionDirectory } from '#src/people/types.ts'
import type { DeskAct } from '#src/procedure/index.ts'
import { defineCatalogue } from '#src/web/locale/catalogue.ts'
import type { Locale } from '#src/web/locale/locale.ts'

/** A desk act as the record of a case says it. */
export function deskSentence(body: DeskAct, _directory: InstitutionDirectory, locale: Locale): string {
  switch (body.kind) {
    case 'case-prioritised':
      return words(locale, 'prioritised', { priority: body.priority, impact: body.impact, urgency: body.urgency })
    case 'case-resolved':
      return words(locale, body.cause === undefined ? 'resolved' : 'resolved-cause', {
        type: body.type,
        solution: body.solution,
        cause: body.cause ?? '',
      })
  }
}

const words = defineCatalogue({
  es: {
    prioritised: 'Fijó la prioridad {priority} (impacto {impact}, urgencia {urgency}).',
    resolved: 'Anotó la solución: {type}, código {solution}.',
    'resolved-cause': 'Anotó la solución: {type}, código {solution}; causa {cause}.',
  },
  en: {
    prioritised: 'Set priority {priority} (impact {impact}, urgency {urgency}).',
    resolved: 'Noted the solution: {type}, code {solution}.',
    'resolved-cause': 'Noted the solution: {type}, code {solution}; cause {cause}.',
  },
})
