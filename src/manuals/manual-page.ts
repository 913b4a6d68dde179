import type { Offer } from '#src/cases/versions.ts'
import { foldText, proseOf } from '#src/manual/index.ts'
import type { Manual, Procedure } from '#src/manual/types.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { readMarkdown } from '#src/printing/prose/read-markdown.ts'
import { statusBadge } from '#src/web/components/badges.ts'
import { buttonLink } from '#src/web/components/button.ts'
import { type Fact, facts } from '#src/web/components/card.ts'
import { flash } from '#src/web/components/flash.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { formatDate, formatInstant, type View } from '#src/web/locale/time.ts'
import { blocksHtml } from '#src/web/markdown-html.ts'
import { formSection } from './form-section.ts'
import { formatLinks } from './format-links.ts'
import { type CopiesInput, copiesSection } from './life/copies-section.ts'
import { words as lifeWords } from './life/words.ts'
import type { PublishedVersion } from './manual.store.ts'
import { manualProse } from './manual-prose.ts'
import { modificationsSection } from './modifications-section.ts'
import { formId, manualPath, normId, procedureId, versionPath } from './places.ts'
import { procedureSection } from './procedure-section.ts'
import { rolesSection } from './roles-section.ts'
import { words } from './words.ts'

export interface ManualPageInput {
  readonly manual: Manual
  readonly published: PublishedVersion
  /** The latest first, this one among them. */
  readonly versions: readonly PublishedVersion[]
  readonly inForce: boolean
  /** What may be started now; nothing of a version that is no longer in force. */
  readonly offers: readonly Offer[]
  readonly directory: InstitutionDirectory
  readonly copies: CopiesInput
}

/** A manual as a document: its contents, its data, its parts in the order written, and who holds its roles today. */
export function manualPage(view: View, input: ManualPageInput): HtmlFragment {
  const { locale } = view
  const { published, inForce } = input
  const parts = partsOf(view, input)
  const here = placeOf(input)
  const since = formatInstant(view, published.inForceFrom)
  const until = published.inForceUntil === null ? '' : formatInstant(view, published.inForceUntil)
  return html`${pageHead(view, {
    title: published.title,
    number: published.code,
    status: statusBadge(view, inForce ? 'open' : 'closed', words(locale, inForce ? 'state.in-force' : 'state.past')),
    lead: inForce
      ? words(locale, 'doc.lead', { version: published.version, since })
      : words(locale, 'doc.lead-past', { version: published.version, since, until }),
    crumbs: [{ label: words(locale, 'title'), href: '/manuales' }, { label: published.code }],
    action: buttonLink({
      label: words(locale, 'doc.paper'),
      href: `${here}/documento.pdf`,
      icon: 'file',
      download: true,
      look: 'primary',
    }),
  })}${
    inForce
      ? ''
      : flash(view, {
          kind: 'warning',
          text: words(locale, 'state.past-note'),
          link: { label: words(locale, 'state.past-link'), href: manualPath(published.code) },
        })
  }<div class="manual"><nav class="manual-toc" aria-labelledby="contenido-manual"><details open><summary id="contenido-manual">${words(locale, 'doc.toc')}</summary><ol>${parts.map(
    ({ id, label, number }) =>
      html`<li><a href="#${id}">${number === undefined ? '' : html`<span class="number">${number}</span> `}${label}</a></li>`,
  )}</ol></details></nav><div class="manual-body">${parts.map(({ body }) => body)}</div></div>`
}

/** Address of the version shown. */
function placeOf({ inForce, published: { code, version } }: ManualPageInput): string {
  return inForce ? manualPath(code) : versionPath(code, version)
}

interface ManualPart {
  readonly id: string
  readonly label: string
  readonly number?: string
  readonly body: HtmlFragment
}

function partsOf(view: View, input: ManualPageInput): ManualPart[] {
  const { manual } = input
  const { locale } = view
  const written = [
    ...manual.sections.map((section, at) => ({
      at: section.span.start.offset,
      part: textSection(section.title, proseOf(section, manual), at),
    })),
    ...manual.procedures.map((procedure) => ({
      at: procedure.span.start.offset,
      part: procedurePart(view, input, procedure),
    })),
    ...manual.forms.map((form) => ({
      at: form.span.start.offset,
      part: {
        id: formId(form.code),
        number: form.code,
        label: form.title,
        body: formSection(locale, manual, form, `${placeOf(input)}/formas/${encodeURIComponent(form.code)}/hoja.pdf`),
      },
    })),
  ].sort((a, b) => a.at - b.at)
  return [
    { id: 'datos', label: words(locale, 'doc.facts'), body: dataSection(view, input) },
    ...written.map(({ part }) => part),
    { id: 'cargos', label: words(locale, 'doc.roles'), body: rolesSection(locale, manual, input.directory) },
    { id: 'versiones', label: words(locale, 'doc.versions'), body: versionsSection(view, input) },
    {
      id: 'descargas',
      label: words(locale, 'doc.formats'),
      body: html`<section class="manual-part" id="descargas"><h2>${words(locale, 'doc.formats')}</h2>${formatLinks(view, input)}</section>`,
    },
    { id: 'modificaciones', label: words(locale, 'doc.modifications'), body: modificationsSection(view, input) },
    ...(input.copies.copies.length === 0
      ? []
      : [{ id: 'difusion', label: lifeWords(locale, 'copies.title'), body: copiesSection(view, input.copies) }]),
  ]
}

