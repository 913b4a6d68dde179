// Boxes of the rows of a tray, which belong to the form `[data-selection]`: shift chooses a stretch, the box in the head all of the
// page, and a redraw leaves what was chosen.
const ROWS = 'input[type="checkbox"][name="fila"]'
let chosen = new Set()
let from = null

/** The rows that are chosen, as they are sent. */
export function chosenRows() {
  return boxes()
    .filter((box) => box.checked)
    .map((box) => box.value)
}

/** Chooses a row, or leaves it. */
export function chooseRow(row) {
  const box = row?.querySelector(ROWS)
  if (!box) return
  box.checked = !box.checked
  from = box
  show()
}

document.addEventListener('click', ({ target, shiftKey }) => {
  if (!target.matches?.(ROWS)) return
  const all = boxes()
  if (shiftKey && from && from !== target) {
    const [start, end] = [all.indexOf(from), all.indexOf(target)].sort((a, b) => a - b)
    if (start >= 0) for (const box of all.slice(start, end + 1)) box.checked = target.checked
  }
  from = target
  show()
})

document.addEventListener('change', ({ target }) => {
  const whole = target.closest?.('[data-choose-all]')
  if (!whole) return
  for (const box of boxes()) box.checked = target.checked
  show()
})

function boxes() {
  return [...document.querySelectorAll(ROWS)]
}

function show() {
  chosen = new Set(chosenRows())
  const all = boxes()
  for (const box of all) box.closest('tr')?.classList.toggle('chosen', box.checked)
  for (const whole of document.querySelectorAll('[data-choose-all]')) {
    whole.hidden = false
    const box = whole.querySelector('input')
    box.checked = all.length > 0 && chosen.size === all.length
    box.indeterminate = chosen.size > 0 && chosen.size < all.length
  }
  for (const place of document.querySelectorAll('[data-chosen-count]')) {
    const { none, one, many } = place.dataset
    // The server writes the sentence of many with this number.
    const words = chosen.size === 0 ? none : chosen.size === 1 ? one : many.replace('99', chosen.size)
    if (place.textContent !== words) place.textContent = words
    place.closest('form').classList.toggle('active', chosen.size > 0)
  }
}

// A redraw of the same page sets the boxes as the server drew them.
document.addEventListener('turbo:render', () => {
  if (!document.querySelector('[data-selection]')) chosen = new Set()
  for (const box of boxes()) if (chosen.has(box.value)) box.checked = true
  show()
})
document.addEventListener('turbo:visit', ({ detail }) => {
  if (detail.url !== location.href) chosen = new Set()
})
document.addEventListener('turbo:load', show)
show()
