import type { Locale } from '#src/web/locale/locale.ts'
import type { ReportTable, Value } from '../report/tables.ts'
import { plainValue, valueText } from '../report/value-text.ts'
import { words } from '../words.ts'
import { type ChartInput, INKS } from './draw-chart.ts'

const AXIS = {
  axisLine: { lineStyle: { color: INKS.soft } },
  axisTick: { show: false },
  axisLabel: { color: INKS.ink, fontSize: 12 },
  splitLine: { lineStyle: { color: INKS.line } },
  nameTextStyle: { color: INKS.ink, fontSize: 12 },
}

/** Bars are told apart without colour: the second kind is hatched. */
const HATCHED = { decal: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: 0.7, color: INKS.paper } }
const LEGEND = { top: 0, left: 0, itemWidth: 18, textStyle: { color: INKS.ink, fontSize: 12 } }

/** A number that a chart can show; what is withheld or unknown leaves a gap. */
const shown = (value: Value | undefined) => {
  const plain = plainValue('es', value)
  return typeof plain === 'number' ? plain : null
}

/** Came in and went out by day, with what was open at the end of each. */
export function flowChart(locale: Locale, table: ReportTable): ChartInput {
  const labels = table.rows.map(([day]) =>
    valueText(locale, day)
      .split(' – ')[0]!
      .replace(/ \d{4}$/, ''),
  )
  const column = (at: number) => table.rows.map((row) => shown(row[at]))
  return {
    width: 860,
    height: 300,
    label: table.title,
    option: {
      grid: { top: 44, left: 48, right: 52, bottom: 28 },
      legend: LEGEND,
      xAxis: { type: 'category', data: labels, ...AXIS, splitLine: { show: false } },
      yAxis: [
        { type: 'value', minInterval: 1, ...AXIS },
        { type: 'value', minInterval: 1, ...AXIS, splitLine: { show: false }, name: words(locale, 'chart.open') },
      ],
      series: [
        {
          type: 'bar',
          name: words(locale, 'measure.reported'),
          data: column(1),
          itemStyle: { color: INKS.first },
          barGap: '10%',
        },
        {
          type: 'bar',
          name: words(locale, 'measure.attended'),
          data: column(2),
          itemStyle: { color: INKS.second, ...HATCHED },
        },
        {
          type: 'line',
          name: words(locale, 'chart.open'),
          yAxisIndex: 1,
          data: column(3),
          symbol: 'triangle',
          symbolSize: 7,
          lineStyle: { color: INKS.third, width: 2 },
          itemStyle: { color: INKS.third },
        },
      ],
    },
  }
}

export function agesChart(table: ReportTable): ChartInput {
  return barsChart(table, 1, { hatched: true })
}

/** One bar a row, the number at its end: the first `most` rows. */
export function barsChart(
  table: ReportTable,
  at: number,
  { hatched = false, most = 12 }: { readonly hatched?: boolean; readonly most?: number } = {},
): ChartInput {
  const rows = table.rows.slice(0, most)
  return {
    width: 420,
    height: 40 + rows.length * 30,
    label: table.title,
    option: {
      grid: { top: 6, left: 8, right: 48, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      xAxis: { type: 'value', minInterval: 1, ...AXIS, axisLabel: { show: false }, splitLine: { show: false } },
      yAxis: {
        type: 'category',
        inverse: true,
        data: rows.map(([name]) => clipped(String(name), 30)),
        ...AXIS,
        splitLine: { show: false },
      },
      series: [
        {
          type: 'bar',
          data: rows.map((row) => shown(row[at])),
          barWidth: 16,
          itemStyle: { color: hatched ? INKS.second : INKS.first, ...(hatched ? HATCHED : {}) },
          label: { show: true, position: 'right', color: INKS.ink, fontSize: 12 },
        },
      ],
    },
  }
}

/** Pareto: a bar for each cause, and the share that the causes so far make up. */
export function causesChart(locale: Locale, table: ReportTable): ChartInput {
  const rows = table.rows.slice(0, 10)
  return {
    width: 860,
    height: 300,
    label: table.title,
    option: {
      grid: { top: 44, left: 48, right: 52, bottom: 64 },
      legend: LEGEND,
      xAxis: {
        type: 'category',
        data: rows.map(([name]) => clipped(String(name), 40)),
        ...AXIS,
        axisLabel: { ...AXIS.axisLabel, interval: 0, width: 78, overflow: 'break', fontSize: 11 },
        splitLine: { show: false },
      },
      yAxis: [
        { type: 'value', minInterval: 1, ...AXIS },
        { type: 'value', min: 0, max: 100, ...AXIS, splitLine: { show: false }, name: '%' },
      ],
      series: [
        {
          type: 'bar',
          name: words(locale, 'measure.attended'),
          data: rows.map((row) => shown(row[1])),
          barMaxWidth: 48,
          itemStyle: { color: INKS.first },
          label: { show: true, position: 'top', color: INKS.ink, fontSize: 12 },
        },
        {
          type: 'line',
          name: words(locale, 'chart.cumulative'),
          yAxisIndex: 1,
          data: rows.map((row) => shown(row[4])),
          symbol: 'circle',
          symbolSize: 7,
          lineStyle: { color: INKS.third, width: 2, type: 'dashed' },
          itemStyle: { color: INKS.third },
        },
      ],
    },
  }
}

function clipped(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}
