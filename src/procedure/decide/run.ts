import { apply } from '../apply.ts'
import type { CompiledProcedure } from '../compile-procedure.ts'
import type { Act, ActBody, Actor, CaseState, Context, EngineRefusal, PrivateText } from '../types.ts'

/** A decision under way: the acts so far and the case as they leave it. */
export interface Run {
  readonly version: CompiledProcedure
  readonly context: Context
  readonly acts: Act[]
  state: CaseState
  /** Rows that passed by without anybody's work in this decision; bounds a circle of them in an unsound manual. */
  passed: number
}

export const SYSTEM: Actor = { kind: 'system' }

export function startRun(version: CompiledProcedure, state: CaseState, context: Context): Run {
  return { version, context, state, acts: [], passed: 0 }
}

/** Adds an act of the command's actor. */
export function emit(run: Run, body: ActBody, privateText?: PrivateText): void {
  append(run, run.context.actor, body, privateText)
}

/** Adds an act that follows from another: arrivals, counts, closings. */
export function follow(run: Run, body: ActBody): void {
  append(run, SYSTEM, body)
}

function append(run: Run, actor: Actor, body: ActBody, privateText?: PrivateText): void {
  const act: Act = {
    seq: run.state.seq + 1,
    at: run.context.now,
    actor,
    body,
    ...(privateText && { private: privateText }),
  }
  run.state = apply(run.state, act)
  run.acts.push(act)
}

export function refuse(
  code: EngineRefusal['code'],
  data: EngineRefusal['data'] = {},
  fields?: EngineRefusal['fields'],
) {
  return { refusal: { code, data, ...(fields && { fields }) } }
}
