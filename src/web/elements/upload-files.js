/**
 * <upload-files url="/api/files" csrf="…" kept="input name" …words><label><input type="file"></label><ul data-list></ul></upload-files>
 * Sends each file when it is chosen, with how far it is, and keeps its id in a hidden field: sending the form is quick then, and a line
 * that breaks costs one file and not all. Without it the files go with the form.
 */
class UploadFiles extends HTMLElement {
  connectedCallback() {
    this.addEventListener('change', this.chosen)
    this.closest('form')?.addEventListener('submit', this.leaving)
  }

  disconnectedCallback() {
    this.closest('form')?.removeEventListener('submit', this.leaving)
  }

  under = 0

  chosen = (event) => {
    const input = event.target
    if (input.type !== 'file') return
    for (const file of input.files) this.send(file)
    input.value = ''
  }

  /** A form that is sent while files are under way would go without them. */
  leaving = (event) => {
    if (this.under === 0) return
    event.preventDefault()
    this.say(this.getAttribute('wait'))
  }

  send(file) {
    const line = document.createElement('li')
    const name = document.createElement('span')
    const state = document.createElement('span')
    const bar = document.createElement('progress')
    name.textContent = file.name
    bar.setAttribute('aria-label', file.name)
    bar.max = 1
    bar.value = 0
    line.append(name, bar, state)
    this.querySelector('[data-list]').append(line)
    if (file.size > Number(this.getAttribute('limit'))) {
      this.failed(line, bar, state, this.getAttribute('too-large'))
      return
    }
    this.post(file, line, bar, state)
  }

  post(file, line, bar, state) {
    const request = new XMLHttpRequest()
    const body = new FormData()
    body.set('file', file)
    request.open('POST', this.getAttribute('url'))
    request.setRequestHeader('x-csrf-token', this.getAttribute('csrf'))
    request.upload.addEventListener('progress', (event) => {
      if (!event.lengthComputable) return
      bar.value = event.loaded / event.total
      state.textContent = `${Math.round(bar.value * 100)} %`
    })
    request.addEventListener('loadend', () => {
      this.under -= 1
      if (request.status === 201) this.kept(JSON.parse(request.responseText).id, line, bar, state)
      else this.failed(line, bar, state, this.getAttribute('failed'), file)
    })
    this.under += 1
    request.send(body)
  }

  kept(id, line, bar, state) {
    bar.remove()
    state.textContent = this.getAttribute('done')
    const { field } = this
    field.value = `${field.value} ${id}`.trim()
    const drop = this.action(this.getAttribute('remove'), () => {
      field.value = field.value
        .split(' ')
        .filter((each) => each !== id)
        .join(' ')
      line.remove()
    })
    line.append(drop)
    this.say('')
  }

  /** One field holds all ids, those that a refused form brought back too. */
  get field() {
    const name = this.getAttribute('kept')
    const there = this.querySelector(`input[type="hidden"][name="${name}"]`)
    if (there !== null) return there
    const field = document.createElement('input')
    field.type = 'hidden'
    field.name = name
    this.append(field)
    return field
  }

  failed(line, bar, state, why, file) {
    bar.remove()
    line.className = 'failed'
    state.textContent = why
    const drop = this.action(this.getAttribute('remove'), () => line.remove())
    if (file !== undefined) {
      line.append(
        this.action(this.getAttribute('again'), () => {
          line.remove()
          this.send(file)
        }),
      )
    }
    line.append(drop)
  }

  action(label, run) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'button quiet'
    button.textContent = label
    button.addEventListener('click', run)
    return button
  }

  say(text) {
    const place = this.querySelector('[data-say]')
    if (place !== null) place.textContent = text
  }
}

customElements.define('upload-files', UploadFiles)
