import { applyDesk, isDeskAct } from './desk/index.ts'
import { withRowsMoved } from './move-rows.ts'
import type { Act, CaseState, EngineAct, Task, TaskId, Tray } from './types.ts'

/** The case after one more act. Copies what the act says and computes nothing, so that a new engine reads old records alike. */
export function apply(state: CaseState | null, act: Act): CaseState {
  if (act.body.kind === 'case-opened') return opened(act, act.body)
  if (!state) throw new Error(`The record of a case begins with case-opened, not with ${act.body.kind}`)
  if (act.seq !== state.seq + 1) throw new Error(`Act ${act.seq} does not follow act ${state.seq}`)
  if (act.body.kind === 'case-reopened') return reopened(state, act)
  if (isDeskAct(act.body)) {
    // Undoing a merge gives back what reopening forgets.
    const back = act.body.kind === 'case-unmerged' ? { blocks: act.body.blocks, rounds: act.body.rounds } : {}
    return { ...state, seq: act.seq, ...back, desk: applyDesk(state.desk, act, act.body) }
  }
  return { ...state, seq: act.seq, ...changed(state, act, act.body) }
}

/** The case that a list of acts tells, from the first. Throws on an empty list, a gap, or a list that does not begin with case-opened. */
export function replay(acts: readonly Act[]): CaseState {
  let state: CaseState | null = null
  for (const act of acts) state = apply(state, act)
  if (!state) throw new Error('A case has at least one act')
  return state
}

function opened(act: Act, body: Extract<EngineAct, { kind: 'case-opened' }>): CaseState {
  return {
    manual: body.manual,
    version: body.version,
    procedure: body.procedure,
    status: 'open',
    openedAt: act.at,
    requester: body.requester,
    channel: body.channel,
    seq: act.seq,
    nextTask: 1,
    tasks: [],
    holders: {},
    completed: {},
    answers: {},
    choices: {},
    rounds: {},
    visits: {},
    forms: body.form ? { [body.form]: act.seq } : {},
    objects: {},
    papers: [],
    blocks: {},
    arrivals: {},
  }
}

function reopened({ closedAt: _, ...state }: CaseState, act: Act): CaseState {
  return { ...state, seq: act.seq, status: 'open', blocks: {}, rounds: {} }
}

function changed(
  state: CaseState,
  act: Act,
  body: Exclude<EngineAct, { kind: 'case-opened' | 'case-reopened' }>,
): Partial<CaseState> {
  switch (body.kind) {
    case 'task-arrived':
      return arrived(state, body)
    case 'task-claimed':
      return act.actor.kind === 'person' ? held(state, act, body.task, body.role, act.actor.person) : {}
    case 'task-handed-over':
      return held(state, act, body.task, body.role, body.to, true)
    case 'task-released': {
      const { [body.role]: _, ...holders } = state.holders
      return {
        holders,
        tasks: withTask(state, body.task, ({ claimedAt: _at, ...task }) => ({
          ...task,
          tray: task.tray && unassigned(task.tray),
        })),
      }
    }
    case 'task-completed':
      return completed(state, act, body)
    case 'child-finished': {
      const row = state.tasks.find((t) => t.id === body.task)?.row
      const done = body.status === 'closed' && row ? { [row]: { at: act.at, by: act.actor, task: body.task } } : {}
      return { tasks: without(state, body.task), completed: { ...state.completed, ...done } }
    }
    case 'signature-refused':
    case 'task-withdrawn':
    case 'wait-ended':
      return { tasks: without(state, body.task) }
    case 'deadline-expired':
      return { tasks: withTask(state, body.task, (t) => (t.due ? { ...t, due: { ...t.due, expired: true } } : t)) }
    case 'task-escalated':
      return { tasks: withTask(state, body.task, ({ claimedAt: _at, ...task }) => ({ ...task, tray: body.tray })) }
    case 'round-counted':
      return { rounds: { ...state.rounds, [body.row]: body.rounds } }
    case 'paper-archived':
      return {
        papers: [
          ...state.papers,
          { object: body.object, row: body.row, kind: body.custody, ...(body.until && { until: body.until }) },
        ],
      }
    case 'object-left':
      return { objects: { ...state.objects, [body.object]: act.seq } }
    case 'block-opened':
      return { blocks: { ...state.blocks, [body.step]: body.rows } }
    case 'block-row-done':
      return { blocks: blockWithout(state.blocks, String(body.step), body.row) }
    case 'child-linked':
      return {
        tasks: withTask(state, body.task, (t) => (t.child ? { ...t, child: { ...t.child, number: body.number } } : t)),
      }
    case 'due-moved':
      return { tasks: withTask(state, body.task, (t) => ({ ...t, due: body.due })) }
    case 'answer-corrected':
      return { blocks: {} }
    // Every question is then entered from elsewhere; a correction only repeats one, so its loop keeps its count.
    case 'ruling-given':
      return { blocks: {}, rounds: {} }
    case 'version-changed':
      return {
        ...withRowsMoved(state, body),
        seq: act.seq,
        manual: body.manual,
        version: body.version,
        procedure: body.procedure,
        tasks: body.tasks,
      }
    case 'case-closed':
      return { status: 'closed', closedAt: act.at }
    case 'case-annulled':
      return { status: 'annulled', closedAt: act.at, blocks: {} }
    case 'role-notified':
    case 'limit-exceeded':
    case 'register-written':
    case 'action-done':
    case 'note-added':
    case 'files-attached':
      return {}
  }
}

