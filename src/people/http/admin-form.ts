import { attributes, type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { Refusal } from '#src/platform/refusal.ts'
import { button, buttonLink } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { type FieldInput, field, fieldId } from '#src/web/components/field.ts'
import { errorSummary, form } from '#src/web/components/form.ts'
import { icon } from '#src/web/components/icon.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import { t } from '#src/web/locale/t.ts'
import type { AnyAdminCommand, Prefill } from '../admin/command.ts'
import type { Field } from '../admin/field.ts'
import type { OpenTasks } from '../directory-pages/absence-effect.ts'
import type { InstitutionDirectory } from '../types.ts'
import { adminWords } from './admin-words.ts'

export interface AdminForm {
  readonly locale: Locale
  readonly csrf: string
  readonly command: AnyAdminCommand
  /** Where it posts: this page's own path. */
  readonly action: string
  readonly prefill: Prefill
  readonly directory: InstitutionDirectory
  /** What was typed, when it was refused. */
  readonly typed?: Readonly<Record<string, unknown>>
  readonly refusal?: Refusal
  /** Claimed tasks of a person who leaves a position. */
  readonly tasks?: OpenTasks
}

/** The form of a command, with what was typed and the faults beside their fields. */
export function adminForm({
  locale,
  csrf,
  command,
  action,
  prefill,
  directory,
  typed,
  refusal,
  tasks,
}: AdminForm): HtmlFragment {
  const values = typed ?? prefill.values
  const heading = command.words[locale]
  const entries = Object.entries(command.fields)
  const faults = refusal?.fields ?? {}
  const errors = Object.entries(faults).map(([name, fault]) => ({
    name,
    label: command.fields[name]?.[locale],
    message: fault[locale],
  }))
  const view = { locale }
  const hidden = Object.fromEntries(
    entries
      .filter(([, { kind }]) => kind === 'hidden')
      .map(([name]) => [name, values[name] == null ? '' : String(values[name])]),
  )
  const whole = form(view, {
    action,
    csrf,
    hidden,
    errors: errorSummary(view, errors.length > 0 || !refusal ? errors : [{ message: refusal[locale] }]),
    body: entries
      .filter(([, { kind }]) => kind !== 'hidden')
      .map(([name, each]) =>
        drawField(locale, name, each, { value: values[name], error: faults[name]?.[locale], directory }),
      ),
    submit: html`${button({ label: command.words.button[locale], look: 'primary' })} ${buttonLink({ label: adminWords(locale, 'cancel'), href: prefill.back, look: 'quiet' })}`,
  })
  const crumbs = [
    { label: adminWords(locale, 'title'), href: '/administracion' },
    ...(prefill.about ? [{ label: prefill.about, href: prefill.back }] : []),
    { label: heading },
  ]
  // Turbo shows no answer to a form but a redirect or a refusal.
  const sent = command.givesPassword ? html`<div data-turbo="false">${whole}</div>` : whole
  return html`${pageHead(view, { title: heading, lead: prefill.about, crumbs })}${tasks === undefined ? '' : leavingNotice(locale, tasks)}${card({ body: sent })}`
}

/** What is claimed in the name of whoever leaves, and where it goes. */
function leavingNotice(locale: Locale, { own, byRole }: OpenTasks): HtmlFragment {
  if (own === 0) return html`<p class="muted">${adminWords(locale, 'leaving.none')}</p>`
  return card({
    title: adminWords(locale, 'leaving', { count: own }),
    body: html`<p>${adminWords(locale, 'leaving.text')}</p><ul class="effect">${byRole.map(({ role, count }) => html`<li>${role}: ${String(count)}</li>`)}</ul>`,
  })
}

interface Drawn {
  readonly value: unknown
  readonly error: string | undefined
  readonly directory: InstitutionDirectory
}

/** One field of a form, with what was typed and its fault. */
export function drawField(
  locale: Locale,
  name: string,
  each: Field<unknown>,
  { value, error, directory }: Drawn,
): HtmlFragment {
  if (each.kind === 'choices') return checkboxes(locale, name, each, { value, error, directory })
  if (each.kind === 'choice') return select(locale, name, each, { value, error, directory })
  const written = Array.isArray(value) ? value.join('\n') : value == null ? '' : String(value)
  return field(
    { locale },
    {
      name,
      label: each[locale],
      type: TYPES[each.kind],
      required: each.required,
      help: each.help?.[locale],
      error,
      value: written,
    },
  )
}

const TYPES: Readonly<Record<Exclude<Field<unknown>['kind'], 'choice' | 'choices'>, FieldInput['type']>> = {
  text: { kind: 'text' },
  lines: { kind: 'long-text' },
  date: { kind: 'date' },
  time: { kind: 'time' },
  number: { kind: 'number' },
  hidden: { kind: 'text' },
}

function select(locale: Locale, name: string, each: Field<unknown>, { value, error, directory }: Drawn): HtmlFragment {
  const id = fieldId(name)
  const options = each.options?.(directory) ?? []
  const written = value == null ? '' : String(value)
  // A choice that is no longer offered stays, so that nothing changes unseen.
  const gone =
    written !== '' && !options.some((option) => option.value === written)
      ? [{ value: written, label: nameOf(directory, written) }]
      : []
  const about = [each.help ? `${id}-ayuda` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return html`<div class="field width-middle ${error ? 'invalid' : ''}"><label for="${id}">${each[locale]}${each.required ? '' : html` <span class="optional">${t(locale, 'form.optional')}</span>`}</label>${each.help ? html`<p class="help" id="${id}-ayuda">${each.help[locale]}</p>` : ''}${error ? html`<p class="field-error" id="${id}-error">${icon('alert')}<span>${error}</span></p>` : ''}<select${attributes({ id, name, required: each.required, 'aria-describedby': about || undefined, 'aria-invalid': error ? 'true' : undefined })}><option value="">${t(locale, 'form.choose')}</option>${[...gone, ...options].map((option) => html`<option${attributes({ value: option.value, selected: option.value === written })}>${option.label}</option>`)}</select></div>`
}

const nameOf = (directory: InstitutionDirectory, id: string): string =>
  directory.unitById(id)?.name ?? directory.postById(id)?.title ?? directory.personName(id)

function checkboxes(
  locale: Locale,
  name: string,
  each: Field<unknown>,
  { value, error, directory }: Drawn,
): HtmlFragment {
  const chosen = new Set(Array.isArray(value) ? value : value == null ? [] : [value])
  const id = fieldId(name)
  return html`<fieldset class="field ${error ? 'invalid' : ''}"><legend>${each[locale]}</legend>${error ? html`<p class="field-error" id="${id}-error">${error}</p>` : ''}
<div class="radios">${(each.options?.(directory) ?? []).map(
    (option, at) =>
      html`<label class="radio"><input type="checkbox" id="${at === 0 ? id : `${id}-${at}`}" name="${name}" value="${option.value}"${chosen.has(option.value) ? html` checked` : ''}><span>${option.label}</span></label>`,
  )}</div></fieldset>`
}
