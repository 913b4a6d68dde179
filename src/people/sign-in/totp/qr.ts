import { encode } from 'uqr'
import { attributes, type HtmlFragment, html } from '#src/platform/http/html.ts'

/** A QR code as SVG: dark on light in every theme, or cameras would not read it. One path, no styles. */
export function qrCode(text: string, label: string): HtmlFragment {
  const { data, size } = encode(text, { ecc: 'L', border: 4 })
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return html`<svg class="qr-code" role="img" aria-label="${label}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><rect class="qr-paper"${attributes({ width: size, height: size })}/><path class="qr-ink" d="${path}"/></svg>`
}
