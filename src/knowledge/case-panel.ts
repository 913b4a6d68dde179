import type { CasePanel, PanelReading } from '#src/cases/panels.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { buttonLink } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import type { View } from '#src/web/locale/time.ts'
import { unitsOf } from './permissions.ts'
import { ARTICLES_PATH, articlePath } from './places.ts'
import { words } from './words.ts'

/**
 * Knowledge on the page of a case, for those who attend to it: which articles may help (a frame that the browser asks for once the page
 * stands, so that the page itself costs nothing more), which one solved it, and the button that makes one of a solved case.
 */
export const knowledgePanel: CasePanel = { place: 'side', order: 60, draw }

function draw(view: View, { reading, person }: PanelReading): HtmlFragment | null {
  const { file, institution } = reading
  const units = unitsOf(institution.directory, person.id)
  // Who asked and does nothing else here needs no articles for agents.
  if (units.length === 0 || !attends(reading, units, person.id)) return null
  const { locale } = view
  const used = file.state.desk?.articles ?? []
  const path = `/expedientes/${file.number}/articulos`
  return card({
    title: words(locale, 'case.title'),
    body: html`${used.map((id) => html`<p>${words(locale, 'case.used-already')}: <a href="${articlePath(id)}">${id}</a></p>`)}<turbo-frame id="articulos-del-caso" src="${path}" loading="lazy" target="_top"><p><a href="${path}">${words(locale, 'case.load')}</a></p></turbo-frame>${
      file.status === 'closed'
        ? html`<p class="muted">${words(locale, 'case.make-lead')}</p><p>${buttonLink({ label: words(locale, 'case.make'), href: `${ARTICLES_PATH}/nuevo?expediente=${file.number}`, icon: 'book' })}</p>`
        : ''
    }`,
  })
}

/** Whether the person works in a unit that took part, and is not just who asked. */
function attends({ file, institution }: PanelReading['reading'], units: readonly string[], person: string): boolean {
  const { directory } = institution
  const roles = [
    ...file.state.tasks.flatMap(({ tray }) => (tray === null || tray.position === null ? [] : [tray.position])),
  ]
  const ofTask = roles.some((position) => units.includes(directory.postById(position)?.unit ?? ''))
  const done = Object.values(file.state.completed).some(
    ({ by }) => by.kind === 'person' && (by.person === person || units.includes(directory.unitOf(by.person)?.id ?? '')),
  )
  return ofTask || (done && file.requesterPerson !== person)
}
