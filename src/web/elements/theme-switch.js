/** <theme-switch><form>…</form></theme-switch>: applies the chosen appearance at once and keeps it in the cookie that the server reads. */
class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    this.addEventListener('submit', this.choose)
  }

  choose = (event) => {
    const theme = event.submitter?.value
    if (!['auto', 'light', 'dark'].includes(theme)) return
    event.preventDefault()
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store needs HTTPS, and many offices have plain HTTP
    document.cookie = `apariencia=${theme}; path=/; max-age=31536000; samesite=lax`
    document.documentElement.dataset.theme = theme
    for (const button of this.querySelectorAll('button'))
      button.setAttribute('aria-pressed', String(button.value === theme))
  }
}

customElements.define('theme-switch', ThemeSwitch)
