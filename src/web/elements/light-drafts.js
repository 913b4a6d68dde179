// Light pages have no Turbo to tell that a form was taken: the page that says so comes next, and the draft goes then.
const SENT = 'borrador enviado'

document.addEventListener('submit', (event) => {
  const form = event.target.closest('dirty-form')
  if (form !== null && !event.defaultPrevented) sessionStorage.setItem(SENT, form.key)
})

const sent = sessionStorage.getItem(SENT)
if (sent !== null) {
  sessionStorage.removeItem(SENT)
  if (document.querySelector('.flash.done') !== null) sessionStorage.removeItem(sent)
}
