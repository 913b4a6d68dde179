import { type HtmlFragment, html } from '#src/platform/http/html.ts'

/**
 * A form that searches by GET, whose answer is also shown while one types: the part of the page with the id `results` is taken from
 * the answer. Without scripts the form is sent.
 */
export function liveSearch({ results, body }: { readonly results: string; readonly body: HtmlFragment }): HtmlFragment {
  return html`<live-search results="${results}">${body}</live-search>`
}
