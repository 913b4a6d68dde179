import { Type } from 'typebox'
import { casePlace } from './case-place.ts'
import { command } from './command.ts'
import { bindFiles, claimFiles } from './files.store.ts'
import { CasePlace, FileIds } from './inputs.ts'
import { moveCase } from './move-case.ts'

/** Attaches stored files to a case. */
export const attachFiles = command({
  name: 'attach-files',
  route: 'POST /cases/:number/attachments',
  summary: { es: 'Adjunta archivos', en: 'Attaches files' },
  input: Type.Object({ files: FileIds }, { additionalProperties: false }),
  answer: CasePlace,
  async run(call) {
    const files = await claimFiles(call, call.input.files)
    const moved = await moveCase(call, call.params.number!, { kind: 'attach-files', files })
    await bindFiles(call, moved.id, call.input.files)
    return casePlace(moved)
  },
})
