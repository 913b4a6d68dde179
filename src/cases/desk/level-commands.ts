import { answerSuperior } from './answer-superior.ts'
import { askSuperior } from './ask-superior.ts'
import { assignTask } from './assign-task.ts'
import { engageSupplier, finishSupplier } from './engage-supplier.ts'
import { escalateCase } from './escalate-case.ts'
import { returnLevel } from './return-level.ts'
import { setPriority } from './set-priority.ts'

/** What the desk does about who attends a case, how soon, and at which level. */
export const LEVEL_COMMANDS = [
  setPriority,
  assignTask,
  escalateCase,
  returnLevel,
  askSuperior,
  answerSuperior,
  engageSupplier,
  finishSupplier,
] as const
