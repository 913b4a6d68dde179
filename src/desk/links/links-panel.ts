import type { CasePanel, PanelReading } from '#src/cases/panels.ts'
import type { Sent } from '#src/cases/sent.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { Link, Relation } from '#src/procedure/index.ts'
import { statusBadge } from '#src/web/components/badges.ts'
import { button, buttonLink, hiddenFields } from '#src/web/components/button.ts'
import { card, fileList } from '#src/web/components/card.ts'
import { deferredDisclosure } from '#src/web/components/deferred.ts'
import { field } from '#src/web/components/field.ts'
import { flash } from '#src/web/components/flash.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import type { Around, OtherCase } from '../around.store.ts'
import { aroundOf } from '../around-of.ts'
import { words } from '../words.ts'
import { RELATIONS } from './link-cases.ts'

/** Where a merged case goes on, and what whoever ends a case with open children should know. Above everything else. */
export const standingPanel: CasePanel = {
  place: 'top',
  order: 0,
  async draw(view, input) {
    const { file, part } = input.reading
    const { merged, links = [] } = file.state.desk ?? {}
    if (merged !== undefined) return mergedCard(view, input, await aroundOf(input))
    if (part !== 'official' || file.status !== 'open' || !links.some(({ relation }) => relation === 'parent-of'))
      return null
    const children = childrenOf(links, await aroundOf(input))
    const count = children.filter(({ status }) => status === 'open').length
    if (count === 0) return null
    return flash(view, { kind: 'warning', text: words(view.locale, 'children-open', { count }) })
  },
}

/** Cases that are linked to a case or merged into it, for officials. */
export const linksPanel: CasePanel = {
  place: 'side',
  order: 20,
  async draw(view, input) {
    const { file, part } = input.reading
    if (part !== 'official') return null
    const { links = [], absorbed = [] } = file.state.desk ?? {}
    const around = await aroundOf(input)
    const shown = links.flatMap((link) => {
      const other = around.cases.find(({ number }) => number === link.number)
      return other === undefined ? [] : [{ link, other }]
    })
    const merged = absorbed.flatMap(({ number }) => around.cases.filter((each) => each.number === number))
    const rows = [
      ...shown.map(({ link, other }) => linkRow(view, input, link, other)),
      ...merged.map((other) => html`<li>${otherCase(view, words(view.locale, 'link.absorbed'), other)}</li>`),
    ]
    const body = html`${rows.length === 0 ? html`<p class="muted">${words(view.locale, 'links.none')}</p>` : html`<ul class="links">${rows}</ul>`}${progress(view, links, around)}${absorbedFiles(view, around)}<div class="stack">${file.state.desk?.merged === undefined ? forms(view, input) : ''}</div>`
    return card({ title: words(view.locale, 'links'), body })
  },
}

function childrenOf(links: readonly Link[], around: Around): readonly OtherCase[] {
  const children = links.filter(({ relation }) => relation === 'parent-of').map(({ number }) => number)
  return around.cases.filter(({ number }) => children.includes(number))
}

function progress(view: View, links: readonly Link[], around: Around): HtmlFragment | '' {
  const children = childrenOf(links, around)
  if (children.length === 0) return ''
  const done = children.filter(({ status }) => status !== 'open').length
  const text = words(view.locale, 'link.progress', { done, count: children.length })
  return html`<p class="link-progress"><progress max="${children.length}" value="${done}" aria-label="${text}"></progress><span>${text}</span></p>`
}

function linkRow(view: View, input: PanelReading, { relation, number }: Link, other: OtherCase): HtmlFragment {
  const refused = sentFor(input, 'desvincular')
  const own = refused?.fields?.otro === number && refused.fields.relacion === relation ? refused : undefined
  const id = `${relation}-${number}`
  return html`<li>${otherCase(view, relationName(view, relation), other)}${deferredDisclosure(view, {
    id: `quitar-${id}`,
    look: 'plain',
    summary: words(view.locale, 'link.remove'),
    open: own !== undefined,
    body: () =>
      html`<form class="form" novalidate method="post" action="/expedientes/${input.reading.file.number}/desvincular">${hiddenFields({ _csrf: input.person.csrf, clave: `${input.idempotencyKey}-${id}`, otro: number, relacion: relation })}${field(view, { name: 'motivo', id: `quitar-${id}`, label: words(view.locale, 'link.remove-reason'), type: { kind: 'text' }, required: true, value: own?.fields?.motivo ?? '', error: own?.message })}<div class="form-submit">${button({ label: words(view.locale, 'link.remove'), small: true })}</div></form>`,
  })}</li>`
}

function otherCase(view: View, relation: string, { number, title, status, rows }: OtherCase): HtmlFragment {
  const place =
    status !== 'open' || rows.length === 0
      ? ''
      : words(view.locale, 'link.at-rows', { count: rows.length, rows: rows.join(', ') })
  return html`<span class="link-relation">${relation}</span><a href="/expedientes/${number}"><span class="number">${number}</span> ${title}</a><span class="link-state">${statusBadge(view, status)}<span class="muted">${place}</span></span>`
}

