import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { Refusal } from '#src/platform/refusal.ts'
import { badge } from '#src/web/components/badges.ts'
import { button, buttonLink } from '#src/web/components/button.ts'
import { card, facts, columns as sideBySide } from '#src/web/components/card.ts'
import { errorSummary, form } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { formatDate, type View } from '#src/web/locale/time.ts'
import type { Fields } from '../admin/field.ts'
import { drawField } from '../http/admin-form.ts'
import type { InstitutionDirectory, Person, Stretch } from '../types.ts'
import { directoryWords as words } from './directory-words.ts'
import { personLink } from './tree-page.ts'

export interface PersonPage {
  readonly person: Person
  readonly directory: InstitutionDirectory
  /** It is the reader. */
  readonly own: boolean
  /** The reader may record absences: of oneself, of one's people, or as an administrator. */
  readonly mayRecord: boolean
  readonly administrator: boolean
}

/** A person as colleagues see one: posts, how to reach, away or not; absences and deputies for oneself and the head. */
export function personPageBody(view: View, input: PersonPage): HtmlFragment {
  const { locale } = view
  const { person, directory, own, mayRecord, administrator } = input
  const unit = directory.unitOf(person.id)
  const posts = directory.actingPostsOf(person.id)
  return html`${pageHead(view, {
    title: person.name,
    lead: unit?.name ?? '',
    ...(directory.away(person.id) ? { status: badge(words(locale, 'absent')) } : {}),
    crumbs: [
      { label: words(locale, 'title'), href: '/directorio' },
      ...(unit === null ? [] : [{ label: unit.code, href: `/directorio/dependencias/${unit.id}` }]),
      { label: person.name },
    ],
    ...(mayRecord
      ? {
          action: html`${administrator ? buttonLink({ label: words(locale, 'administer'), href: `/administracion/personas/${person.id}` }) : ''}${buttonLink({ label: words(locale, 'absences.new'), href: `/directorio/personas/${person.id}/ausencias/nueva`, look: 'primary', icon: 'plus' })}`,
        }
      : {}),
  })}${sideBySide(
    [
      card({
        title: words(locale, 'posts'),
        body:
          posts.length === 0
            ? html`<p class="muted">${words(locale, 'posts.none')}</p>`
            : html`<ul class="posts">${posts.map(
                ({ id, title, unit: where, standsInFor }) =>
                  html`<li><p class="post-title">${title}</p><p class="muted">${where}${standsInFor === null ? stretchOfPost(view, directory, person.id, id) : standsInFor === 'position' ? html` · ${words(locale, 'deputies')}` : html` · ${words(locale, 'deputies.does', { name: directory.personName(standsInFor) })}`}</p></li>`,
              )}</ul>`,
      }),
      ...(mayRecord ? [absencesCard(view, input), deputiesCard(view, input)] : []),
    ],
    [
      card({
        title: words(locale, 'contact'),
        body: facts([
          {
            term: words(locale, 'email'),
            value:
              person.email === null
                ? '—'
                : html`<a href="mailto:${encodeURIComponent(person.email)}">${person.email}</a>`,
          },
          { term: words(locale, 'phone'), value: person.phone ?? '—' },
          { term: words(locale, 'extension'), value: person.extension ?? '—' },
          ...(unit === null
            ? []
            : [
                {
                  term: words(locale, 'unit'),
                  value: html`<a href="/directorio/dependencias/${unit.id}">${unit.name}</a>`,
                },
              ]),
        ]),
      }),
      ...(mayRecord
        ? [card({ body: html`<p class="muted">${words(locale, own ? 'absences.lead' : 'head-records')}</p>` })]
        : []),
    ],
  )}`
}

function stretchOfPost(view: View, directory: InstitutionDirectory, person: string, post: string): HtmlFragment | '' {
  const { today, rows } = directory
  const tenure = rows.tenures.find(
    (row) =>
      row.person === person && row.position === post && row.from <= today && (row.until === null || row.until >= today),
  )
  return tenure === undefined ? '' : html` · ${stretchText(view, tenure)}`
}

export function stretchText(view: View, { from, until }: Stretch): string {
  const { locale } = view
  return until === null
    ? words(locale, 'since', { from: formatDate(view, from) })
    : words(locale, 'since-until', { from: formatDate(view, from), until: formatDate(view, until) })
}

