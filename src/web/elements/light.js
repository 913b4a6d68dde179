// The one entry of the light pages. Everything here only adds to pages that already work without it.
import './article-offers.js'
import './connection-notice.js'
import './dirty-form.js'
import './light-drafts.js'
import './theme-switch.js'
import './upload-files.js'
