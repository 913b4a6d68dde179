import type { Call } from '#src/cases/call.ts'
import type { CaseFile } from '#src/cases/types.ts'
import type { Act, ActBody, PrivateText } from '#src/procedure/types.ts'

/** Bodies as the next acts of a case, by whoever runs the command. */
export function actsOf(
  call: Call,
  file: CaseFile,
  entries: readonly { readonly body: ActBody; readonly private?: PrivateText }[],
): readonly Act[] {
  return entries.map((entry, place) => ({ seq: file.seq + 1 + place, at: call.now, actor: call.actor, ...entry }))
}