export function relationName({ locale }: Pick<View, 'locale'>, relation: Relation): string {
  return words(locale, `link.${relation}`)
}

function absorbedFiles(view: View, { files }: Around): HtmlFragment | '' {
  if (files.length === 0) return ''
  const items = files.map(({ id, name, number }) => ({ name, href: `/archivos/${id}`, note: number }))
  return html`<h3>${words(view.locale, 'absorbed.files')}</h3>${fileList(view, items)}`
}

function forms(view: View, input: PanelReading): HtmlFragment[] {
  const { number, status } = input.reading.file
  return [
    linkForm(view, input),
    ...(status === 'open' ? [mergeForm(view, input)] : []),
    buttonLink({
      label: words(view.locale, 'split'),
      href: `/expedientes/${number}/separar`,
      look: 'quiet',
      icon: 'cases',
    }),
  ]
}

function linkForm(view: View, input: PanelReading): HtmlFragment {
  const { locale } = view
  const { number } = input.reading.file
  const refused = sentFor(input, 'vincular')
  const choices = () => RELATIONS.map((value) => ({ value, label: relationName(view, value) }))
  return deferredDisclosure(view, {
    id: 'vincular',
    summary: words(locale, 'link.add'),
    open: refused !== undefined,
    body: () =>
      html`<form class="form" novalidate method="post" action="/expedientes/${number}/vincular">${hiddenFields({ _csrf: input.person.csrf, clave: `${input.idempotencyKey}-vincular` })}${field(view, { name: 'relacion', label: words(locale, 'link.relation'), type: { kind: 'equipment' }, required: true, choices: choices(), value: refused?.fields?.relacion ?? 'related' })}${field(view, { name: 'otro', label: words(locale, 'link.number'), type: { kind: 'text' }, required: true, value: refused?.fields?.otro ?? '', error: refused?.message })}<div class="form-submit">${button({ label: words(locale, 'link.save') })}<a href="/expedientes/${number}/vincular">${words(locale, 'link.search')}</a></div></form>`,
  })
}

function mergeForm(view: View, input: PanelReading): HtmlFragment {
  const { locale } = view
  const { number } = input.reading.file
  const refused = sentFor(input, 'unir')
  return deferredDisclosure(view, {
    id: 'unir',
    summary: words(locale, 'merge'),
    open: refused !== undefined,
    body: () =>
      html`<form class="form" novalidate method="post" action="/expedientes/${number}/unir">${hiddenFields({ _csrf: input.person.csrf, clave: `${input.idempotencyKey}-unir` })}<p class="help">${words(locale, 'merge.about')}</p>${field(view, { name: 'en', label: words(locale, 'merge.into'), type: { kind: 'text' }, required: true, value: refused?.fields?.en ?? '', error: refused?.message })}${field(view, { name: 'motivo', id: 'motivo-unir', label: words(locale, 'merge.reason'), type: { kind: 'text' }, required: true, value: refused?.fields?.motivo ?? '' })}<div class="form-submit">${button({ label: words(locale, 'merge.submit'), look: 'danger' })}</div></form>`,
  })
}

function mergedCard(view: View, input: PanelReading, around: Around): HtmlFragment {
  const { locale } = view
  const { file, part } = input.reading
  const merged = file.state.desk!.merged!
  const number = merged.into
  const refused = sentFor(input, 'desunir')
  const seen = around.cases.some((each) => each.number === number)
  const undo = deferredDisclosure(view, {
    id: 'desunir',
    look: 'plain',
    summary: words(locale, 'merged.undo'),
    open: refused !== undefined,
    body: () =>
      html`<form class="form" novalidate method="post" action="/expedientes/${file.number}/desunir">${hiddenFields({ _csrf: input.person.csrf, clave: `${input.idempotencyKey}-desunir` })}<p class="help">${words(locale, 'merged.undo-about')}</p>${field(view, { name: 'motivo', id: 'motivo-desunir', label: words(locale, 'merge.reason'), type: { kind: 'text' }, required: true, value: refused?.fields?.motivo ?? '', error: refused?.message })}<div class="form-submit">${button({ label: words(locale, 'merged.undo-submit') })}</div></form>`,
  })
  return card({
    title: words(locale, 'merged.title', { number }),
    body: html`<p>${words(locale, 'merged.text', { at: formatInstant(view, merged.at) })}</p>${seen ? html`<p>${buttonLink({ label: words(locale, 'merged.go', { number }), href: `/expedientes/${number}`, look: 'primary', icon: 'right' })}</p>` : ''}${part === 'official' ? undo : ''}`,
  })
}

function sentFor({ sent }: PanelReading, action: string): Sent | undefined {
  return sent?.action === action ? sent.what : undefined
}
