import type { Finding } from '#src/manual/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { button } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { field } from '#src/web/components/field.ts'
import { type Flash, flash } from '#src/web/components/flash.ts'
import { form } from '#src/web/components/form.ts'
import { icon } from '#src/web/components/icon.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { formatDate, formatInstant, type View } from '#src/web/locale/time.ts'
import type { CheckSummary } from './check-summary.ts'
import { findingPath } from './places.ts'
import { words } from './words.ts'

export interface PublishPageInput {
  readonly csrf: string
  readonly text: string
  /** Absent before the first check. */
  readonly checked?: { readonly findings: readonly Finding[]; readonly summary: CheckSummary | null }
  /** What came of publishing, where it was not done. */
  readonly said?: Flash
  /** What is wrong with the file or the text itself. */
  readonly fault?: string
  /** Why it is published with warnings, as typed. */
  readonly reason?: string
  /** The reason was asked for and did not come. */
  readonly reasonMissing?: boolean
}

/** The form that checks a manual and, once it is sound, publishes it. */
export function publishPage(
  view: View,
  { csrf, text, checked, said, fault, reason, reasonMissing }: PublishPageInput,
): HtmlFragment {
  const { locale } = view
  const summary = checked?.summary ?? null
  const sound = summary !== null
  const check = button({
    label: words(locale, 'publish.check'),
    look: sound ? 'secondary' : 'primary',
    icon: 'check',
    name: 'hacer',
    value: 'revisar',
  })
  const publish = button({
    label: words(locale, 'publish.publish'),
    look: 'primary',
    icon: 'up',
    name: 'hacer',
    value: 'publicar',
  })
  const findings = checked?.findings ?? []
  return html`${pageHead(view, {
    title: words(locale, 'publish'),
    lead: words(locale, 'publish.lead'),
    crumbs: [{ label: words(locale, 'title'), href: '/manuales' }, { label: words(locale, 'publish') }],
  })}${said === undefined ? '' : flash(view, said)}${sayFindings(view, findings)}${summary === null ? '' : summaryCard(view, summary)}${findings.length === 0 ? '' : findingsCard(view, text, findings)}${card(
    {
      // Turbo shows no answer to a form but a refusal or another page; a text that is sound stays here.
      body: html`<div data-turbo="false">${form(view, {
        action: '/manuales/publicar',
        csrf,
        multipart: true,
        body: html`<div class="manual-source">${field(view, {
          name: 'texto',
          label: words(locale, 'publish.text'),
          type: { kind: 'long-text' },
          required: true,
          value: text,
          ...(fault === undefined ? {} : { error: fault }),
        })}</div>${field(view, {
          name: 'archivo',
          label: words(locale, 'publish.file'),
          type: { kind: 'file', accepts: ['.md', '.txt'] },
          help: words(locale, 'publish.file-help'),
        })}${
          sound && findings.length > 0
            ? field(view, {
                name: 'motivo',
                label: words(locale, 'publish.reason'),
                type: { kind: 'long-text' },
                help: words(locale, 'publish.reason-help'),
                value: reason ?? '',
                ...(reasonMissing ? { error: words(locale, 'publish.reason-needed') } : {}),
              })
            : ''
        }`,
        // The first button is what Enter presses: checking changes nothing.
        submit: html`${check}${sound ? publish : ''}`,
      })}</div>`,
    },
  )}`
}

function sayFindings(view: View, findings: readonly Finding[]): HtmlFragment | '' {
  const count = findings.filter(({ severity }) => severity === 'error').length
  if (count === 0) return ''
  const sentence = words(view.locale, 'publish.refused', { count })
  return html`<div class="error-summary" role="alert" tabindex="-1" autofocus><h2>${icon('alert')}<span>${sentence}</span></h2></div>`
}

