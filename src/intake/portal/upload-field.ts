import type { Sent } from '#src/cases/sent.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { hiddenFields } from '#src/web/components/button.ts'
import { icon } from '#src/web/components/icon.ts'
import type { View } from '#src/web/locale/time.ts'
import { words } from './words.ts'

/** Name of the hidden inputs that keep files already received. */
export const KEPT = 'adjuntos-recibidos'

/** Name of the box by which a document already received is taken away. */
export const dropName = (id: string): string => `quitar:${id}`

const LIMIT = 26_214_400

export interface UploadInput {
  /** Begins the ids of the inputs. */
  readonly id: string
  readonly csrf: string
  readonly sent?: Sent
}

/** Documents: from the camera of a telephone or from what is on the device. What was received before stays. */
export function uploadField({ locale }: View, { id, csrf, sent }: UploadInput): HtmlFragment {
  const kept = sent?.attachments ?? []
  const attributes = {
    wait: words(locale, 'upload.wait'),
    failed: words(locale, 'upload.failed'),
    large: words(locale, 'upload.too-large'),
    done: words(locale, 'upload.done'),
    again: words(locale, 'upload.again'),
    remove: words(locale, 'upload.remove'),
  }
  return html`<upload-files class="field light-upload" role="group" aria-labelledby="${id}-titulo" url="/api/files" csrf="${csrf}" kept="${KEPT}" limit="${LIMIT}" wait="${attributes.wait}" failed="${attributes.failed}" too-large="${attributes.large}" done="${attributes.done}" again="${attributes.again}" remove="${attributes.remove}"><p class="light-label" id="${id}-titulo">${words(locale, 'upload.title')}</p><p class="help" id="${id}-ayuda">${words(locale, 'upload.help')}</p>${kept.length === 0 ? '' : html`${hiddenFields({ [KEPT]: kept.join(' ') })}<p class="light-kept">${icon('check')}<span>${words(locale, 'upload.kept', { count: kept.length })}</span></p><ul class="light-uploads">${kept.map((each) => html`<li><span>${sent?.fileNames?.[each] ?? ''}</span><label class="radio"><input type="checkbox" name="${dropName(each)}" value="si"><span>${words(locale, 'upload.remove')}<span class="visually-hidden"> ${sent?.fileNames?.[each] ?? ''}</span></span></label></li>`)}</ul>`}
<label class="light-pick" for="${id}-foto">${icon('plus')}<span>${words(locale, 'upload.photo')}</span></label><input type="file" id="${id}-foto" name="adjuntos" accept="image/*" capture="environment" aria-describedby="${id}-ayuda">
<label class="light-pick" for="${id}">${icon('file')}<span>${words(locale, 'upload.files')}</span></label><input type="file" id="${id}" name="adjuntos" accept="image/*,application/pdf" multiple aria-describedby="${id}-ayuda"><ul data-list class="light-uploads" aria-live="polite"></ul><p data-say class="field-error" role="status"></p></upload-files>`
}
