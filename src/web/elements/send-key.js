/**
 * Ctrl+Enter, on a Mac Cmd+Enter, sends the form in whose text box somebody writes, by its main button. Where several buttons give
 * different answers it does nothing: nobody should answer by a key that does not say which answer.
 */
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
  // A list of suggestions that was open has taken the key already.
  if (event.defaultPrevented || event.repeat || event.isComposing) return
  const { target } = event
  if (!target.matches?.('main textarea, main input') || !target.form || target.closest('[role="search"]')) return
  event.preventDefault()
  mainButton(target.form)?.click()
})

/** The one button that sends the form as it should be; one that leaves fields unchecked is none, unless there is no other. */
function mainButton(form) {
  const buttons = [...form.elements].filter((field) => field.type === 'submit' && !field.disabled)
  const checking = buttons.filter((button) => !button.formNoValidate)
  const main = checking.length === 0 ? buttons : checking
  return main.length === 1 ? main[0] : null
}
