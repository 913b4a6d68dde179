import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after } from 'node:test'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { findChromium } from '../../scripts/chromium.mjs'

/** One finding of axe: the rule, what it says, and the elements it is about. */
export type Violation = { readonly id: string; readonly help: string; readonly nodes: readonly string[] }

export type TestBrowser = {
  readonly browser: Browser
  /** A page of a new person: own cookies, Spanish, 1280 × 800. What its scripts throw fails the test at `errors()`. */
  page(options?: BrowserContextOptions): Promise<Page & { errors(): readonly string[] }>
}

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]

/** Starts Debian's chromium for the calling test file (or, with its context, for one test) and ends it afterwards. */
export async function testBrowser(
  context: { after(work: () => Promise<void>): void } = { after },
): Promise<TestBrowser> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('the browser tests need Chromium: run "npm test", or set CHROMIUM')
  const browser = await chromium.launch({ executablePath, headless: true, args: flags })
  const contexts: BrowserContext[] = []
  context.after(async () => {
    await Promise.all(contexts.map((open) => open.close()))
    await browser.close()
  })
  return {
    browser,
    async page(options = {}) {
      const standard = { locale: 'es-GT', timezoneId: 'America/Guatemala', viewport: { width: 1280, height: 800 } }
      const person = await browser.newContext({ ...standard, ...options })
      contexts.push(person)
      const page = await person.newPage()
      page.setDefaultTimeout(15_000)
      const seen: string[] = []
      page.on('pageerror', (error) => seen.push(error.message))
      page.on('console', (message) => {
        // A page refused by our own policy, a missing file: faults of ours. A 4xx answer to a form is no fault.
        if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) seen.push(message.text())
      })
      return Object.assign(page, { errors: () => seen })
    },
  }
}

/**
 * What axe finds wrong with the page as it is now, by WCAG 2.2 levels A and AA; of its colours alone where nothing else of a page that
 * was looked at can differ. Works under the page's own strict CSP.
 */
export async function axeViolations(page: Page, { of = 'all' }: { of?: 'all' | 'colours' } = {}): Promise<Violation[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource())
  // A redraw in the middle changes the page under axe, and marks its root as busy: then it looks again.
  for (;;) {
    await page.locator('html:not([aria-busy])').waitFor()
    const before = await drawn(page)
    const found = await page.evaluate(runAxe, of)
    if ((await drawn(page)) === before) return found
  }
}

async function runAxe(of: 'all' | 'colours'): Promise<Violation[]> {
  const all = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
  // No criterion of WCAG asks for these in so many words; whoever hears a page finds their way by them.
  const beyond = {
    'landmark-unique': { enabled: true },
    'empty-table-header': { enabled: true },
    'heading-order': { enabled: true },
  }
  const { axe } = globalThis as unknown as { axe: Axe }
  const { violations } = await axe.run(document, {
    ...(of === 'all'
      ? { runOnly: all, rules: beyond }
      : { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }),
  })
  return violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html }) => html.slice(0, 200)) }))
}

/** Changes when the page is drawn again, and while it is about to be. */
function drawn(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { documentElement } = document as { documentElement: { getAttribute(name: string): string | null } }
    return `${documentElement.getAttribute('aria-busy')} ${performance.getEntriesByType('resource').length}`
  })
}

type Axe = {
  run(
    root: unknown,
    options: object,
  ): Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }>
}

declare const document: unknown

let source: string | undefined

function axeSource(): string {
  source ??= readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  return source
}
