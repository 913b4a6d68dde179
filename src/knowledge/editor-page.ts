import type { ManualVersion } from '#src/cases/versions.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { attributes, type HtmlFragment, html } from '#src/platform/http/html.ts'
import { button, buttonLink, hiddenFields } from '#src/web/components/button.ts'
import { field } from '#src/web/components/field.ts'
import { errorSummary, type FormError } from '#src/web/components/form.ts'
import { icon } from '#src/web/components/icon.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import type { View } from '#src/web/locale/time.ts'
import { personalIn } from './personal-data.ts'
import { ARTICLES_PATH, articlePath } from './places.ts'
import { serviceKey } from './read-input.ts'
import type { ArticleFile } from './types.ts'
import { words } from './words.ts'

export interface EditorInput {
  /** Null for a new one. */
  readonly id: number | null
  readonly latest: number
  /** What the fields hold, by their names. */
  readonly fields: Readonly<Record<string, string>>
  readonly errors: readonly FormError[]
  readonly files: readonly ArticleFile[]
  /** Number of the case that the text comes from. */
  readonly fromCase: string | null
  /** Units for which the person may write. */
  readonly units: readonly string[]
  readonly directory: InstitutionDirectory
  readonly manuals: readonly ManualVersion[]
  readonly csrf: string
}

/** The form of an article. */
export function editorPage(view: View, input: EditorInput): HtmlFragment {
  const { id, fields, errors, fromCase, csrf, latest } = input
  const { locale } = view
  const title =
    id !== null
      ? words(locale, 'edit.title')
      : fromCase === null
        ? words(locale, 'new.title')
        : words(locale, 'new.from-case', { number: fromCase })
  const of = (name: string) => errors.find((error) => error.name === name)?.message
  const text = (
    name: string,
    label: 'title' | 'question' | 'solution' | 'keywords' | 'review-by',
    kind: 'text' | 'long-text' | 'date',
    required = false,
  ) =>
    field(view, {
      name,
      label: words(locale, `form.${label}`),
      type: kind === 'text' ? { kind: 'text' } : kind === 'date' ? { kind: 'date' } : { kind: 'long-text' },
      required,
      value: fields[name] ?? '',
      error: of(name),
      ...(label === 'review-by' ? {} : { help: words(locale, `form.${label}-help`) }),
    })
  return html`${pageHead(view, {
    title,
    lead: words(locale, 'new.lead'),
    crumbs: [
      { label: words(locale, 'title'), href: ARTICLES_PATH },
      ...(id === null ? [] : [{ label: String(id), href: articlePath(id) }]),
      { label: title },
    ],
  })}${personalNotice(view, input)}<dirty-form key="articulo-${id ?? `nuevo-${fromCase ?? ''}`}"><form class="form article-form" method="post" action="${id === null ? ARTICLES_PATH : articlePath(id)}" enctype="multipart/form-data" novalidate>${hiddenFields({ _csrf: csrf, version: String(latest), expediente: fromCase ?? '' })}${errorSummary(view, errors)}${text('titulo', 'title', 'text', true)}${text('pregunta', 'question', 'long-text')}${text('solucion', 'solution', 'long-text', true)}${text('palabras', 'keywords', 'text')}${unitField(view, input, of('dependencia'))}${reachFields(view, input)}${serviceFields(view, input)}${fileFields(view, input)}${text('revisar', 'review-by', 'date')}<div class="form-submit">${button({ label: words(locale, 'form.save'), look: 'primary' })}${buttonLink({ label: words(locale, 'first'), href: id === null ? ARTICLES_PATH : articlePath(id), look: 'quiet' })}</div></form></dirty-form>`
}

function personalNotice({ locale }: View, { fromCase, fields }: EditorInput): HtmlFragment {
  if (fromCase === null) return html``
  const found = personalIn(`${fields.titulo ?? ''}\n${fields.pregunta ?? ''}\n${fields.solucion ?? ''}`)
  return html`<div class="flash warning" role="note">${icon('alert')}<div><p><strong>${words(locale, 'form.personal-title')}.</strong> ${words(locale, 'form.personal')}</p>${found.length === 0 ? '' : html`<p>${words(locale, 'form.personal-found', { found: found.join(', ') })}</p>`}</div></div>`
}

function unitField(view: View, { units, directory, fields }: EditorInput, error: string | undefined): HtmlFragment {
  return field(view, {
    name: 'dependencia',
    label: words(view.locale, 'form.unit'),
    type: { kind: 'unit' },
    required: true,
    choices: units.map((id) => ({ value: id, label: directory.unitById(id)?.name ?? id })),
    value: fields.dependencia ?? '',
    error,
  })
}

function reachFields({ locale }: View, { fields, directory }: EditorInput): HtmlFragment {
  const forAll = fields.alcance !== 'dependencias'
  const choice = (value: string, label: 'form.for-all' | 'form.for-units', checked: boolean) =>
    html`<label class="choice-line"><input type="radio" name="alcance" value="${value}"${attributes({ checked })}><span>${words(locale, label)}</span></label>`
  const units = directory.rows.units.filter(({ closedOn }) => closedOn === null)
  return html`<fieldset class="field"><legend>${words(locale, 'form.for')}</legend>${choice('todos', 'form.for-all', forAll)}${choice('dependencias', 'form.for-units', !forAll)}<details${attributes({ open: !forAll })}><summary>${words(locale, 'form.units')}</summary><div class="check-columns">${units.map(({ id, name }) => checkbox(`unidad:${id}`, name, fields))}</div></details></fieldset>`
}

function serviceFields({ locale }: View, { fields, manuals }: EditorInput): HtmlFragment {
  const services = manuals.flatMap(({ code, manual }) =>
    manual.procedures
      .filter(({ starts }) => starts.some(({ kind }) => kind === 'request'))
      .map(({ number, title }) => ({ key: serviceKey({ manual: code, procedure: number }), title })),
  )
  if (services.length === 0) return html``
  const some = services.some(({ key }) => fields[`tramite:${key}`] !== undefined)
  return html`<fieldset class="field"><legend>${words(locale, 'form.services')}</legend><p class="help">${words(locale, 'form.services-help')}</p><details${attributes({ open: some })}><summary>${words(locale, 'fact.services')}</summary><div class="check-columns">${services.map(({ key, title }) => checkbox(`tramite:${key}`, title, fields))}</div></details></fieldset>`
}

function fileFields({ locale }: View, { files, fields }: EditorInput): HtmlFragment {
  const kept = files.map(({ id, name }) =>
    checkbox(`quitar:${id}`, words(locale, 'form.file-remove', { name }), fields),
  )
  return html`${kept.length === 0 ? '' : html`<fieldset class="field"><legend>${words(locale, 'form.files-kept')}</legend>${kept}</fieldset>`}<div class="field"><label for="campo-archivos">${words(locale, 'form.files')}</label><input type="file" id="campo-archivos" name="archivos" multiple></div>`
}

function checkbox(name: string, label: string, fields: EditorInput['fields']): HtmlFragment {
  return html`<label class="choice-line"><input type="checkbox" name="${name}" value="1"${attributes({ checked: fields[name] !== undefined })}><span>${label}</span></label>`
}
