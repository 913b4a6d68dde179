import { autocompletion, type CompletionContext, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { lintGutter, lintKeymap } from '@codemirror/lint'
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search'
import { EditorState, type Extension } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import type { Suggestions } from '#src/manual/editing/suggest.ts'
import { SPANISH } from './phrases.ts'
import { theme } from './theme.ts'
import { understood } from './understood.ts'

export interface TextEditorOptions {
  readonly label: string
  readonly describedBy: string | null
  readonly writes: boolean
  readonly spanish: boolean
  readonly changed: (text: string) => void
  readonly moved: (at: number) => void
  readonly save: () => void
  readonly suggest?: (text: string, at: number) => Suggestions | null
}

/**
 * Puts an editor in the place of a textarea, which stays in the form, hidden, and holds the text. The editor lives in a shadow root:
 * there its styles are constructed sheets, which a policy without inline styles lets be.
 */
export function textEditor(textarea: HTMLTextAreaElement, options: TextEditorOptions): EditorView {
  const host = document.createElement('div')
  host.className = 'editor-shadow'
  textarea.hidden = true
  textarea.after(host)
  const root = host.attachShadow({ mode: 'open' })
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({ doc: textarea.value, extensions: extensionsOf(textarea, options) }),
  })
  return view
}

function extensionsOf(textarea: HTMLTextAreaElement, options: TextEditorOptions): Extension {
  const saveKey = () => {
    options.save()
    return true
  }
  const { label, describedBy, writes, spanish, suggest } = options
  return [
    lineNumbers(),
    highlightActiveLineGutter(),
    highlightActiveLine(),
    history(),
    drawSelection(),
    highlightSelectionMatches(),
    lintGutter(),
    understood,
    EditorView.lineWrapping,
    EditorState.readOnly.of(!writes),
    ...(spanish ? [EditorState.phrases.of(SPANISH)] : []),
    EditorView.contentAttributes.of({
      'aria-label': label,
      tabindex: '0',
      spellcheck: 'false',
      autocapitalize: 'off',
      lang: 'es',
      ...(describedBy === null ? {} : { 'aria-description': describedBy }),
    }),
    ...(suggest
      ? [
          autocompletion({
            override: [(context) => completions(context, suggest)],
            icons: false,
            maxRenderedOptions: 60,
          }),
        ]
      : []),
    keymap.of([
      { key: 'Mod-s', preventDefault: true, run: saveKey },
      ...completionKeymap,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...lintKeymap,
    ]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) {
        textarea.value = update.state.doc.toString()
        options.changed(textarea.value)
      }
      if (update.selectionSet || update.docChanged) options.moved(update.state.selection.main.head)
    }),
    theme,
  ]
}

function completions(context: CompletionContext, suggest: NonNullable<TextEditorOptions['suggest']>) {
  const found = suggest(context.state.doc.toString(), context.pos)
  if (found === null) return null
  // Without being asked, nothing is offered where nothing has been written.
  if (
    !context.explicit &&
    found.from === context.pos &&
    !/[(,:] ?$/.test(context.state.sliceDoc(Math.max(0, context.pos - 2), context.pos))
  )
    return null
  return {
    from: found.from,
    options: found.options.map(({ text, detail, info }) => ({ label: text, detail, info })),
    filter: false,
  }
}
