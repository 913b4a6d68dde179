import type { InstitutionDirectory, UnitId } from '#src/people/types.ts'
import type { Task } from '#src/procedure/types.ts'

/** As what somebody signs. */
export interface Capacity {
  readonly post?: string
  readonly unit?: string
  readonly unitId: UnitId | null
  /** Name of the absent holder, `position` for a deputy of the position itself, null for one's own post. */
  readonly standsInFor: string | null
}

/** The post of the task's tray, held or stood in for; for a task that came otherwise, the person's own first post. */
export function capacityOf(directory: InstitutionDirectory, person: string, task: Task): Capacity {
  const posts = directory.actingPostsOf(person)
  const post =
    posts.find(({ id }) => id === task.tray?.position) ??
    posts.find(({ standsInFor }) => standsInFor === null) ??
    posts[0]
  if (post === undefined) {
    const unit = directory.unitOf(person)
    return { unit: unit?.name, unitId: unit?.id ?? null, standsInFor: null }
  }
  const { standsInFor: who } = post
  return {
    post: post.title,
    unit: post.unit,
    unitId: directory.postById(post.id)?.unit ?? null,
    standsInFor:
      who === null ? null : who === 'position' ? (absentHolder(directory, post.id) ?? who) : directory.personName(who),
  }
}

/** Name of who holds a position today, away as that person is; null while the position is vacant. */
function absentHolder(directory: InstitutionDirectory, position: string): string | null {
  const { today } = directory
  const held = directory.rows.tenures.find(
    (each) => each.position === position && each.from <= today && (each.until === null || each.until >= today),
  )
  return held === undefined ? null : directory.personName(held.person)
}
