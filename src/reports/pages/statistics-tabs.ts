import type { HtmlFragment } from '#src/platform/http/html.ts'
import { tabs } from '#src/web/components/tabs.ts'
import type { View } from '#src/web/locale/time.ts'
import { words } from '../words.ts'

export const TABS = ['summary', 'measure', 'actions', 'scheduled', 'codes'] as const
export type StatisticsTab = (typeof TABS)[number]

export const TAB_PATHS: Readonly<Record<StatisticsTab, string>> = {
  summary: '/estadisticas',
  measure: '/estadisticas/manuales',
  actions: '/estadisticas/acciones',
  scheduled: '/estadisticas/programados',
  codes: '/estadisticas/codigos',
}

/** The parts of the statistics that a person may open. */
export function statisticsTabs(
  view: View,
  current: StatisticsTab,
  may: { readonly measure: boolean; readonly administer: boolean },
): HtmlFragment {
  const shown = TABS.filter((tab) => (tab === 'measure' ? may.measure : tab === 'codes' ? may.administer : true))
  return tabs(
    view,
    words(view.locale, 'tabs'),
    shown.map((tab) => ({
      label: words(view.locale, `tab.${tab}`),
      href: TAB_PATHS[tab],
      current: tab === current,
    })),
  )
}
