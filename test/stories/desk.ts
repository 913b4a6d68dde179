import type { BrowserContextOptions, Page } from 'playwright-core'
import { testBrowser } from '../support/browser.ts'
import { closingBackwards, type TestProgram, type TestProgramOptions, testProgram } from '../support/program.ts'

export type Tab = Page & { errors(): readonly string[] }

/** A ministry at work: the real program, and people who sit at browsers. */
export interface Desk extends TestProgram {
  /** A browser in which nobody has signed in. */
  visitor(options?: BrowserContextOptions): Promise<Tab>
  /** A browser in which this person has signed in already. */
  person(username: string, options?: BrowserContextOptions): Promise<Tab>
  /** Moves the clock, lets the program do what is due, and signs the people in again. */
  moveTo(instant: string, ...people: readonly [username: string, tab: Tab][]): Promise<void>
}

/** Opens a desk for the calling test file: once, at its top. */
export async function openDesk(options: TestProgramOptions = {}): Promise<Desk> {
  const context = closingBackwards()
  const program = await testProgram(context, options)
  const browser = await testBrowser(context)
  const visitor = (how: BrowserContextOptions = {}) => browser.page({ baseURL: program.url, ...how })
  const seat = async (tab: Tab, username: string) => {
    const { cookie } = await program.api(username).session()
    await tab.context().addCookies([{ name: 'ventanilla', value: cookie, url: program.url }])
  }
  return {
    ...program,
    visitor,
    async person(username, how) {
      const tab = await visitor(how)
      await seat(tab, username)
      return tab
    },
    async moveTo(instant, ...people) {
      program.clock.set(instant)
      await program.program.passTime()
      for (const [username, tab] of people) await seat(tab, username)
    },
  }
}

/** Signs in by hand, as on the first morning. */
export async function signIn(tab: Page, username: string, password = 'ventanilla'): Promise<void> {
  await tab.goto('/entrar')
  await tab.getByLabel('Usuario').fill(username)
  await tab.getByLabel('Contraseña').fill(password)
  await tab.getByRole('button', { name: 'Entrar', exact: true }).click()
  await tab.waitForURL((url) => url.pathname !== '/entrar')
}
