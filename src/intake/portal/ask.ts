import { findCase } from '#src/cases/case.store.ts'
import { command } from '#src/cases/command.ts'
import { completeTask } from '#src/cases/complete-task.ts'
import { openCase } from '#src/cases/open-case.ts'

/**
 * Asks for something: opens the case and, where the manual gives its first step to whoever asks, does that step with what was just
 * written, in the same transaction. So a request that needs the approval of the own head waits for it at once.
 */
export const ask = command({
  ...openCase,
  name: 'ask-at-the-portal',
  async run(call) {
    const place = await openCase.run(call)
    const person = call.actor.kind === 'person' ? call.actor.person : null
    const file = person === null ? null : await findCase(call.tx, place.number, [person])
    const task = file?.state.tasks.find((each) => each.kind === 'step' && each.tray?.because.kind === 'requester')
    if (file === null || task === undefined || task.question !== undefined || file.state.tasks.length !== 1)
      return place
    return completeTask.run({ ...call, params: { number: place.number, task: String(task.id) }, input: {} })
  },
})
