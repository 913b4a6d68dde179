import { type HtmlFragment, html, raw } from '#src/platform/http/html.ts'

const PATHS = {
  tray: 'M3 13l2.5-8h13L21 13v6H3zM3 13h5l1.5 3h5L16 13h5',
  plus: 'M12 5v14M5 12h14',
  cases: 'M4 7h6l2 2h8v10H4z',
  manual: 'M5 4h12a2 2 0 0 1 2 2v14H7a2 2 0 0 1-2-2zM5 18a2 2 0 0 1 2-2h12M9 8h6',
  phone: 'M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a1 1 0 0 1-1 1A16 16 0 0 1 4 5a1 1 0 0 1 1-1z',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 20c0-3.5 2.7-6 6-6s6 2.5 6 6M16 4.5a3.5 3.5 0 0 1 0 6M17.5 14.5c2.1.8 3.5 2.9 3.5 5.5',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v5M16 3v5',
  report: 'M4 20h16M7 16v-5M12 16V6M17 16v-8',
  book: 'M4 5h7a1 1 0 0 1 1 1v14a2 2 0 0 0-2-2H4zM20 5h-7a1 1 0 0 0-1 1v14a2 2 0 0 1 2-2h6z',
  settings:
    'M4 7h9M17 7h3M4 17h3M11 17h9M15 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM9 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4.5 4.5',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2',
  alert: 'M12 4l9 16H3zM12 10v4.5M12 17.2v.3',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  cross: 'M6 6l12 12M18 6L6 18',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.5M12 7.6v.3',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  clip: 'M19 11l-7.5 7.5a4.2 4.2 0 0 1-6-6L13 5a2.8 2.8 0 0 1 4 4l-7.4 7.4a1.4 1.4 0 0 1-2-2L14 8',
  down: 'M6 9l6 6 6-6',
  right: 'M9 6l6 6-6 6',
  left: 'M15 6l-6 6 6 6',
  up: 'M12 20V6M6 11l6-6 6 6',
  wait: 'M8 4h8M8 20h8M9 4c0 5 6 5.500 6 8s-6 3-6 8M15 4c0 5-6 5.500-6 8s6 3 6 8',
  pen: 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3',
  note: 'M5 4h14v11l-5 5H5zM14 20v-5h5',
  lock: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3',
  globe: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18',
  theme: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 3v18M12 7.500h7.500M12 12h9M12 16.500h7.500',
  out: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
  keyboard: 'M3 7h18v11H3zM7 11h.01M11 11h.01M15 11h.01M18 11h.01M8 15h8',
  empty: 'M4 9h16v11H4zM4 9l3-5h10l3 5M9 13h6',
} as const

export type IconName = keyof typeof PATHS

/** A drawing beside words that say the same; never alone. */
export function icon(name: IconName): HtmlFragment {
  return ICONS[name]
}

const ICONS = Object.fromEntries(Object.keys(PATHS).map((name) => [name, draw(name as IconName)])) as Readonly<
  Record<IconName, HtmlFragment>
>

function draw(name: IconName): HtmlFragment {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${raw(`<path d="${PATHS[name]}"/>`)}</svg>`
}

/** The mark: a service window with a stamp of conformity in it. */
export function mark(): HtmlFragment {
  return raw(
    '<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><path class="mark-arch" d="M7 25V14a9 9 0 0 1 18 0v11"/><path class="mark-sill" d="M4 25h24"/><path class="mark-tick" d="M12 18.600l3 3 5.400-6.400"/></svg>',
  )
}
