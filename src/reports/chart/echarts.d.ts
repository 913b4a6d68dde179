// The parts of ECharts that are loaded one by one come without types; each is what its own `use` takes.
declare module 'echarts/lib/*/install.js' {
  export const install: Exclude<Parameters<typeof import('echarts/core').use>[0], readonly unknown[]>
}
declare module 'echarts/lib/renderer/installSVGRenderer.js' {
  export const install: Exclude<Parameters<typeof import('echarts/core').use>[0], readonly unknown[]>
}
