import { type Diagnostic, setDiagnostics } from '@codemirror/lint'
import type { EditorView } from '@codemirror/view'
import type { Names } from '#src/manual/editing/names.ts'
import { procedureAt, suggest } from '#src/manual/editing/suggest.ts'
import { chartPanel } from './chart-panel.ts'
import { showConflict } from './conflict-panel.ts'
import { el, find, press } from './dom.ts'
import { showFindings } from './findings-panel.ts'
import type { Answer, Request, ShownFinding } from './protocol.ts'
import { showChanges, showExamples } from './results-panels.ts'
import { saving, type Texts } from './saving.ts'
import type { EditorSettings } from './settings.ts'
import { makeTabs } from './tabs.ts'
import { textEditor } from './text-editor.ts'
import { setUnderstood } from './understood.ts'
import { WORDS } from './words.ts'

/** Makes the page of a draft an editor; without this script it is a form. */
class ManualEditor extends HTMLElement {
  #stop: (() => void) | null = null

  connectedCallback(): void {
    this.#stop ??= begin(this)
  }

  disconnectedCallback(): void {
    this.#stop?.()
    this.#stop = null
  }
}

function begin(root: HTMLElement): () => void {
  const settings = JSON.parse(find(root, '[data-settings]').textContent!) as EditorSettings
  const words = WORDS[settings.locale]
  const form = find<HTMLFormElement>(root, 'form')
  const worker = new Worker(settings.worker, { type: 'module' })
  const ask = (request: Request) => worker.postMessage(request)
  let asked = 0
  let answered = 0
  let names: Names | null = null
  let cursor = 0
  let procedure: string | null = null
  // One text at a time is read; what is typed meanwhile is read next, as it then is.
  let busy = false
  let typed = false
  let view = ''
  let dueChanges = true

  const textarea = find<HTMLTextAreaElement>(root, '[data-host=texto] textarea')
  const examplesArea = find<HTMLTextAreaElement>(root, '[data-host=ejemplos] textarea')
  const around = {
    calendars: settings.calendars.map(({ code }) => code),
    posts: settings.posts,
    groups: settings.groups,
  }
  const shared = { writes: settings.writes, spanish: settings.locale === 'es', save: () => void keeper?.save() }
  const labelOf = (area: HTMLTextAreaElement) => ({
    label: area.labels[0]?.textContent ?? '',
    describedBy: document.getElementById(area.getAttribute('aria-describedby') ?? '')?.textContent ?? null,
  })
  const text = textEditor(textarea, {
    ...shared,
    ...labelOf(textarea),
    changed: () => {
      keeper?.changed()
      check()
    },
    moved: (at) => {
      cursor = at
      placeCursor()
    },
    suggest: (source, at) => (names === null ? null : suggest(source, at, names, around)),
  })
  const examples = textEditor(examplesArea, {
    ...shared,
    ...labelOf(examplesArea),
    changed: () => keeper?.changed(),
    moved: () => {},
  })

  const goTo = (editor: EditorView, tab: string) => (at: number) => {
    tabs.show(tab)
    const place = Math.min(at, editor.state.doc.length)
    editor.dispatch({ selection: { anchor: place }, scrollIntoView: true })
    editor.focus()
  }
  const chart = chartPanel(find(root, '[data-chart]'), words, (row) => {
    const at = names?.procedures
      .find(({ number }) => number === procedure)
      ?.rows.find(({ number }) => number === row)?.from
    if (at !== undefined) goTo(text, 'texto')(at)
  })
  const tabs = makeTabs(root, (now) => {
    view = now
    if (view === 'cambios') askChanges()
  })
  const texts = (): Texts => ({ source: textarea.value, examples: examplesArea.value })
  const write = (all: Texts) => {
    for (const [editor, now] of [
      [text, all.source],
      [examples, all.examples],
    ] as const)
      if (editor.state.doc.toString() !== now)
        editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: now } })
  }
  const status = root.querySelector<HTMLElement>('[data-status]')
  const saved = document.querySelector<HTMLElement>('[data-saved]')
  let keeper: ReturnType<typeof saving> | undefined
  keeper = saving(form, settings, words, {
    texts,
    status: (said) => {
      if (status) status.textContent = said
    },
    saved: (said) => {
      if (saved) saved.textContent = said
    },
    conflict: (conflict) =>
      showConflict(find(root, '[data-conflict]'), conflict, texts(), words, (chosen) => {
        keeper?.rebase(conflict.revision)
        write(chosen)
        void keeper?.save()
      }),
    restore: write,
  })
  if (keeper.dirty()) keeper.changed()
  form.addEventListener('submit', (event) => {
    const pressed = (event as SubmitEvent).submitter as HTMLButtonElement | null
    event.preventDefault()
    void keeper?.save()
    if (pressed?.value === 'revisar') tabs.show('hallazgos')
  })

  const runner = root.querySelector('[data-run]')
  const results = find(root, '[data-results]')
  const runHere = press(words.run, () => {
    if (examplesArea.value.trim() === '') {
      results.replaceChildren(el('p', { class: 'muted' }, words.noExamples))
      return
    }
    results.replaceChildren(el('p', { class: 'muted', role: 'status' }, words.running))
    ask({ kind: 'examples', id: asked, examples: examplesArea.value })
  })
  // Running them needs the calendar arithmetic that not every browser has; the server can always.
  if ('Temporal' in globalThis) runner ? runner.replaceChildren(runHere) : results.before(runHere)

  function check(): void {
    typed = busy
    if (busy) return
    busy = true
    asked += 1
    ask({ kind: 'check', id: asked, source: textarea.value, procedure: procedureHere() })
  }

  const procedureHere = () => (names && procedureAt(names, cursor)?.number) ?? procedure

  function placeCursor(): void {
    if (names === null) return
    const here = procedureAt(names, cursor)
    const row = here?.rows.findLast(({ from }) => from <= cursor)?.number ?? null
    // Above the first procedure the chart of the last one seen stays.
    if (here && here.number !== procedure) {
      procedure = here.number
      ask({ kind: 'chart', id: asked, procedure })
    }
    chart.mark(row)
  }

  function askChanges(): void {
    if (settings.base === null || !dueChanges) return
    dueChanges = false
    ask({ kind: 'changes', id: asked })
  }

  function mend(finding: ShownFinding, at: number): void {
    const fix = finding.fixes[at]
    // An answer to an older text may point elsewhere by now.
    if (!fix || answered !== asked || !settings.writes) return
    text.dispatch({
      changes: { from: fix.from, to: fix.to, insert: fix.insert },
      selection: { anchor: fix.from + fix.insert.length },
      scrollIntoView: true,
    })
    text.focus()
  }

  function showChecked(findings: readonly ShownFinding[]): void {
    const length = text.state.doc.length
    const diagnostics = findings.map((finding): Diagnostic => {
      const from = Math.min(finding.from, length)
      return {
        from,
        to: Math.min(Math.max(finding.to, from), length),
        severity: finding.severity,
        source: finding.code,
        message: finding.message,
        actions: settings.writes
          ? finding.fixes.map((fix, at) => ({ name: fix.label, apply: () => mend(finding, at) }))
          : [],
      }
    })
    text.dispatch(setDiagnostics(text.state, diagnostics))
    showFindings(find(root, '[data-findings]'), findings, words, { goTo: goTo(text, 'texto'), mend })
    countFindings(findings)
  }

  function countFindings(findings: readonly ShownFinding[]): void {
    const errors = findings.filter(({ severity }) => severity === 'error').length
    const warnings = findings.length - errors
    const tab = find(root, '[data-view=hallazgos]')
    let count = tab.querySelector<HTMLElement>('.count')
    if (findings.length === 0) count?.remove()
    else {
      if (!count) {
        count = el('span', { class: 'count' })
        tab.append(' ', count)
      }
      count.textContent = String(findings.length)
    }
    const state = document.querySelector('[data-draft-state]')
    state?.replaceChildren(
      el(
        'span',
        { class: `draft-state ${errors === 0 ? 'sound' : 'wrong'}` },
        errors === 0 ? words.sound : words.errors(errors),
      ),
      ...(warnings === 0 ? [] : [' ', el('span', { class: 'draft-state' }, words.warnings(warnings))]),
    )
  }

  worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    if (data.kind === 'checked') {
      busy = false
      if (typed) {
        check()
        return
      }
    }
    // What concerns an older text is not shown over a newer one.
    if (data.id !== asked) return
    switch (data.kind) {
      case 'checked':
        answered = data.id
        showChecked(data.findings)
        root.toggleAttribute('checked', true)
        return
      case 'understood':
        names = data.names ?? names
        text.dispatch({ effects: setUnderstood.of(data.marks) })
        dueChanges = true
        if (view === 'cambios') askChanges()
        placeCursor()
        return
      case 'chart':
        procedure ??= data.procedure
        chart.show(data)
        placeCursor()
        return
      case 'no-chart':
        chart.age(data.procedure)
        return
      case 'changes':
        showChanges(find(root, '[data-changes]'), data, words, goTo(text, 'texto'))
        return
      case 'examples':
        showExamples(results, data, words, goTo(examples, 'ejemplos'))
    }
  })
  worker.addEventListener('error', () => {
    // A text that the worker fails at must not be the last one it is given.
    busy = false
  })
  ask({
    kind: 'begin',
    base: settings.base?.source ?? null,
    calendars: settings.calendars,
    timeZone: settings.timeZone,
  })
  check()
  root.toggleAttribute('ready', true)

  return () => {
    worker.terminate()
    keeper?.stop()
    for (const [editor, area] of [
      [text, textarea],
      [examples, examplesArea],
    ] as const) {
      editor.destroy()
      area.parentElement?.querySelector('.editor-shadow')?.remove()
      area.hidden = false
    }
    root.toggleAttribute('ready', false)
  }
}

if (!customElements.get('manual-editor')) customElements.define('manual-editor', ManualEditor)