function findingsCard(view: View, text: string, findings: readonly Finding[]): HtmlFragment {
  const { locale } = view
  return html`<section class="card"><div class="card-head"><h2>${words(locale, 'publish.findings')}</h2><span class="muted">${words(locale, 'publish.findings-count', { count: findings.length })}</span></div><div class="findings"><ol class="finding-list">${findings.map(
    (finding) =>
      html`<li class="${finding.severity}"><p class="finding-place"><a href="#linea-${finding.span.start.line}">${words(locale, 'publish.line', { line: finding.span.start.line })}</a> <a href="${findingPath(finding.code)}"><code>${finding.code}</code></a> ${severityMark(view, finding)}</p><p>${finding.message}</p></li>`,
  )}</ol><div class="numbered" role="region" aria-label="${words(locale, 'publish.numbered')}" tabindex="0">${numberedText(view, text, findings)}</div></div></section>`
}

function severityMark({ locale }: View, { severity }: Finding): HtmlFragment {
  return html`<span class="severity">${icon(severity === 'error' ? 'cross' : 'alert')}<span>${words(locale, `publish.${severity}`)}</span></span>`
}

/** The text line by line, each finding under its line. */
function numberedText(view: View, text: string, findings: readonly Finding[]): HtmlFragment {
  const byLine = Map.groupBy(findings, ({ span }) => span.start.line)
  return html`<ol>${text.split('\n').map((line, at) => {
    const here = byLine.get(at + 1) ?? []
    return html`<li id="linea-${at + 1}"${here.length === 0 ? '' : html` class="${here.some(({ severity }) => severity === 'error') ? 'error' : 'warning'}"`}><code>${line || ' '}</code>${here.map((finding) => html`<p class="finding-here">${severityMark(view, finding)} ${finding.message}</p>`)}</li>`
  })}</ol>`
}

function summaryCard(view: View, summary: CheckSummary): HtmlFragment {
  const { locale } = view
  const { replaces } = summary
  const since =
    replaces === null
      ? words(locale, 'publish.first')
      : words(locale, 'publish.replaces', { version: replaces.version, since: formatInstant(view, replaces.since) })
  const warnings = warningsOf(view, summary)
  const list = (items: readonly string[]) => (items.length === 0 ? words(locale, 'publish.none') : items.join(' · '))
  return card({
    title: words(locale, 'publish.summary'),
    aside: html`<span class="muted">${words(locale, 'publish.summary-count', { count: summary.procedures.length })}</span>`,
    body: html`<div class="publish-summary"><p><strong>${summary.title}</strong> <span class="number">${summary.code}</span>, ${words(locale, 'column.version').toLowerCase()} ${summary.version}. ${since}</p>
<ul class="plain-list">${summary.procedures.map(({ number, title, steps }) => html`<li><span class="step-number small">${number}</span> ${title} <span class="muted">${words(locale, 'publish.steps', { count: steps })}</span></li>`)}</ul>
<dl class="facts"><div><dt>${words(locale, 'publish.offers')}</dt><dd>${list(summary.offers)}</dd></div><div><dt>${words(locale, 'publish.forms')}</dt><dd>${list(summary.forms)}</dd></div></dl>${
      warnings.length === 0
        ? ''
        : html`<div class="flash warning">${icon('alert')}<div><p><strong>${words(locale, 'publish.warnings')}</strong></p><ul class="plain-list">${warnings.map((warning) => html`<li>${warning}</li>`)}</ul></div></div>`
    }</div>`,
  })
}

function warningsOf(view: View, { notHigher, replaces, declaredFor, rolesWithoutHolder }: CheckSummary): string[] {
  const { locale } = view
  return [
    ...(notHigher && replaces !== null ? [words(locale, 'publish.older', { version: replaces.version })] : []),
    ...(declaredFor === null ? [] : [words(locale, 'publish.future', { date: formatDate(view, declaredFor) })]),
    ...rolesWithoutHolder.map((role) => words(locale, 'publish.role-vacant', { role })),
  ]
}
