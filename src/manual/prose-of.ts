import type { Manual, Section } from './types.ts'

/** A section's text without the forms in it: those stand in parts of their own. */
export function proseOf({ markdown, span }: Section, { source, forms }: Pick<Manual, 'source' | 'forms'>): string {
  let text = ''
  let from = span.end.offset - markdown.length
  for (const form of forms) {
    if (form.span.start.offset < from || form.span.end.offset > span.end.offset) continue
    text += source.slice(from, form.span.start.offset)
    from = form.span.end.offset
  }
  return text + source.slice(from, span.end.offset)
}
