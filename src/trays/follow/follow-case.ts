import type { CasePanel } from '#src/cases/panels.ts'
import type { CaseForm } from '#src/cases/routes/case-forms.ts'
import { html } from '#src/platform/http/html.ts'
import { postButton } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { words } from '../words.ts'
import { followCase, follows, unfollowCase } from './follower.store.ts'

/** On the page of a case: whether one follows it, and the button for the other. */
export const followPanel: CasePanel = {
  place: 'side',
  order: 80,
  async draw({ locale }, { deps, reading, person }) {
    const followed = await follows(deps.shared ?? deps.db, person.id, reading.file.id)
    const action = `/expedientes/${reading.file.number}/${followed ? 'dejar-de-seguir' : 'seguir'}`
    const label = words(locale, followed ? 'unfollow' : 'follow')
    return card({
      title: words(locale, 'follow.title'),
      body: html`<p class="muted">${words(locale, followed ? 'follow.on' : 'follow.help')}</p>${postButton({ action, csrf: person.csrf, label, small: true })}`,
    })
  },
}

/** The two forms of that panel. */
export const followForms: readonly CaseForm[] = [
  {
    path: 'seguir',
    done: (locale) => words(locale, 'followed.done'),
    notice: true,
    run: ({ deps, person, reading }) => followCase(deps.db, person, reading.file.id, deps.clock()),
    sent: () => ({}),
  },
  {
    path: 'dejar-de-seguir',
    done: (locale) => words(locale, 'unfollowed.done'),
    notice: true,
    run: ({ deps, person, reading }) => unfollowCase(deps.db, person, reading.file.id),
    sent: () => ({}),
  },
]