function arrived(state: CaseState, { task, visit }: Extract<EngineAct, { kind: 'task-arrived' }>): Partial<CaseState> {
  return {
    tasks: [...state.tasks, task],
    nextTask: Math.max(state.nextTask, task.id + 1),
    visits: { ...state.visits, [task.row]: visit },
    arrivals: task.kind === 'step' ? { ...state.arrivals, [task.row]: task.arrivedAt } : state.arrivals,
  }
}

function held(
  state: CaseState,
  act: Act,
  id: TaskId,
  role: string,
  person: string,
  handedOver?: true,
): Partial<CaseState> {
  return {
    holders: { ...state.holders, [role]: person },
    tasks: withTask(state, id, (task) => ({
      ...task,
      claimedAt: act.at,
      tray: task.tray && { ...unassigned(task.tray), assignee: person, ...(handedOver && { handedOver }) },
    })),
  }
}

function unassigned({ handedOver: _, ...tray }: Tray): Tray {
  return { ...tray, assignee: null }
}

function completed(
  state: CaseState,
  act: Act,
  body: Extract<EngineAct, { kind: 'task-completed' }>,
): Partial<CaseState> {
  const done = { at: act.at, by: act.actor, task: body.task }
  const { answered, choice, form } = body
  return {
    tasks: without(state, body.task),
    completed: answered
      ? { ...state.completed, [body.row]: done, [answered.step]: done }
      : { ...state.completed, [body.row]: done },
    ...(answered && { answers: { ...state.answers, [answered.step]: { answer: answered.answer, ...done } } }),
    ...(choice && {
      choices: { ...state.choices, [body.choiceRow ?? body.row]: { ...choice, at: act.at, seq: act.seq } },
    }),
    ...(form && { forms: { ...state.forms, [form]: act.seq } }),
  }
}

function withTask(state: CaseState, id: TaskId, change: (task: Task) => Task): readonly Task[] {
  return state.tasks.map((task) => (task.id === id ? change(task) : task))
}

function without(state: CaseState, id: TaskId): readonly Task[] {
  return state.tasks.filter((task) => task.id !== id)
}

function blockWithout(blocks: CaseState['blocks'], step: string, row: string): CaseState['blocks'] {
  const { [step]: rows = [], ...others } = blocks
  const left = rows.filter((r) => r !== row)
  return left.length > 0 ? { ...others, [step]: left } : others
}
