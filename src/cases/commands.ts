import { addNote } from './add-note.ts'
import { annulCase } from './annul-case.ts'
import { attachFiles } from './attach-files.ts'
import type { CommandDefinition } from './call.ts'
import { claimTask } from './claim-task.ts'
import { completeTask } from './complete-task.ts'
import { correctAnswer } from './correct-answer.ts'
import { LEVEL_COMMANDS } from './desk/level-commands.ts'
import { resolveCase } from './desk/resolve-case.ts'
import { giveRuling } from './give-ruling.ts'
import { handOverTask } from './hand-over-task.ts'
import { openCase } from './open-case.ts'
import { refuseSignature } from './refuse-signature.ts'
import { releaseTask } from './release-task.ts'
import { reopenCase } from './reopen-case.ts'
import { undoMove } from './undo-move.ts'

/** Every command on cases: pages and API run the same. */
export const COMMANDS = [
  openCase,
  claimTask,
  releaseTask,
  handOverTask,
  undoMove,
  completeTask,
  refuseSignature,
  addNote,
  attachFiles,
  correctAnswer,
  annulCase,
  reopenCase,
  giveRuling,
  ...LEVEL_COMMANDS,
  resolveCase,
] as unknown as readonly CommandDefinition[]
