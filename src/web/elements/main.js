// The one entry of the page. Everything here only adds to pages that already work without it.
import './canned-picker.js'
import './case-presence.js'
import './connection-notice.js'
import './dirty-form.js'
import './live-refresh.js'
import './live-search.js'
import './mention-field.js'
import './menu-details.js'
import './missing-frame.js'
import './passkey-form.js'
import './search-suggestions.js'
import './send-key.js'
import './sent-form.js'
import './theme-switch.js'
import './tray-keys.js'
import './tray-select.js'
import './who-picker.js'

// Turbo gives up what it asked for a page that was left, and leaves the half-read answer unhandled: no fault of the page.
addEventListener('unhandledrejection', (event) => {
  if (event.reason?.name === 'AbortError') event.preventDefault()
})
