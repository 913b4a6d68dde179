/**
 * <passkey-form mode="get|create" options="/address of the options"><form>…<input name="response">…<p data-failed hidden></form></passkey-form>
 * Asks the device for a passkey when its form is sent, and sends the answer with the form. Not shown where it is not defined:
 * without scripts, and in a browser that knows no passkeys.
 */
class PasskeyForm extends HTMLElement {
  connectedCallback() {
    this.addEventListener('submit', this.ask, true)
  }

  disconnectedCallback() {
    this.removeEventListener('submit', this.ask, true)
  }

  ask = async (event) => {
    const form = event.target
    if (form.elements.response.value !== '') return
    event.preventDefault()
    event.stopPropagation()
    const failed = this.querySelector('[data-failed]')
    failed.hidden = true
    try {
      const answer = await fetch(this.getAttribute('options'), {
        method: 'POST',
        headers: { accept: 'application/json', 'x-csrf-token': form.elements._csrf.value },
      })
      if (!answer.ok) throw new Error(`the options were refused: ${answer.status}`)
      const options = await answer.json()
      const credential =
        this.getAttribute('mode') === 'create'
          ? await navigator.credentials.create({ publicKey: creation(options) })
          : await navigator.credentials.get({ publicKey: request(options) })
      form.elements.response.value = JSON.stringify(written(credential))
      form.requestSubmit(event.submitter ?? undefined)
      // A page that comes back with a refusal asks the device anew.
      form.elements.response.value = ''
    } catch {
      failed.hidden = false
    }
  }
}

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))

const text = (buffer) =>
  buffer &&
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const named = (list = []) => list.map((each) => ({ ...each, id: bytes(each.id) }))

const creation = (options) => ({
  ...options,
  challenge: bytes(options.challenge),
  user: { ...options.user, id: bytes(options.user.id) },
  excludeCredentials: named(options.excludeCredentials),
})

const request = (options) => ({
  ...options,
  challenge: bytes(options.challenge),
  allowCredentials: named(options.allowCredentials),
})

/** A credential as JSON: what the server reads of it. */
function written({ id, rawId, type, response, authenticatorAttachment }) {
  const { clientDataJSON, attestationObject, authenticatorData, signature, userHandle } = response
  return {
    id,
    rawId: text(rawId),
    type,
    authenticatorAttachment: authenticatorAttachment ?? undefined,
    clientExtensionResults: {},
    response: attestationObject
      ? {
          clientDataJSON: text(clientDataJSON),
          attestationObject: text(attestationObject),
          transports: response.getTransports?.() ?? [],
        }
      : {
          clientDataJSON: text(clientDataJSON),
          authenticatorData: text(authenticatorData),
          signature: text(signature),
          userHandle: text(userHandle) ?? undefined,
        },
  }
}

if (globalThis.PublicKeyCredential && navigator.credentials) customElements.define('passkey-form', PasskeyForm)
