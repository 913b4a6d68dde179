import type { CasePanel } from '#src/cases/panels.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { icon } from '#src/web/components/icon.ts'
import type { View } from '#src/web/locale/time.ts'
import { words } from '../words.ts'
import type { Present } from './presence.store.ts'

/** Under the head of a case: which other officials have it open. The element (`web/elements/case-presence.js`) says that this page is open too. */
export const presencePanel: CasePanel = {
  place: 'head',
  order: 1,
  draw(_view, { reading: { file, part }, person }) {
    // Whoever asked for the case is not told who works on it at this moment.
    if (file.status !== 'open' || part !== 'official') return null
    // Who is there the element asks for at once: reading it here would be paid by every page of a case.
    return html`<case-presence id="presencia" data-turbo-permanent url="/expedientes/${file.number}/presencia" topic="presence:${file.number}" csrf="${person.csrf}" person="${person.id}"><div data-presence role="status"></div></case-presence>`
  },
}

/** Says who is there, in at most three names; nothing when nobody is. */
export function presenceWords(
  { locale }: View,
  others: readonly Present[],
  directory: InstitutionDirectory,
): HtmlFragment | '' {
  // Of whoever has left the institution meanwhile nothing is said.
  const here = others.filter(({ person }) => directory.activePeople.some(({ id }) => id === person))
  if (here.length === 0) return ''
  const names = here.slice(0, 3).map(({ person }) => directory.personName(person))
  if (here.length > 3) names.push(`+${here.length - 3}`)
  const list = new Intl.ListFormat(locale, { type: 'conjunction' }).format(names)
  const writing = here.find((each) => each.writing)
  return html`<p class="presence">${icon('people')}<span>${words(locale, here.length === 1 ? 'presence.one' : 'presence.many', { names: list })}${writing === undefined ? '' : html` <strong>${words(locale, 'presence.writing', { name: directory.personName(writing.person) })}</strong>`}</span></p>`
}
