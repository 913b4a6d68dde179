import { foldText } from '#src/manual/fold-text.ts'
import { apply } from '../apply.ts'
import type { CompiledProcedure } from '../compile-procedure.ts'
import type { Act, Command, Context, Decision, EngineRefusal, FormValue, PrivateText } from '../types.ts'
import { validateForm } from '../validate-form.ts'
import { enterStep } from './flow.ts'
import { refuse, startRun } from './run.ts'

type OpenCase = Extract<Command, { kind: 'open-case' }>

/** Opens a case at step 1. The form of step 1 must come with a request through the portal; elsewhere step 1 may fill it. */
export function openCase(version: CompiledProcedure, command: OpenCase, context: Context): Decision {
  const offered = offers(version, command)
  if (offered) return offered
  const form = readForm(version, command)
  if (form && 'refusal' in form) return form
  const { files = [], contact, distinctFrom } = command
  const title = command.title?.trim()
  const privateText: PrivateText = {
    ...(title && { title }),
    ...(contact && { contact }),
    ...(form && { form: form.values }),
    ...(files.length > 0 && { fileNames: files.map((f) => f.name) }),
  }
  const opened: Act = {
    seq: 1,
    at: context.now,
    actor: context.actor,
    body: {
      kind: 'case-opened',
      manual: version.manual.front.code,
      version: version.manual.front.version,
      procedure: version.procedure.number,
      start: command.start,
      channel: command.channel,
      requester: command.requester,
      ...(form && { form: form.code }),
      ...(files.length > 0 && { files: files.map(({ id, sha256 }) => ({ id, sha256 })) }),
      ...(distinctFrom && { distinctFrom }),
    },
    ...(Object.keys(privateText).length > 0 && { private: privateText }),
  }
  const run = startRun(version, apply(null, opened), context)
  run.acts.push(opened)
  enterStep(run, version.first)
  return { acts: run.acts }
}

/** A request must be one that the manual offers, by one of its channels. A case opened by another case, a schedule or an alert has no channel. */
function offers(version: CompiledProcedure, command: OpenCase): { refusal: EngineRefusal } | null {
  const { starts } = version.procedure
  if (command.requester.kind === 'case' || starts.length === 0) return null
  const wanted = foldText(command.start)
  const start = starts.find((s) => (s.kind === 'request' ? foldText(s.name) === wanted : s.kind === command.start))
  if (!start) return refuse('start-not-offered', { start: command.start })
  const channels: readonly string[] = start.kind === 'request' ? start.channels : []
  if (channels.length === 0 || channels.includes(command.channel)) return null
  return refuse('channel-not-offered', { channel: command.channel, channels: channels.join(', ') })
}

function readForm(
  version: CompiledProcedure,
  command: OpenCase,
): { code: string; values: Readonly<Record<string, FormValue>> } | { refusal: EngineRefusal } | null {
  const code = version.steps.get(version.first)?.facts.form
  const form = code === undefined ? undefined : version.forms.get(code)
  if (!form) return command.form && Object.keys(command.form).length > 0 ? refuse('no-form') : null
  if (command.form === undefined && command.channel !== 'portal') return null
  const { values, faults } = validateForm(form, command.form ?? {}, command.files)
  if (Object.keys(faults).length > 0)
    return refuse('form-faults', { form: form.code, count: Object.keys(faults).length }, faults)
  return { code: form.code, values }
}
