import { el } from './dom.ts'
import type { EditorWords } from './words.ts'

export interface ChartPanel {
  readonly show: (chart: { readonly procedure: string; readonly svg: string; readonly text: readonly string[] }) => void
  /** The text has errors in it now: the last good one stays, and says so. */
  readonly age: (procedure: string | null) => void
  /** The row in which the cursor is. */
  readonly mark: (row: string | null) => void
}

/** The live flowchart: a press on a box goes to its row. */
export function chartPanel(holder: HTMLElement, words: EditorWords, goTo: (row: string) => void): ChartPanel {
  const note = el('p', { class: 'chart-note', role: 'status' })
  const paper = el('div', { class: 'chart-paper', role: 'region', 'aria-label': 'Flujograma' })
  const sentences = el('ol')
  const inWords = el('details', {}, el('summary', {}, words.inWords), sentences)
  holder.replaceChildren(note, paper, inWords)
  inWords.hidden = true
  note.textContent = words.noChart
  let shown: string | null = null
  let current: string | null = null
  const boxes = () => [...paper.querySelectorAll<SVGGElement>('[data-row]')]

  paper.addEventListener('click', ({ target }) => {
    const row = (target as Element).closest('[data-row]')?.getAttribute('data-row')
    if (row) goTo(row)
  })
  paper.addEventListener('keydown', (event) => {
    const all = boxes()
    const at = all.indexOf(event.target as SVGGElement)
    if (at === -1) return
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      rove(all, all[at + step] ?? all[at]!)
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      goTo(all[at]!.getAttribute('data-row')!)
    }
  })

  function rove(all: readonly SVGGElement[], to: SVGGElement, focus = true): void {
    for (const box of all) box.setAttribute('tabindex', box === to ? '0' : '-1')
    if (focus) to.focus()
  }

  function mark(row: string | null): void {
    current = row
    const step = row?.split('.')[0]
    const all = boxes()
    const exact = all.some((box) => box.getAttribute('data-row') === row)
    for (const box of all) box.classList.toggle('fc-here', box.getAttribute('data-row') === (exact ? row : step))
  }

  return {
    show({ procedure, svg, text }) {
      // Our own drawing; parsed apart from the page, it can bring nothing but shapes.
      const drawn = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement
      // Its boxes are pressed, so it is more than one picture.
      drawn.setAttribute('role', 'group')
      paper.replaceChildren(document.importNode(drawn, true))
      const all = boxes()
      for (const box of all) box.setAttribute('role', 'button')
      if (all[0]) rove(all, all[0], false)
      sentences.replaceChildren(...text.map((sentence) => el('li', {}, sentence)))
      inWords.hidden = text.length === 0
      note.textContent = words.procedure(procedure)
      note.classList.remove('old')
      shown = procedure
      mark(current)
    },
    age(procedure) {
      const same = shown !== null && (procedure === null || procedure === shown)
      note.textContent = same ? words.old : words.noChart
      note.classList.toggle('old', same)
      if (same) return
      paper.replaceChildren()
      inWords.hidden = true
      shown = null
    },
    mark,
  }
}
