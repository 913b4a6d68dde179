import { createHash } from 'node:crypto'
import { init, use } from 'echarts/core'
// One by one: with all the charts that there are, the program takes thirty megabytes more.
import { install as BarChart } from 'echarts/lib/chart/bar/install.js'
import { install as LineChart } from 'echarts/lib/chart/line/install.js'
import { install as AriaComponent } from 'echarts/lib/component/aria/install.js'
import { install as GridComponent } from 'echarts/lib/component/grid/install.js'
import { install as LegendComponent } from 'echarts/lib/component/legend/install.js'
import { install as SVGRenderer } from 'echarts/lib/renderer/installSVGRenderer.js'

use([BarChart, LineChart, GridComponent, LegendComponent, AriaComponent, SVGRenderer])

/** The inks of a chart: how they are on paper, and the class by which a page gives them its own colours. */
export const INKS = {
  ink: '#17211f',
  soft: '#4a5755',
  line: '#d8dfdd',
  first: '#205493',
  second: '#c07a12',
  third: '#ac1f2d',
  paper: '#ffffff',
} as const
export type Ink = keyof typeof INKS

export interface ChartInput {
  readonly width: number
  readonly height: number
  /** What it shows, in a sentence. */
  readonly label: string
  readonly option: Readonly<Record<string, unknown>>
}

/** Charts kept drawn: drawing one takes some milliseconds, and the same figures are looked at again. */
const KEPT = 300
const kept = new Map<string, string>()

/**
 * A chart as an SVG that stands alone, drawn here and not in the browser: presentation attributes only, class names by which a page can
 * give it the colours of its theme. The same figures give the same text.
 */
export function drawChart(input: ChartInput): string {
  const key = createHash('sha256').update(JSON.stringify(input)).digest('base64url')
  const known = kept.get(key)
  if (known !== undefined) return known
  const drawn = clean(draw(input), input.label, `g${key.slice(0, 8)}`)
  kept.set(key, drawn)
  if (kept.size > KEPT) kept.delete(kept.keys().next().value!)
  return drawn
}

function draw({ width, height, option }: ChartInput): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption({
      animation: false,
      aria: { enabled: true, decal: { show: false } },
      textStyle: { fontFamily: 'Roboto, Helvetica, Arial, sans-serif', color: INKS.ink, fontSize: 12 },
      ...option,
    })
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}

const CLASSES = new Map(Object.entries(INKS).map(([name, colour]) => [colour, name]))
const KEPT_ATTRIBUTE =
  /^(?:x|y|x1|x2|y1|y2|cx|cy|r|rx|d|width|height|points|transform|viewBox|xmlns|fill|stroke|opacity|fill-opacity|stroke-opacity|stroke-width|stroke-dasharray|stroke-linecap|stroke-linejoin|text-anchor|dominant-baseline|font-size|font-weight|font-family|clip-path|id|patternUnits|patternTransform)$/

/** Leaves what a strict page allows: no style, no script, nothing of the chart library's own; ids that no other chart of a page has. */
function clean(svg: string, label: string, id: string): string {
  return svg
    .replace(/<style[^>]*>[\s\S]*?<\/style>/g, '')
    .replace(/<(\w+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>/g, (_, name: string, text: string, end: string) => {
      const kept: string[] = []
      const classes: string[] = []
      for (const [, key = '', value = ''] of `${text} ${fromStyle(text)}`.matchAll(/([\w:-]+)="([^"]*)"/g)) {
        if (!KEPT_ATTRIBUTE.test(key)) continue
        const ink = key === 'fill' || key === 'stroke' ? CLASSES.get(value as never) : undefined
        if (ink !== undefined) classes.push(`ch-${key}-${ink}`)
        kept.push(`${key}="${value.replace(/zr\d+-/g, `${id}-`)}"`)
      }
      if (classes.length > 0) kept.push(`class="${classes.join(' ')}"`)
      if (name === 'svg') kept.push(`role="img" aria-label="${escaped(label)}" class="statistic-chart"`)
      return `<${[name, ...kept].join(' ')}${end}>`
    })
    .replace(/\n/g, '')
}

function fromStyle(attributes: string): string {
  const style = /style="([^"]*)"/.exec(attributes)?.[1] ?? ''
  return style
    .split(';')
    .flatMap((each) => {
      const [key = '', value = ''] = each.split(':')
      return /^font-(?:size|weight|family)$/.test(key.trim())
        ? [`${key.trim()}="${value.trim().replace('px', '')}"`]
        : []
    })
    .join(' ')
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
