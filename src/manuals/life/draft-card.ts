import type { VerbReading } from '#src/cases/verbs.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { button, buttonLink } from '#src/web/components/button.ts'
import { field } from '#src/web/components/field.ts'
import { form } from '#src/web/components/form.ts'
import type { View } from '#src/web/locale/time.ts'
import { checkText } from '../check-text.ts'
import { findDraftOfCase } from '../drafts/index.ts'
import type { Draft } from '../drafts/types.ts'
import { freeDrafts } from './free-drafts.ts'
import { words } from './words.ts'

/** On the card of `manuales.redactar`: the draft of the case and how it stands, or the ways to begin one. */
export async function draftCard(view: View, { deps, file, csrf }: VerbReading): Promise<HtmlFragment> {
  const draft = await findDraftOfCase(deps.db, file.id)
  if (draft !== null) return openDraft(view, draft, (await deps.institution(deps.db, deps.clock())).calendar)
  const { locale } = view
  const action = `/expedientes/${file.number}/borrador`
  const versions = await deps.manuals.inForce(deps.db, deps.clock())
  const free = await freeDrafts(deps.db)
  return html`<div class="stack"><p>${words(locale, 'draft.none')}</p>${form(view, {
    action,
    csrf,
    body: field(view, {
      name: 'desde',
      id: `campo-desde-${file.id}`,
      label: words(locale, 'draft.from'),
      type: { kind: 'person' },
      required: true,
      none: words(locale, 'draft.from-blank'),
      choices: versions.map((version) => ({
        value: version.code,
        label: words(locale, 'draft.from-version', version),
      })),
    }),
    submit: button({ label: words(locale, 'draft.begin'), icon: 'plus' }),
  })}${
    free.length === 0
      ? ''
      : form(view, {
          action,
          csrf,
          body: field(view, {
            name: 'borrador',
            id: `campo-borrador-${file.id}`,
            label: words(locale, 'draft.choose'),
            type: { kind: 'person' },
            required: true,
            none: words(locale, 'draft.choose-none'),
            choices: free.map(({ id, code, title }) => ({
              value: id,
              label: [code, title ?? words(locale, 'draft.untitled')].filter(Boolean).join(' · '),
            })),
            help: words(locale, 'draft.or-choose'),
          }),
          submit: button({ label: words(locale, 'draft.bring') }),
        })
  }</div>`
}

function openDraft(view: View, draft: Draft, calendar: Parameters<typeof checkText>[1]): HtmlFragment {
  const { locale } = view
  const { findings } = checkText(draft.source, calendar)
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const state =
    errors > 0
      ? words(locale, 'draft.state-errors', { count: errors })
      : findings.length > 0
        ? words(locale, 'draft.state-warnings', { count: findings.length })
        : words(locale, 'draft.state-sound')
  return html`<div class="stack"><p><strong>${draft.title ?? words(locale, 'draft.untitled')}</strong> <span class="number">${draft.code ?? ''}</span></p><p>${state}</p>${buttonLink({ label: words(locale, 'draft.open'), href: `/manuales/borradores/${draft.id}`, icon: 'pen' })}</div>`
}
