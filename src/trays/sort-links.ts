import type { TrayColumn, TraySort } from '#src/web/components/tray-table.ts'
import { orderOf, type TrayLook, trayAddress } from './tray-look.ts'
import { type OrderKey, USUAL_ORDER } from './tray-order.ts'
import type { TrayName } from './tray-scope.ts'

/** Which column's head orders the tray by what. The priority has none of its own: due is ordered within it. */
const SORTED: Readonly<Partial<Record<TrayColumn, readonly OrderKey[]>>> = {
  due: ['priority', 'due'],
  case: ['number'],
  arrived: ['arrival'],
}

/**
 * The heads by which a tray is ordered. The first press orders by the column, the next turns it round; «Vence» goes from the priority to
 * the due instant alone and back.
 */
export function sortLinks(
  name: TrayName,
  look: TrayLook,
  view: string | undefined,
): Readonly<Partial<Record<TrayColumn, TraySort>>> {
  const now = orderOf(name, look)
  const more = view === undefined ? {} : { vista: view, ajuste: '1' }
  return Object.fromEntries(
    Object.entries(SORTED).map(([column, keys]) => {
      const current = keys.includes(now.by)
      const next = current ? follower(keys, now) : { ...USUAL_ORDER, by: keys[0]! }
      const href = trayAddress(name, { ...look, order: next }, more)
      return [
        column,
        current ? { href, direction: now.descending ? ('descending' as const) : ('ascending' as const) } : { href },
      ]
    }),
  )
}

/** Through all orders of a column: each upwards and downwards, then the next. */
function follower(keys: readonly OrderKey[], now: { by: OrderKey; descending: boolean }) {
  if (!now.descending) return { by: now.by, descending: true }
  return { by: keys[(keys.indexOf(now.by) + 1) % keys.length]!, descending: false }
}
