import { drawFlowchart } from '#src/flowchart/index.ts'
import { readForEditor } from '#src/manual/index.ts'
import type { Finding } from '#src/manual/types.ts'
import type { Calendars } from '#src/people/calendars.ts'
import { attributes, type HtmlFragment, html, raw } from '#src/platform/http/html.ts'
import { compileProcedure } from '#src/procedure/index.ts'
import { buttonLink, hiddenFields, postButton } from '#src/web/components/button.ts'
import { icon } from '#src/web/components/icon.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { formatInstant, formatRelative, type View } from '#src/web/locale/time.ts'
import type { Draft } from '../drafts/types.ts'
import { words as manualWords } from '../words.ts'
import type { Base } from './base-of-draft.ts'
import type { EditorSettings } from './browser/settings.ts'
import { changesView } from './changes-view.ts'
import { draftState } from './drafts-page.ts'
import type { EditorBundle } from './editor-bundle.ts'
import { examplesView } from './examples-view.ts'
import { findingsList } from './findings-list.ts'
import { lineDiffView } from './line-diff-view.ts'
import { DRAFTS_PATH, draftPage, draftPath } from './places.ts'
import { words } from './words.ts'

export interface EditorPageInput {
  readonly csrf: string
  readonly draft: Draft
  /** May save. */
  readonly writes: boolean
  /** May publish directly. */
  readonly administrator: boolean
  readonly personName: (id: string) => string
  readonly findings: readonly Finding[]
  readonly base: Base | null
  readonly calendars: Calendars
  readonly bundle: EditorBundle
  readonly settings: Omit<EditorSettings, 'worker'>
  /** The procedure whose chart a page without scripts shows. */
  readonly procedure?: string
  /** Run the examples here, for a page without scripts. */
  readonly run: boolean
  /** What was typed and could not be saved. */
  readonly conflict?: {
    readonly source: string
    readonly examples: string
    /** The text is already both joined. */
    readonly merged: boolean
  }
  /** What was typed and may not be saved as it is. */
  readonly refused?: {
    readonly source: string
    readonly examples: string
    /** The revision on which it was written, which somebody may have followed with another. */
    readonly seen: number
    readonly reason: string
  }
}

/** The page on which a manual is written. Everything on it works without scripts; with them it is an editor. */
export function editorPage(view: View, input: EditorPageInput): HtmlFragment {
  const { locale } = view
  const { draft, findings, bundle, settings, personName } = input
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const saved = words(locale, 'editor.saved', {
    when: formatRelative(view, draft.changedAt),
    name: personName(draft.changedBy),
    revision: draft.revision,
  })
  const whole: EditorSettings = { ...settings, worker: bundle.worker }
  const tab = (id: string, label: string, count?: number) =>
    html`<a href="#${id}" data-view="${id}" data-turbo="false">${label}${count ? html` <span class="count">${count}</span>` : ''}</a>`
  return html`${pageHead(view, {
    title: draft.title ?? words(locale, 'untitled'),
    number: draft.code ?? undefined,
    status: html`<span data-draft-state>${draftState(view, { errors, warnings: findings.length - errors })}</span>`,
    lead: html`<span data-saved>${saved}</span>`,
    crumbs: [
      { label: manualWords(locale, 'title'), href: '/manuales' },
      { label: words(locale, 'title'), href: DRAFTS_PATH },
      { label: draft.code ?? words(locale, 'untitled') },
    ],
    action: tools(view, input),
  })}${notices(view, input)}<manual-editor><script type="application/json" data-settings>${raw(scriptJson(whole))}</script>
<nav class="editor-tabs" aria-label="${words(locale, 'editor.views')}">${tab('texto', words(locale, 'editor.text'))}${tab('hallazgos', words(locale, 'editor.findings'), findings.length)}${tab('flujograma', words(locale, 'editor.chart'))}${tab('cambios', words(locale, 'editor.changes'))}${tab('ejemplos', words(locale, 'editor.examples'))}</nav>
${saveBar(view, input)}<div data-conflict></div><div class="editor-grid">${textForm(view, input)}<div class="editor-side"><section id="hallazgos" class="editor-panel" data-panel="hallazgos"><h2>${words(locale, 'editor.findings')}</h2><div data-findings>${findingsList(view, findings)}</div></section>
<section id="flujograma" class="editor-panel" data-panel="flujograma"><h2>${words(locale, 'editor.chart')}</h2><div data-chart>${chart(view, input)}</div></section>
<section id="cambios" class="editor-panel" data-panel="cambios"><h2>${words(locale, 'editor.changes')}</h2>${changes(view, input)}</section>
<section id="ejemplos" class="editor-panel" data-panel="ejemplos"><h2>${words(locale, 'editor.examples')}</h2>${examples(view, input)}</section></div></div></manual-editor>
<script type="module" src="${bundle.main}"></script>`
}

