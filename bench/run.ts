import { benchCheck } from './check.ts'
import { benchContacts } from './contacts.ts'
import { benchDesk } from './desk/desk.ts'
import { benchDraw } from './draw.ts'
import { benchEditor } from './editor.ts'
import { benchPrint } from './print.ts'
import { benchSearch } from './search.ts'
import { benchStatistics } from './statistics.ts'
import { benchSteps } from './steps.ts'
import { benchTray } from './tray.ts'
import { startWorld } from './world.ts'

// `npm run bench` measures all; `npm run bench steps tray` some. Figures are of this machine and this moment: quote the ratios.
const asked = process.argv.slice(2)
const wanted = (name: string) => asked.length === 0 || asked.includes(name)

// It takes minutes and gigabytes, so it is only measured when asked for.
if (asked.includes('desk')) {
  const world = await startWorld(18_081)
  try {
    await benchDesk(world)
  } finally {
    await world.stop()
  }
}
if (wanted('check')) await benchCheck()
if (wanted('draw')) benchDraw()
if (wanted('print')) await benchPrint()
if (wanted('steps') || wanted('tray') || wanted('editor')) {
  const world = await startWorld(18_080)
  try {
    if (wanted('editor')) await benchEditor(world)
    // The tray copies a case that the steps opened, so the steps always run first.
    if (wanted('steps') || wanted('tray')) await benchSteps(world)
    if (wanted('tray')) await benchTray(world)
  } finally {
    await world.stop()
  }
}

if (wanted('contacts')) {
  const world = await startWorld(18_082)
  try {
    await benchContacts(world)
  } finally {
    await world.stop()
  }
}

// Of a world of its own: a million cases are nothing for the others to start from.
if (wanted('search')) {
  const world = await startWorld(18_081)
  try {
    await benchSearch(world)
  } finally {
    await world.stop()
  }
}

// A million cases take minutes to make, so only when asked for; in a world of its own.
if (asked.includes('statistics')) {
  const world = await startWorld(18_090)
  try {
    await benchStatistics(world)
  } finally {
    await world.stop()
  }
}
