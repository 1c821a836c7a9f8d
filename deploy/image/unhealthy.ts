/** Why a health check fails. */

/** The process cannot work at the moment. */
export class Unhealthy extends Error {
  override readonly name = 'Unhealthy'
}

/** The image has no such process. */
export class UnknownProcess extends Error {
  override readonly name = 'UnknownProcess'

  constructor(processName: string | undefined) {
    super(
      `No process is named ${processName ?? '(nothing)'}; there are portal, bureau, requests and documents`,
    )
  }
}
