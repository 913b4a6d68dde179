/**
 * The form that this person sent last, until the page has been drawn that answers it; and where the person is led on that page: a morph
 * leaves the scroll where it was and heeds no `autofocus`, so that what came of it may stand far above, unseen.
 */
let sent = null

/** The form whose answer is about to be drawn, and whether it was refused; null while nothing was sent. */
export const sentForm = () => sent

document.addEventListener('turbo:submit-start', ({ target, detail }) => {
  const frame = target.closest('turbo-frame')
  // The answer to a frame is drawn in the frame, and the page stays.
  const whole = frame === null || frame.getAttribute('target') === '_top'
  sent = whole ? { form: target, refused: false, asks: detail.formSubmission.isSafe } : null
})

document.addEventListener('turbo:before-fetch-response', ({ target, detail }) => {
  if (target === sent?.form) sent.refused = detail.fetchResponse.failed
})

document.addEventListener('turbo:submit-end', ({ detail }) => {
  if (!detail.success && detail.fetchResponse === undefined) sent = null
})

document.addEventListener('turbo:render', () => {
  if (sent === null || document.documentElement.hasAttribute('data-turbo-preview')) return
  const answered = sent
  sent = null
  if (!answered.asks) leadTo(answerTo(answered))
})

function answerTo({ form, refused }) {
  const main = document.querySelector('main')
  // Whoever works in a tray by keys keeps the row; what was done is read out all the same.
  const said = document.querySelector('tray-keys') ? null : main?.querySelector(':scope > .flash[tabindex]')
  // Another form that was refused before may still wait to be corrected.
  return refused ? (faultIn(form.isConnected ? form : null) ?? faultIn(main) ?? said) : (said ?? faultIn(main))
}

function faultIn(place) {
  for (const fault of ['.error-summary', '[aria-invalid="true"]', '.field-error']) {
    const found = place?.querySelector(fault)
    if (found) return found
  }
  return null
}

function leadTo(answer) {
  if (!answer) return
  for (let fold = answer.closest('details:not([open])'); fold; fold = fold.parentElement.closest('details:not([open])'))
    fold.open = true
  if (!answer.matches('input, select, textarea')) answer.tabIndex = -1
  answer.focus({ preventScroll: true })
  const { top, bottom } = answer.getBoundingClientRect()
  if (top < 0 || bottom > innerHeight) answer.scrollIntoView({ block: 'center' })
}
