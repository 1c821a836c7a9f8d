/** How many random lives are tried, and which; `npm run model` sets it and prints the seed. */

const positive = (name: string, usual: number): number => {
  const value = Number(process.env[name] ?? usual)
  if (!Number.isInteger(value)) throw new Error(`${name} must be a whole number`)
  return value
}

export const RUNS = positive('MODEL_RUNS', 500)
export const SEED = positive('MODEL_SEED', 20261127)
/** Of one failed life, as its report names it. */
export const PATH = process.env['MODEL_PATH']
export const REPLAY = process.env['MODEL_REPLAY']
/** The only lane to run on; all if it is not given. */
export const ONLY = process.env['MODEL_LANE']
/** Whether to count what was done and answered. */
export const IS_REPORTED = process.env['MODEL_REPORT'] !== undefined
