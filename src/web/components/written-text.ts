import { type HtmlFragment, html } from '#src/platform/http/html.ts'

/**
 * What a person wrote, as text with its lines: markup in it is shown as it was typed, and addresses that begin with http or https are
 * links that tell the other site nothing of ours.
 */
export function writtenText(text: string): HtmlFragment {
  return html`<p class="written">${linked(text)}</p>`
}

/** The same without a paragraph around it. */
export function linked(text: string): (HtmlFragment | string)[] {
  const parts: (HtmlFragment | string)[] = []
  let from = 0
  for (const { 0: written, index } of text.matchAll(ADDRESS)) {
    const address = withoutEnd(written)
    if (!isAddress(address)) continue
    parts.push(text.slice(from, index), html`<a href="${address}" rel="noopener noreferrer nofollow">${address}</a>`)
    from = index + address.length
  }
  parts.push(text.slice(from))
  return parts
}

const ADDRESS = /(?<![\p{L}\p{N}_])https?:\/\/[^\s<>"'`{}|\\^]{1,2000}/giu

// A full stop or a closing bracket after an address ends the sentence, unless the bracket opened inside.
function withoutEnd(address: string): string {
  let end = address.length
  let unopened = count(address, ')') - count(address, '(')
  const square = address.indexOf('[')
  while (end > 0) {
    const last = address[end - 1]!
    const closes = (last === ')' && unopened > 0) || (last === ']' && (square === -1 || square >= end))
    if (!closes && !'.,;:!?…»”*_'.includes(last)) break
    if (last === ')') unopened -= 1
    end -= 1
  }
  return address.slice(0, end)
}

function count(text: string, wanted: string): number {
  return text.split(wanted).length - 1
}

function isAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:\/\/[^/?#]/i.test(text)
}
