/** A text whose HTML comments are blanks, so that every offset stays: what is not printed is not read. */
export function withoutComments(source: string): string {
  return source.replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\r\n]/g, ' '))
}

/** Without the Notas too: one may tell how the source of a manual writes a name. */
export function withoutNotes(source: string): string {
  return withoutComments(source).replace(/^- [^\n]*?\bNota: [^\n]*/gm, (note) => ' '.repeat(note.length))
}
