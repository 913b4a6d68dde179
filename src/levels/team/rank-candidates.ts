import { foldText } from '#src/manual/index.ts'
import type { Load, Skill } from './candidates.store.ts'

/** A person to whom a task may go, with all that one looks at before giving it. */
export interface Candidate {
  readonly person: string
  readonly name: string
  readonly post: string
  /** Of the tray to which the task belongs. */
  readonly ofTray: boolean
  readonly away: boolean
  readonly standsIn: boolean
  readonly open: number
  readonly overdue: number
  /** Skills that fit the case, the best first. */
  readonly fits: readonly Skill[]
}

/**
 * The order in which candidates are suggested, the same for everybody: who is there before who is away; who belongs to the tray before
 * others; the better skill that fits; fewer overdue tasks; fewer open ones; by name.
 */
export function rankCandidates(candidates: readonly Candidate[]): Candidate[] {
  return candidates.toSorted(
    (a, b) =>
      Number(a.away) - Number(b.away) ||
      Number(b.ofTray) - Number(a.ofTray) ||
      (b.fits[0]?.level ?? 0) - (a.fits[0]?.level ?? 0) ||
      a.overdue - b.overdue ||
      a.open - b.open ||
      a.name.localeCompare(b.name, 'es'),
  )
}

/** The skills that name what a case is about: one of `matters` contains the skill, or the skill contains it. */
export function fittingSkills({ skills }: Pick<Load, 'skills'>, matters: readonly string[]): Skill[] {
  const folded = matters.map(foldText).filter((matter) => matter.length > 2)
  return skills.filter(({ skill }) => {
    const name = foldText(skill)
    return name.length > 1 && folded.some((matter) => matter.includes(name) || name.includes(matter))
  })
}