function procedurePart(
  view: View,
  { manual, offers, published, inForce }: ManualPageInput,
  procedure: Procedure,
): ManualPart {
  const at = inForce ? manualPath(published.code) : versionPath(published.code, published.version)
  const own = offers.filter((offer) => offer.procedure.number === procedure.number)
  return {
    id: procedureId(procedure.number),
    number: procedure.number,
    label: procedure.title,
    body: procedureSection(view.locale, manual, procedure, own, at),
  }
}

/** A part in prose. Norms of `# NORMAS` can be linked to. */
function textSection(title: string, markdown: string, at: number): ManualPart {
  const id = `parte-${at + 1}-${foldText(title).replace(/[^a-z0-9]+/g, '-')}`
  const norms = /^normas(?: generales)?$/.test(foldText(title))
  const nodes = readMarkdown(markdown)
  const look = manualProse(nodes, norms ? (number) => normId(null, number) : undefined)
  return {
    id,
    label: title,
    body: html`<section class="manual-part prose" id="${id}"><h2>${title}</h2>${blocksHtml(nodes, look)}</section>`,
  }
}

function dataSection(view: View, input: ManualPageInput): HtmlFragment {
  const { manual, published } = input
  const { locale } = view
  const { front } = manual
  const { supersedes, basedOn, effective, approvals } = front
  const fact = (key: FactKey, value: string | undefined): Fact[] =>
    value === undefined ? [] : [{ term: words(locale, key), value }]
  const items = [
    ...fact('doc.institution', front.institution),
    ...fact('doc.calendar', front.calendar),
    ...fact('doc.effective', effective === undefined ? undefined : formatDate(view, effective)),
    ...fact('doc.supersedes', supersedes === undefined ? undefined : words(locale, 'doc.supersedes-value', supersedes)),
    ...fact('doc.based-on', basedOn),
    ...fact('doc.warnings-reason', published.warningsReason ?? undefined),
    ...(published.documentSha256 === null
      ? []
      : [
          {
            term: words(locale, 'doc.signed'),
            value: html`<a href="${versionPath(published.code, published.version)}/documento-firmado.pdf" data-turbo="false" download>${words(locale, 'doc.signed-download')}</a>`,
          },
        ]),
    { term: words(locale, 'doc.sha256'), value: html`<span class="hash">${published.sha256}</span>` },
  ]
  const approved =
    approvals.length === 0
      ? ''
      : html`<h3>${words(locale, 'doc.approvals')}</h3>${table({
          caption: words(locale, 'doc.approvals'),
          rows: approvals,
          columns: [
            { label: words(locale, 'doc.act'), cell: ({ act }) => act, head: true },
            { label: words(locale, 'doc.post'), cell: ({ post }) => post },
            { label: words(locale, 'doc.norm'), cell: ({ norm }) => norm ?? '—' },
            {
              label: words(locale, 'doc.date'),
              cell: ({ date }) => (date === undefined ? '—' : formatDate(view, date)),
            },
          ],
        })}`
  return html`<section class="manual-part" id="datos"><h2>${words(locale, 'doc.facts')}</h2>${facts(items)}${approved}</section>`
}

type FactKey =
  | 'doc.warnings-reason'
  | 'doc.institution'
  | 'doc.calendar'
  | 'doc.effective'
  | 'doc.supersedes'
  | 'doc.based-on'

function versionsSection(view: View, { versions, published, directory }: ManualPageInput): HtmlFragment {
  const { locale } = view
  const [latest] = versions
  const path = (each: PublishedVersion) =>
    each.id === latest?.id ? manualPath(each.code) : versionPath(each.code, each.version)
  const until = ({ inForceUntil }: PublishedVersion) =>
    inForceUntil === null ? '—' : formatInstant(view, inForceUntil)
  return html`<section class="manual-part" id="versiones"><h2>${words(locale, 'doc.versions')}</h2>${table({
    caption: words(locale, 'doc.versions'),
    rows: versions,
    columns: [
      {
        label: words(locale, 'column.version'),
        head: true,
        cell: (each) =>
          each.id === published.id
            ? html`<strong>${each.version}</strong>`
            : html`<a href="${path(each)}">${each.version}</a>`,
      },
      { label: words(locale, 'column.since'), cell: (each) => formatInstant(view, each.inForceFrom) },
      { label: words(locale, 'column.until'), cell: until },
      {
        label: words(locale, 'column.by'),
        cell: ({ publishedBy }) =>
          publishedBy === null ? words(locale, 'doc.nobody-loaded') : directory.personName(publishedBy),
      },
    ],
  })}</section>`
}
