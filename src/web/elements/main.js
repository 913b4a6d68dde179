// The one entry of the page. Everything here only adds to pages that already work without it.
import './connection-notice.js'
import './dirty-form.js'
import './live-refresh.js'
import './live-search.js'
import './menu-details.js'
import './theme-switch.js'
import './tray-keys.js'
import './who-picker.js'
