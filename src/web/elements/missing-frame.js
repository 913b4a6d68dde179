// An answer that does not have the part of the page that a frame asked for. What the person opened goes there: to sign in again, or why it
// cannot be had. What the page fetches by itself keeps its link, and the page is not taken away for it.
document.addEventListener('turbo:frame-missing', (event) => {
  event.preventDefault()
  if (event.target.closest('details')) event.detail.visit(event.detail.response)
})
