/** Turns the links to the page's parts into tabs: one part at a time beside the text, and instead of it on a narrow screen. */
export function makeTabs(root: HTMLElement, shown: (view: string) => void): { readonly show: (view: string) => void } {
  const nav = root.querySelector<HTMLElement>('.editor-tabs')!
  const links = [...nav.querySelectorAll<HTMLElement>('[data-view]')]
  const panels = [...root.querySelectorAll<HTMLElement>('[data-panel]')]
  nav.setAttribute('role', 'tablist')
  const wide = matchMedia('(min-width: 62rem)')
  let current = ''
  for (const link of links) {
    const view = link.dataset.view!
    link.setAttribute('role', 'tab')
    link.id = `pestana-${view}`
    const panel = panels.find((each) => each.dataset.panel === view)!
    panel.id ||= `panel-${view}`
    link.setAttribute('aria-controls', panel.id)
    panel.setAttribute('role', view === 'texto' ? 'group' : 'tabpanel')
    panel.setAttribute('aria-labelledby', link.id)
    link.addEventListener('click', (event) => {
      event.preventDefault()
      show(view)
    })
    link.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
      if (step === undefined) {
        if (event.key === ' ') {
          event.preventDefault()
          show(view)
        }
        return
      }
      event.preventDefault()
      const visible = links.filter((each) => !each.hidden)
      const next = visible[(visible.indexOf(link) + step + visible.length) % visible.length]!
      show(next.dataset.view!)
      next.focus()
    })
  }

  function show(view: string): void {
    // Beside the text there is always another part to see.
    const asked = wide.matches && view === 'texto' ? (current && current !== 'texto' ? current : 'hallazgos') : view
    current = asked
    root.dataset.view = asked
    for (const link of links) {
      const on = link.dataset.view === asked
      link.hidden = wide.matches && link.dataset.view === 'texto'
      link.setAttribute('aria-selected', String(on))
      link.tabIndex = on ? 0 : -1
    }
    for (const panel of panels) {
      const name = panel.dataset.panel!
      panel.hidden = !(name === asked || (wide.matches && name === 'texto'))
    }
    shown(asked)
  }

  wide.addEventListener('change', () => show(current))
  const asked = location.hash.slice(1)
  show(links.some((link) => link.dataset.view === asked) ? asked : wide.matches ? 'hallazgos' : 'texto')
  return { show }
}