/** JSON that no text in it can end: `</script>` and the like are written in escapes. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function tools(view: View, { draft, writes, administrator, csrf }: EditorPageInput): HtmlFragment {
  const { locale } = view
  return html`<div class="editor-tools">${buttonLink({ label: words(locale, 'editor.print'), href: draftPage(draft.id, 'borrador.pdf'), icon: 'file', small: true })}${buttonLink({ label: words(locale, 'editor.history'), href: draftPage(draft.id, 'historial'), icon: 'clock', small: true })}<details class="menu"><summary class="button secondary small">${words(locale, 'editor.more')}${icon('down')}</summary><div class="menu-sheet"><p><a href="${draftPage(draft.id, 'fuente.md')}" data-turbo="false">${words(locale, 'editor.download')}</a></p><p><a href="${draftPage(draft.id, 'ejemplos.md')}" data-turbo="false">${words(locale, 'editor.download-examples')}</a></p>${administrator ? html`<p><a href="/manuales/publicar?borrador=${draft.id}">${words(locale, 'editor.publish-page')}</a></p>` : ''}${
    writes && draft.closedAt === null && draft.caseId === null
      ? html`<p class="muted">${words(locale, 'discard.confirm')}</p>${postButton({ action: draftPage(draft.id, 'descartar'), csrf, label: words(locale, 'editor.discard'), look: 'danger', small: true })}`
      : ''
  }</div></details></div>`
}

function notices(view: View, { draft, writes, personName, conflict, refused }: EditorPageInput): HtmlFragment {
  const { locale } = view
  const notice = (text: string) => html`<p class="flash notice">${icon('info')}<span>${text}</span></p>`
  if (draft.closedAt !== null)
    return notice(
      words(locale, 'state.closed-note', { at: formatInstant(view, draft.closedAt), by: personName(draft.closedBy!) }),
    )
  if (!writes) return notice(words(locale, 'state.read-only'))
  if (refused !== undefined)
    return html`<div class="error-summary" role="alert" tabindex="-1" autofocus><h2>${icon('alert')}<span>${words(locale, 'refused.title')}</span></h2><p>${refused.reason}</p></div>`
  if (conflict === undefined) return html``
  const name = personName(draft.changedBy)
  return html`<div class="error-summary" role="alert" tabindex="-1" autofocus><h2>${icon('alert')}<span>${words(locale, 'conflict.title', { name, when: formatRelative(view, draft.changedAt) })}</span></h2><p>${words(locale, conflict.merged ? 'conflict.merged' : 'conflict.text')}</p></div><details class="card" open><summary>${words(locale, 'conflict.theirs', { name })}</summary>${lineDiffView(view, draft.source, conflict.source, words(locale, 'conflict.theirs', { name }))}${draft.examples === conflict.examples ? '' : lineDiffView(view, draft.examples, conflict.examples, words(locale, 'editor.examples'))}</details>`
}

const canSave = ({ draft, writes }: EditorPageInput) => writes && draft.closedAt === null

/** Above the parts, because it saves the text and the examples. */
function saveBar({ locale }: View, input: EditorPageInput): HtmlFragment | '' {
  if (!canSave(input)) return ''
  const press = (value: string, label: string, look: string) =>
    html`<button class="button ${look}" form="borrador" name="hacer" value="${value}">${label}</button>`
  return html`<div class="editor-bar">${press('guardar', words(locale, 'editor.save'), 'primary')}<span class="editor-check">${press('revisar', words(locale, 'editor.check'), 'secondary')}</span><span class="editor-status" role="status" data-status></span></div>`
}

