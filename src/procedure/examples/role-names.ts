import { foldText } from '#src/manual/fold-text.ts'
import type { CompiledProcedure } from '../compile-procedure.ts'
import type { Directory, PersonId, Task } from '../types.ts'
import { REQUESTER } from './synthetic-directory.ts'

/** Does a name of an example, `cargo` or `Dependencia / Cargo`, mean the tray of this task? By the role printed or by the position found for it. */
export function namesTray(name: string, task: Task, directory: Directory): boolean {
  const tray = task.tray
  if (!tray) return false
  const wanted = foldText(name)
  if (tray.because.kind === 'requester') return wanted === REQUESTER || namesRole(wanted, tray.role)
  const position = tray.position === null ? null : directory.nameOf(tray.position)
  const found =
    position !== null &&
    (wanted === foldText(position.post) || wanted === foldText(`${position.unit} / ${position.post}`))
  const group =
    tray.group !== undefined && (wanted === foldText(tray.group) || wanted === foldText(`grupo ${tray.group}`))
  return found || group || namesRole(wanted, tray.role)
}

/** Who acts for a tray in the synthetic directory. */
export function personOfTray(task: Task, directory: Directory): PersonId | null {
  const tray = task.tray
  if (!tray) return null
  return tray.assignee ?? tray.position ?? (tray.group === undefined ? null : (directory.group(tray.group)[0] ?? null))
}

/** The person of a role named without a task: for corrections, rulings and for trying what is another's. */
export function personNamed(name: string, version: CompiledProcedure, directory: Directory): PersonId | null {
  const wanted = foldText(name)
  if (wanted === REQUESTER) return REQUESTER
  const role = version.manual.roles.find((r) => namesRole(wanted, r.key))
  if (role) return directory.position(role.unit, role.post) ?? directory.position(role.unit ?? '', role.post)
  const head = /^jefatura (?:de |del |de la )?(.+)$/.exec(wanted)?.[1]
  return head !== undefined && directory.hasUnit(head) ? directory.headOfUnit(head) : null
}

/** How a task's tray is written in QUEDA. */
export function trayName(task: Task): string {
  if (!task.tray) return 'en espera'
  if (task.tray.because.kind === 'requester') return 'Solicitante'
  return task.tray.role
}

function namesRole(wanted: string, role: string): boolean {
  const slash = role.indexOf(' / ')
  return wanted === foldText(role) || (slash >= 0 && wanted === foldText(role.slice(slash + 3)))
}
