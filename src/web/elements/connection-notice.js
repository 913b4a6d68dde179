// Shows the notice that the page brings hidden when the server cannot be reached, and hides it when it can again.
addEventListener('offline', () => show(true))
addEventListener('online', () => show(false))
document.addEventListener('turbo:fetch-request-error', () => show(true))
document.addEventListener('turbo:before-fetch-response', () => show(false))

function show(offline) {
  for (const notice of document.querySelectorAll('[data-offline-notice]')) notice.hidden = !offline
}
