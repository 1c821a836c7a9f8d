/** A path of a run from start to end; every run of it is recorded with the path's name. */
import type { Lab } from '../support/workflowLab'
import type { Followed } from './steps'

export type Scenario = (lab: Lab) => Promise<Record<string, Followed>>
