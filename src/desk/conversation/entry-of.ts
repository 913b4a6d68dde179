import type { DeskEntry } from '#src/cases/desk/desk-move.ts'
import type { ConversationAct } from '#src/procedure/index.ts'
import type { FileRef, PrivateText } from '#src/procedure/types.ts'

type NamedFile = FileRef & { readonly name: string }

/** An act of the conversation with its text and files, ready to be written. */
export function entryOf(
  body: ConversationAct,
  text: string,
  files: readonly NamedFile[],
  contact?: PrivateText['contact'],
): DeskEntry {
  return {
    body: files.length === 0 ? body : { ...body, files: files.map(({ id, sha256 }) => ({ id, sha256 })) },
    private: {
      note: text.trim(),
      ...(files.length === 0 ? {} : { fileNames: files.map(({ name }) => name) }),
      ...(contact === undefined ? {} : { contact }),
    },
  }
}
