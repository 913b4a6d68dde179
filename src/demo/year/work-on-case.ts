import type { InstitutionDirectory } from '#src/people/types.ts'
import { type CompiledProcedure, mayAct, mayAnnul, nextTimer, rowOf } from '#src/procedure/index.ts'
import type { Actor, Task } from '#src/procedure/types.ts'
import { chooseAnswer, chooseRow } from './choose-answer.ts'
import { fillForm } from './fill-form.ts'
import { give, write } from './give-command.ts'
import { schedule } from './schedule.ts'
import type { Live, Year } from './year-world.ts'

/** What happens in a case when its time has come: a time of its own is over, or somebody works on its first task. */
export function workOnCase(year: Year, at: string, number: string): void {
  const live = year.live.get(number)!
  if (live.state.status !== 'open') return
  const timer = nextTimer(live.state)
  if (timer !== null && timer <= at) give(year, live, at, { kind: 'system' }, { kind: 'pass-time' })
  else if (!year.random.chance(0.003) || !annul(year, live, at)) workOn(year, live, at)
  schedule(year, live, at)
}

/** Now and then a case is annulled by whoever answers for it: asked twice, or not needed any more. */
function annul(year: Year, live: Live, at: string): boolean {
  const procedure = year.world.procedure(live.manual, live.procedure)!
  const directory = year.world.directory(at)
  const person = directory.activePeople.find(({ id }) => mayAnnul(procedure, live.state, id, directory) === 'yes')
  if (person === undefined || live.parent !== null) return false
  const reason = year.random.pick(year.file.reasons)
  return give(year, live, at, { kind: 'person', person: person.id }, { kind: 'annul-case', reason })
}

function workOn(year: Year, live: Live, at: string): void {
  const task = live.state.tasks.find((each) => each.tray !== null)
  if (task === undefined) return
  const { random, world } = year
  const directory = world.directory(at)
  const procedure = world.procedure(live.manual, live.procedure)!
  const able = candidates(directory, live, task).filter(
    (person) => mayAct(procedure, live.state, task, person, directory) === 'yes',
  )
  if (able.length === 0) return
  const person = task.tray?.assignee ?? random.pick(able)
  const actor = { kind: 'person', person: able.includes(person) ? person : able[0]! } as const
  if (task.tray!.assignee === null && task.kind === 'step' && random.chance(0.75)) {
    give(year, live, at, actor, { kind: 'claim-task', task: task.id })
    return
  }
  const official = actor.person !== live.requesterPerson
  if (official && random.chance(0.06))
    write(live, at, actor, { kind: 'note-written' }, { note: random.pick(year.file.notes) })
  if (task.kind === 'signature' && random.chance(0.04)) {
    const refused = { kind: 'refuse-signature', task: task.id, reason: random.pick(year.file.reasons) } as const
    if (give(year, live, at, actor, refused)) return
  }
  complete(year, live, at, actor, procedure, task)
}

function complete(
  year: Year,
  live: Live,
  at: string,
  actor: Actor & { kind: 'person' },
  procedure: CompiledProcedure,
  task: Task,
): void {
  const { random } = year
  const answer = chooseAnswer(procedure, task, live.service, random)
  const row = rowOf(procedure, task.row)
  const code = task.kind === 'signature' ? undefined : row.facts.form
  const asked = code !== undefined ? code : formOfAnswer(procedure, task, answer)
  const form = asked === undefined ? undefined : procedure.forms.get(asked)
  const before = live.files.length
  const values = form === undefined ? undefined : fillForm(year, live, form, at, actor.person)
  const files = live.files.slice(before).map(({ id, name }) => ({ id, name, sha256: year.world.paper }))
  const done = give(year, live, at, actor, {
    kind: 'complete-task',
    task: task.id,
    ...(answer !== undefined && { answer }),
    choice: chooseRow(procedure, task, answer, random),
    ...(values && { form: values }),
    ...(files.length > 0 && { files }),
    ...(task.overLimit && { reason: random.pick(year.file.reasons) }),
  })
  if (!done) live.files.length = before
  else if (live.state.status === 'closed' && actor.person !== live.requesterPerson && random.chance(0.85)) {
    const resolution = random.pick(year.file.resolutions)
    write(live, at, actor, { kind: 'case-resolved', ...resolution }, {})
  }
}

function formOfAnswer(procedure: CompiledProcedure, task: Task, answer: string | undefined): string | undefined {
  if (answer === undefined || task.question === undefined) return undefined
  const step = procedure.steps.get(task.question)
  return step?.branches.find((branch) => branch.answer === answer)?.facts.form ?? step?.facts.form
}

function candidates(directory: InstitutionDirectory, live: Live, { tray }: Task): readonly string[] {
  if (tray === null) return []
  if (tray.assignee !== null) return [tray.assignee]
  if (tray.because.kind === 'requester') return live.requesterPerson === null ? [] : [live.requesterPerson]
  if (tray.group !== undefined) return directory.group(tray.group)
  return tray.position === null ? [] : directory.holders(tray.position)
}
