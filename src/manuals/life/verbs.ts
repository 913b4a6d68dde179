import type { VerbReading, Verbs } from '#src/cases/verbs.ts'
import type { FileStore } from '#src/platform/files/file-store.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { buttonLink } from '#src/web/components/button.ts'
import type { View } from '#src/web/locale/time.ts'
import { draftCard } from './draft-card.ts'
import { issueDocument } from './issue-document.ts'
import { makeKnown } from './make-known.ts'
import { readPlan } from './move.store.ts'
import { moveCases, prepareMove } from './move-cases.ts'
import { publishApproved } from './publish-approved.ts'
import { soundDraft } from './sound-draft.ts'
import { words } from './words.ts'

/** The verbs by which the manual about manuals does what it orders. */
export function lifeVerbs(files: FileStore): Verbs {
  return {
    'manuales.redactar': {
      prepare: async (call, { file }) => {
        await soundDraft(call, call.tx, file.id)
        return []
      },
      card: draftCard,
    },
    'manuales.emitir': {
      prepare: (call, work) => issueDocument(call, work, files),
      card: async (view, reading) => html`${await draftCard(view, reading)}<p>${words(view.locale, 'issue.text')}</p>`,
    },
    'manuales.publicar': {
      perform: publishApproved,
      card: async (view) => html`<p>${words(view.locale, 'publish.text')}</p>`,
    },
    'manuales.difundir': { perform: makeKnown },
    'manuales.preparar-traslado': { perform: prepareMove, card: moveCard },
    'manuales.revisar-traslado': { card: moveCard },
    'manuales.trasladar': { perform: moveCases, card: moveCard },
  }
}

async function moveCard({ locale }: View, { deps, file }: VerbReading): Promise<HtmlFragment> {
  const plan = await readPlan(deps.db, file.id)
  const state =
    plan === null
      ? words(locale, 'move.card-missing')
      : plan.doneAt === null
        ? words(locale, 'move.card-prepared')
        : words(locale, 'move.card-done', { count: plan.moved ?? 0 })
  return html`<div class="stack"><p>${state}</p>${buttonLink({ label: words(locale, 'move.open'), href: `/expedientes/${file.number}/traslado`, icon: 'manual' })}</div>`
}
