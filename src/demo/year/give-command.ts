import { apply, type DeskAct, decide } from '#src/procedure/index.ts'
import type { Actor, Command, PrivateText, Task } from '#src/procedure/types.ts'
import { newCase } from './new-case.ts'
import { schedule } from './schedule.ts'
import type { Live, Year } from './year-world.ts'

/** Decides and applies a command; false where the engine refuses it, and then nothing has changed. */
export function give(year: Year, live: Live, at: string, actor: Actor, command: Command): boolean {
  const procedure = year.world.procedure(live.manual, live.procedure)!
  const { calendar } = year.world
  const context = { actor, now: at, calendar, directory: year.world.directory(at) }
  const decision = decide(procedure, live.acts.length === 0 ? null : live.state, command, context)
  if ('refusal' in decision) return false
  for (const act of decision.acts) {
    live.acts.push(act)
    live.state = apply(live.acts.length === 1 ? null : live.state, act)
  }
  for (const { body } of decision.acts)
    if (body.kind === 'task-arrived' && body.task.kind === 'child') openChild(year, live, at, body.task)
  if (live.state.status !== 'open' && live.parent !== null) tellParent(year, live, at)
  return true
}

function openChild(year: Year, parent: Live, at: string, task: Task): void {
  const { procedure, manual = parent.manual } = task.child!
  const subject = parent.subject
  const child = newCase(year, at, {
    manual,
    procedure,
    channel: 'procedimiento',
    subject,
    service: year.file.services.find((each) => each.manual === manual && each.procedure === procedure),
    parent: { number: parent.number, task: task.id },
  })
  const opened = give(
    year,
    child,
    at,
    { kind: 'system' },
    {
      kind: 'open-case',
      start: 'procedimiento',
      channel: 'procedimiento',
      requester: { kind: 'case', number: parent.number },
      title: subject.title,
    },
  )
  if (!opened) throw new Error(`${parent.number}: procedure ${procedure} of ${manual} could not be applied`)
  give(year, parent, at, { kind: 'system' }, { kind: 'link-child', task: task.id, number: child.number })
  keep(year, child, at)
}

function tellParent(year: Year, child: Live, at: string): void {
  const { number, task } = child.parent!
  const parent = year.live.get(number)
  if (parent === undefined || !parent.state.tasks.some((each) => each.id === task && each.kind === 'child')) return
  const status = child.state.status === 'annulled' ? 'annulled' : 'closed'
  give(year, parent, at, { kind: 'system' }, { kind: 'finish-child', task, number: child.number, status })
  schedule(year, parent, at)
}

/** Writes what somebody does around the steps. */
export function write(live: Live, at: string, actor: Actor, body: DeskAct, text: PrivateText): void {
  const act = { seq: live.acts.length + 1, at, actor, body, private: text }
  live.acts.push(act)
  live.state = apply(live.state, act)
}

/** A case that is open from now on. */
export function keep(year: Year, live: Live, at: string): void {
  year.live.set(live.number, live)
  schedule(year, live, at)
}
