// An answer that does not have the part of the page that a frame asked for is a page of its own: to sign in again, or why it cannot be had.
document.addEventListener('turbo:frame-missing', (event) => {
  event.preventDefault()
  event.detail.visit(event.detail.response)
})
