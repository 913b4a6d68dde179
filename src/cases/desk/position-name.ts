import type { Directory, PositionId } from '#src/procedure/types.ts'

/** `Unidad / Cargo`, as the manuals print a position. */
export function positionName(directory: Pick<Directory, 'nameOf'>, position: PositionId): string {
  const name = directory.nameOf(position)
  return name === null ? '—' : `${name.unit} / ${name.post}`
}
