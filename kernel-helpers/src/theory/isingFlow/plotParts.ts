export const SCHEMA = 'https://vega.github.io/schema/vega-lite/v5.json'
export const SIZE = { width: 460, height: 300 }
export const CONFIG = { view: { stroke: null } }

/** An encoding of a number. */
export const quantitative = (field: string, rest: object = {}) => ({ field, type: 'quantitative', ...rest })
/** A number in a tooltip. */
export const figure = (field: string, title: string) => quantitative(field, { title, format: '.4~r' })
export const interval = [figure('low', 'low'), figure('high', 'high')]