function textForm(view: View, input: EditorPageInput): HtmlFragment {
  const { locale } = view
  const { draft, csrf, conflict, refused } = input
  const saves = canSave(input)
  return html`<form id="borrador" class="editor-text" data-panel="texto" method="post" action="${draftPath(draft.id)}" enctype="multipart/form-data" data-turbo="false">${hiddenFields({ _csrf: csrf, revision: String(refused?.seen ?? draft.revision) })}<h2 class="visually-hidden" id="texto">${words(locale, 'editor.text')}</h2><label class="visually-hidden" for="editor-texto">${words(locale, 'editor.text-label')}</label><div class="editor-host" data-host="texto"><textarea id="editor-texto" name="texto" rows="30" spellcheck="false" autocapitalize="off" aria-describedby="editor-ayuda"${attributes({ readonly: !saves })}>
${(conflict ?? refused)?.source ?? draft.source}</textarea></div><p class="help" id="editor-ayuda">${words(locale, 'editor.text-help')}</p></form>`
}

function chart({ locale }: View, { draft, procedure: asked }: EditorPageInput): HtmlFragment {
  const { draft: read, sound } = readForEditor(draft.source)
  if (read === null || sound.length === 0) return html`<p class="muted">${words(locale, 'chart.none')}</p>`
  const number = asked !== undefined && sound.includes(asked) ? asked : sound[0]!
  const { pages, text } = drawFlowchart(compileProcedure(read, number), { paper: 'screen' })
  return html`<ul class="chart-choice">${read.procedures
    .filter((each) => sound.includes(each.number))
    .map(
      (each) =>
        html`<li><a href="?procedimiento=${each.number}#flujograma"${attributes({ 'aria-current': each.number === number ? 'true' : undefined })}>${each.number}. ${each.title}</a></li>`,
    )}</ul><div class="chart-paper" role="region" aria-label="${words(locale, 'editor.chart')}" tabindex="0">${pages.map(({ svg }) => raw(svg))}</div><details><summary>${words(locale, 'chart.words')}</summary><ol>${text.map((sentence) => html`<li>${sentence}</li>`)}</ol></details>`
}

function changes(view: View, { draft, base }: EditorPageInput): HtmlFragment {
  const { locale } = view
  if (base === null) return html`<p class="muted">${words(locale, 'changes.no-base')}</p>`
  const { code, version } = base.version
  return html`<p class="muted">${words(locale, 'changes.lead-base', { code, version })} <a href="${draftPage(draft.id, 'cambios')}">${words(locale, 'changes.page')}</a></p><div data-changes>${changesView(view, base.source, draft.source)}</div>`
}

function examples(view: View, input: EditorPageInput): HtmlFragment {
  const { locale } = view
  const { draft, run, calendars, conflict, refused } = input
  const saves = canSave(input)
  return html`<div class="field"><label for="editor-ejemplos">${words(locale, 'editor.examples-label')}</label><p class="help" id="ejemplos-ayuda">${words(locale, 'editor.examples-help')}</p><div class="editor-host" data-host="ejemplos"><textarea id="editor-ejemplos" name="ejemplos" form="borrador" rows="14" spellcheck="false" autocapitalize="off" aria-describedby="ejemplos-ayuda"${attributes({ readonly: !saves })}>
${(conflict ?? refused)?.examples ?? draft.examples}</textarea></div></div>${saves ? html`<p data-run><button class="button secondary" form="borrador" name="hacer" value="ejemplos">${words(locale, 'editor.run')}</button></p>` : ''}<div data-results>${run ? examplesView(view, draft.source, draft.examples, calendars) : ''}</div>`
}