function absencesCard(view: View, { person, directory, own }: PersonPage): HtmlFragment {
  const { locale } = view
  const rows = directory.rows.absences.filter((row) => row.person === person.id).toReversed()
  const open = (row: Stretch) => row.until === null || row.until >= directory.today
  return card({
    title: words(locale, own ? 'absences.mine' : 'absences'),
    body:
      rows.length === 0
        ? html`<p class="muted">${words(locale, 'absences.none')}</p>`
        : html`<ul class="holders">${rows.slice(0, 30).map((row) => html`<li>${stretchText(view, row)}${row.reason === null ? '' : html` · ${row.reason}`}${open(row) ? html` · <a href="/directorio/personas/${person.id}/ausencias/${row.id}/fin" aria-label="${words(locale, 'absences.end')}: ${stretchText(view, row)}">${words(locale, 'absences.end')}</a>` : ''}</li>`)}</ul>`,
  })
}

function deputiesCard(view: View, { person, directory }: PersonPage): HtmlFragment {
  const { locale } = view
  const { rows, today } = directory
  const posts = new Set(directory.positionsOf(person.id).map(({ id }) => id))
  const current = rows.deputies.filter(({ until }) => until === null || until >= today)
  const forMe = current.filter(
    (row) => row.forPerson === person.id || (row.forPosition !== null && posts.has(row.forPosition)),
  )
  const byMe = current.filter((row) => row.person === person.id)
  const lines = [
    ...forMe.map(
      (row) =>
        html`<li>${personLink(directory, row.person)} · ${stretchText(view, row)}${row.forPosition === null ? '' : html` · ${directory.nameOf(row.forPosition)?.post ?? ''}`}</li>`,
    ),
    ...byMe.map(
      (row) =>
        html`<li>${words(locale, 'deputies.does', { name: row.forPerson === null ? (directory.nameOf(row.forPosition!)?.post ?? '') : directory.personName(row.forPerson) })} · ${stretchText(view, row)}</li>`,
    ),
  ]
  return card({
    title: words(locale, 'deputies'),
    body:
      lines.length === 0
        ? html`<p class="muted">${words(locale, 'deputies.none')}</p>`
        : html`<ul class="holders">${lines}</ul>`,
  })
}

export interface AbsenceForm {
  readonly person: Person
  readonly directory: InstitutionDirectory
  readonly csrf: string
  readonly fields: Fields
  readonly values: Readonly<Record<string, unknown>>
  readonly refusal?: Refusal
  /** What it would do, once it was asked for. */
  readonly effect?: readonly string[]
  readonly action: string
  readonly ending: boolean
}

/** The form of an absence, or of its end; with the effect, what was filled in can only be saved or changed. */
export function absenceFormBody(view: View, input: AbsenceForm): HtmlFragment {
  const { locale } = view
  const { person, directory, csrf, fields, values, refusal, effect, action, ending } = input
  const own = `/directorio/personas/${person.id}`
  const title = ending ? words(locale, 'absences.end-title') : words(locale, 'absences.new')
  const faults = refusal?.fields ?? {}
  const errors = Object.entries(faults).map(([name, fault]) => ({
    name,
    label: fields[name]?.[locale],
    message: fault[locale],
  }))
  const head = pageHead(view, {
    title,
    lead: person.name,
    crumbs: [
      { label: words(locale, 'title'), href: '/directorio' },
      { label: person.name, href: own },
      { label: title },
    ],
  })
  const kept = Object.fromEntries(Object.keys(fields).map((name) => [name, String(values[name] ?? '')]))
  if (effect !== undefined)
    return html`${head}${card({
      title: words(locale, 'effect'),
      body: html`<ul class="effect">${effect.map((line) => html`<li>${line}</li>`)}</ul>${form(view, {
        action,
        csrf,
        hidden: kept,
        body: html``,
        submit: html`${button({ label: words(locale, 'save'), look: 'primary', icon: 'check', name: 'paso', value: 'guardar' })}${button({ label: words(locale, 'change'), name: 'paso', value: 'cambiar' })}`,
      })}`,
    })}`
  return html`${head}${card({
    body: form(view, {
      action,
      csrf,
      errors: errorSummary(view, errors.length > 0 || !refusal ? errors : [{ message: refusal[locale] }]),
      body: Object.entries(fields).map(([name, each]) =>
        drawField(locale, name, each, { value: values[name], error: faults[name]?.[locale], directory }),
      ),
      submit: html`${button({ label: ending ? words(locale, 'absences.end-title') : words(locale, 'see-effect'), look: 'primary', name: 'paso', value: ending ? 'guardar' : 'ver' })}${buttonLink({ label: words(locale, 'cancel'), href: own, look: 'quiet' })}`,
    }),
  })}`
}
