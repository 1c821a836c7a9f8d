/** The real system does what the model does not allow. */
export class Disagreement extends Error {
  override readonly name = 'Disagreement'
}
