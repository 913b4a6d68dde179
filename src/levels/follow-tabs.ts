import type { HtmlFragment } from '#src/platform/http/html.ts'
import { tabs } from '#src/web/components/tabs.ts'
import type { View } from '#src/web/locale/time.ts'
import { followWords } from './follow-words.ts'

const PAGES = { warnings: '/avisos', raised: '/escaladas', skills: '/destrezas' } as const

/** The three lists beside each other: warnings, what was raised to me, and the skills of my people. */
export function followTabs(view: View, current: keyof typeof PAGES): HtmlFragment {
  const items = (Object.keys(PAGES) as (keyof typeof PAGES)[]).map((each) => ({
    label: followWords(view.locale, `tab.${each}`),
    href: PAGES[each],
    current: each === current,
  }))
  return tabs(view, followWords(view.locale, 'tabs'), items)
}
