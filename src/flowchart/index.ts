export { countTrail } from './count-trail.ts'
export { drawFlowchart } from './draw-flowchart.ts'
export { edgeKey } from './plan.ts'
export type {
  Crossing,
  Flowchart,
  FlowchartOptions,
  FlowchartPage,
  FlowchartReport,
  Frame,
  Heat,
  Marks,
  Paper,
} from './types.ts'
