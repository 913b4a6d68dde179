import { mayResolve, resolveCase } from '#src/cases/desk/resolve-case.ts'
import type { SolutionCode } from '#src/cases/desk/solution-code.store.ts'
import type { CasePanel, PanelReading } from '#src/cases/panels.ts'
import { type CaseForm, send } from '#src/cases/routes/case-forms.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { button, hiddenFields } from '#src/web/components/button.ts'
import { card, facts } from '#src/web/components/card.ts'
import { deferredDisclosure } from '#src/web/components/deferred.ts'
import { field } from '#src/web/components/field.ts'
import { t } from '#src/web/locale/t.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import { resolutionWords as words } from './words.ts'

/** With what the case was resolved; asked of whoever attended it, in the open once it is closed. */
export const resolutionPanel: CasePanel = {
  place: 'side',
  order: 30,
  draw(view, input) {
    const { reading, person } = input
    const { file, version, institution } = reading
    const known = file.state.desk?.resolution
    const procedure = version.procedure(file.procedure)
    const asks =
      procedure !== null && file.status !== 'annulled' && mayResolve(procedure, file, person.id, institution.directory)
    if (known === undefined && !asks) return null
    const { codes } = institution.desk
    const { locale } = view
    const body = html`${known === undefined ? '' : factsOf(view, input, codes)}${asks ? asking(view, input, codes) : ''}`
    return card({ title: words(locale, 'title'), body, id: 'solucion' })
  },
}

/** The form of the panel: `/expedientes/:number/solucion`. */
export const resolutionForm: CaseForm = {
  path: 'solucion',
  done: (locale) => words(locale, 'noted.done'),
  run: (run) => {
    const { solucion = '', causa = '', detalle = '' } = run.post.fields
    return send(run, resolveCase, {
      solution: solucion,
      ...(causa === '' ? {} : { cause: causa }),
      ...(detalle.trim() === '' ? {} : { note: detalle }),
    })
  },
  sent: (_reading, post) => ({ fields: post.fields, note: post.fields.detalle }),
}

function factsOf(view: View, { reading }: PanelReading, codes: readonly SolutionCode[]): HtmlFragment {
  const { locale } = view
  const known = reading.file.state.desk!.resolution!
  const nameOf = (kind: SolutionCode['kind'], code: string) =>
    codes.find((each) => each.kind === kind && each.code === code)?.name ?? ''
  return facts([
    { term: words(locale, 'type'), value: known.type },
    { term: words(locale, 'solution'), value: `${known.solution} · ${nameOf('solution', known.solution)}` },
    {
      term: words(locale, 'cause'),
      value: known.cause === undefined ? words(locale, 'none') : nameOf('cause', known.cause) || known.cause,
    },
    {
      term: words(locale, 'noted'),
      value: `${known.by === null ? 'Ventanilla' : reading.institution.directory.personName(known.by)}, ${formatInstant(view, known.at)}`,
    },
  ])
}

function asking(view: View, input: PanelReading, codes: readonly SolutionCode[]): HtmlFragment {
  const { locale } = view
  const { file } = input.reading
  const known = file.state.desk?.resolution
  const refused = input.sent?.action === 'solucion' ? input.sent.what : undefined
  const typed = refused?.fields
  const offered = (kind: SolutionCode['kind']) => codes.filter((each) => each.kind === kind && each.retiredAt === null)
  const body = () =>
    html`<dirty-form key="${file.number}-solucion"><form class="form" novalidate method="post" action="/expedientes/${file.number}/solucion">${hiddenFields({ _csrf: input.person.csrf, clave: input.idempotencyKey })}${field(
      view,
      {
        name: 'solucion',
        label: words(locale, 'choose-solution'),
        type: { kind: 'unit' },
        none: t(locale, 'form.choose'),
        required: true,
        choices: offered('solution').map(({ code, type, name }) => ({
          value: code,
          label: `${type}: ${code} ${name}`,
        })),
        value: typed?.solucion ?? known?.solution ?? '',
        error: refused?.message,
      },
    )}${field(view, {
      name: 'causa',
      label: words(locale, 'cause'),
      type: { kind: 'unit' },
      choices: offered('cause').map(({ code, name }) => ({ value: code, label: name })),
      none: words(locale, 'none'),
      value: typed?.causa ?? known?.cause ?? '',
    })}${field(view, {
      name: 'detalle',
      label: words(locale, 'detail'),
      type: { kind: 'long-text' },
      value: typed?.detalle ?? '',
    })}<div class="form-submit">${button({ label: words(locale, 'save') })}</div></form></dirty-form>`
  if (known === undefined && file.status === 'closed')
    return html`<p class="muted">${words(locale, 'ask-closed')}</p>${body()}`
  return deferredDisclosure(view, {
    id: 'solucion',
    summary: words(locale, known === undefined ? 'note' : 'change'),
    open: refused !== undefined,
    body,
  })
}
