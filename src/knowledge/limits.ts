/** What an article may have; characters where nothing else is said. */
export const LIMITS = {
  title: 200,
  question: 4_000,
  solution: 60_000,
  /** What a solution may be made of, as `markdown-limits.ts` counts: 3,000 items of lists, or 1,500 rows of four cells. Some 50 MB while it is drawn. */
  parts: 9_000,
  keywords: 500,
  services: 60,
  units: 60,
} as const
