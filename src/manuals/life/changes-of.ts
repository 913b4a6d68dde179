import type { Call } from '#src/cases/call.ts'
import { describeChanges } from '#src/manual/index.ts'
import type { Manual } from '#src/manual/types.ts'

/** What a manual changes against the version in force, in words, one a line; empty where it is the first. */
export async function changesOf(call: Pick<Call, 'tx' | 'deps' | 'now'>, manual: Manual): Promise<string> {
  const { code } = manual.front
  const before = (await call.deps.manuals.inForce(call.tx, call.now)).find((version) => version.code === code)
  if (before === undefined) return ''
  return describeChanges(before.manual, manual)
    .filter(({ sentence }) => !/^La versión es ahora/.test(sentence))
    .map(({ procedure, sentence }) => (procedure === undefined ? sentence : `Procedimiento ${procedure}: ${sentence}`))
    .join('\n')
}
