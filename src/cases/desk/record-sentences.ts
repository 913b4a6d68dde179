import type { InstitutionDirectory } from '#src/people/types.ts'
import type { DeskAct } from '#src/procedure/index.ts'
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
  }
}
