import type { CasePanel } from '#src/cases/panels.ts'
import { readersOf } from '#src/cases/readers.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { icon } from '#src/web/components/icon.ts'
import type { View } from '#src/web/locale/time.ts'
import { words } from '../words.ts'
import { othersPresent, type Present } from './presence.store.ts'

/** Under the head of a case: who else has it open. The element (`web/elements/case-presence.js`) says that this page is open too. */
export const presencePanel: CasePanel = {
  place: 'head',
  order: 1,
  async draw(view, { deps, reading, person }) {
    const { file, institution } = reading
    if (file.status !== 'open') return null
    const others = await othersPresent(deps.shared ?? deps.db, file.id, person.id, deps.clock())
    return html`<case-presence id="presencia" data-turbo-permanent url="/expedientes/${file.number}/presencia" topic="presence:${file.number}" csrf="${person.csrf}" person="${person.id}"><div data-presence role="status">${presenceWords(view, others, institution.directory)}</div></case-presence>`
  },
}

/** Says who is there, in at most three names; nothing when nobody is. */
export function presenceWords(
  { locale }: View,
  others: readonly Present[],
  directory: InstitutionDirectory,
): HtmlFragment | '' {
  // Of whoever has left the institution meanwhile nothing is said.
  const here = others.filter(({ person }) => readersOf(directory, person).length > 0 && directory.personById(person))
  if (here.length === 0) return ''
  const names = here.slice(0, 3).map(({ person }) => directory.personName(person))
  if (here.length > 3) names.push(`+${here.length - 3}`)
  const list = new Intl.ListFormat(locale, { type: 'conjunction' }).format(names)
  const writing = here.find((each) => each.writing)
  return html`<p class="presence">${icon('people')}<span>${words(locale, here.length === 1 ? 'presence.one' : 'presence.many', { names: list })}${writing === undefined ? '' : html` <strong>${words(locale, 'presence.writing', { name: directory.personName(writing.person) })}</strong>`}</span></p>`
}
