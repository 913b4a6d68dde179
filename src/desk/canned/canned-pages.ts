import type { InstitutionDirectory, UnitId } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { badge } from '#src/web/components/badges.ts'
import { button, buttonLink, postButton } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { disclosure } from '#src/web/components/dialog.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { field } from '#src/web/components/field.ts'
import { errorSummary, form } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import { words } from '../words.ts'
import type { CannedRevision, CannedText } from './canned-text.store.ts'
import { PLACEHOLDERS } from './placeholders.ts'

const ROOT = '/respuestas-tipo'

export interface CannedListInput {
  readonly texts: readonly CannedText[]
  readonly directory: InstitutionDirectory
  /** Whether the person may write for some unit. */
  readonly writes: boolean
}

/** The canned texts that somebody uses or edits. */
export function cannedListPage(view: View, { texts, directory, writes }: CannedListInput): HtmlFragment {
  const { locale } = view
  const head = pageHead(view, {
    title: words(locale, 'canned'),
    lead: words(locale, 'canned.lead'),
    ...(writes
      ? {
          action: buttonLink({
            label: words(locale, 'canned.new'),
            href: `${ROOT}/nueva`,
            look: 'primary',
            icon: 'plus',
          }),
        }
      : {}),
  })
  if (texts.length === 0)
    return html`${head}${emptyState({ icon: 'note', title: words(locale, 'canned.empty'), text: words(locale, 'canned.empty-hint') })}`
  return html`${head}${table<CannedText>({
    caption: words(locale, 'canned'),
    rows: texts,
    columns: [
      {
        label: words(locale, 'canned.name'),
        head: true,
        cell: ({ id, title }) => html`<a href="${ROOT}/${id}">${title}</a>`,
      },
      { label: words(locale, 'canned.unit'), cell: ({ unit }) => unitName(view, directory, unit) },
      { label: words(locale, 'canned.language'), cell: ({ language }) => words(locale, `canned.language.${language}`) },
    ],
  })}`
}

export interface CannedFormInput {
  /** The text that is edited; null for a new one. */
  readonly text: CannedText | null
  readonly history: readonly CannedRevision[]
  readonly directory: InstitutionDirectory
  /** Units for which the person may write; whether for the institution too. */
  readonly units: readonly UnitId[]
  readonly everywhere: boolean
  readonly csrf: string
  readonly editable: boolean
  readonly sent?: { readonly message: string; readonly fields: Readonly<Record<string, string>> }
}

/** A canned text with its history, to be edited by whoever may. */
export function cannedFormPage(view: View, input: CannedFormInput): HtmlFragment {
  const { locale } = view
  const { text, editable } = input
  const title = text?.title ?? words(locale, 'canned.new')
  return html`${pageHead(view, {
    title,
    crumbs: [{ label: words(locale, 'canned'), href: ROOT }, { label: title }],
  })}${card({ body: editable ? editForm(view, input) : html`<p class="written">${text?.body ?? ''}</p>` })}${
    text !== null && editable
      ? html`<p>${postButton({ action: `${ROOT}/${text.id}/retirar`, csrf: input.csrf, fields: { revision: String(text.revision) }, label: words(locale, 'canned.retire'), look: 'quiet', icon: 'cross' })}</p>`
      : ''
  }${input.history.length === 0 ? '' : history(view, input)}`
}

function editForm(view: View, { text, directory, units, everywhere, csrf, sent }: CannedFormInput): HtmlFragment {
  const { locale } = view
  const fields = sent?.fields
  const choices = units.map((id) => ({ value: id, label: directory.unitById(id)?.name ?? id }))
  const known = PLACEHOLDERS.map((each) => `{${each}}`).join(' ')
  const languages = (['es', 'en'] as const).map((value) => ({
    value,
    label: words(locale, `canned.language.${value}`),
  }))
  return form(view, {
    action: text === null ? `${ROOT}/nueva` : `${ROOT}/${text.id}`,
    csrf,
    hidden: text === null ? {} : { revision: fields?.revision ?? String(text.revision) },
    errors: errorSummary(view, sent === undefined ? [] : [{ message: sent.message }]),
    draft: `respuesta-tipo-${text?.id ?? 'nueva'}`,
    body: html`${field(view, { name: 'titulo', label: words(locale, 'canned.name'), type: { kind: 'text' }, required: true, value: fields?.titulo ?? text?.title ?? '' })}${field(view, { name: 'texto', label: words(locale, 'canned.body'), help: words(locale, 'canned.body-help', { known }), type: { kind: 'long-text' }, required: true, value: fields?.texto ?? text?.body ?? '' })}${field(view, { name: 'dependencia', label: words(locale, 'canned.unit'), type: { kind: 'unit' }, required: !everywhere, choices, none: everywhere ? words(locale, 'canned.institution') : undefined, value: fields?.dependencia ?? text?.unit ?? '' })}${field(view, { name: 'idioma', label: words(locale, 'canned.language'), type: { kind: 'equipment' }, required: true, choices: languages, value: fields?.idioma ?? text?.language ?? locale })}`,
    submit: button({ label: words(locale, 'canned.save'), look: 'primary', icon: 'check' }),
  })
}

function history(view: View, input: CannedFormInput): HtmlFragment {
  const { locale } = view
  const items = input.history.map((each) =>
    disclosure({
      summary: `${each.revision}. ${each.title} · ${words(locale, 'canned.saved-by', { name: input.directory.personName(each.savedBy), at: formatInstant(view, each.savedAt) })}`,
      body: html`<p>${badge(unitName(view, input.directory, each.unit))}${each.retired ? badge(words(locale, 'canned.retired')) : ''}</p><p class="written">${each.body}</p>`,
    }),
  )
  return card({ title: words(locale, 'canned.history'), body: html`<div class="stack">${items}</div>` })
}

function unitName({ locale }: Pick<View, 'locale'>, directory: InstitutionDirectory, unit: UnitId | null): string {
  return unit === null ? words(locale, 'canned.institution') : (directory.unitById(unit)?.name ?? '—')
}
