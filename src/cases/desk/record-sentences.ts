import type { InstitutionDirectory } from '#src/people/types.ts'
import type { DeskAct } from '#src/procedure/index.ts'
import { defineCatalogue } from '#src/web/locale/catalogue.ts'
import type { Locale } from '#src/web/locale/locale.ts'

/** A desk act as the record of a case says it. */
export function deskSentence(body: DeskAct, _directory: InstitutionDirectory, locale: Locale): string {
  switch (body.kind) {
    case 'case-prioritised':
      return words(locale, 'prioritised', { priority: body.priority, impact: body.impact, urgency: body.urgency })
    case 'article-used':
      return words(locale, 'article-used', { article: body.article, title: body.title })
  }
}

const words = defineCatalogue({
  es: {
    prioritised: 'Fijó la prioridad {priority} (impacto {impact}, urgencia {urgency}).',
    'article-used': 'Lo resolvió con el artículo {article}: {title}.',
  },
  en: {
    prioritised: 'Set priority {priority} (impact {impact}, urgency {urgency}).',
    'article-used': 'Solved it with article {article}: {title}.',
  },
})
