/**
 * Blocks submit while a chosen file has not been uploaded; otherwise an earlier file would be
 * submitted.
 */

export interface ChosenFile {
  /** Whether a chosen file has not been uploaded. */
  isUnsent(): boolean
  /** Shows that at the field. */
  tellUnsent(): void
  focus(): void
}

export function holdBackUnsent(fields: readonly ChosenFile[]): void {
  const holdBack = (event: SubmitEvent) => {
    if ((event.target as HTMLFormElement).dataset.module !== 'single-submit') return
    const unsent = fields.filter((field) => field.isUnsent())
    if (unsent.length === 0) return
    event.preventDefault()
    event.stopPropagation()
    for (const field of unsent) field.tellUnsent()
    unsent[0]!.focus()
  }
  // In the capture phase, before other scripts mark the form as sent.
  document.addEventListener('submit', holdBack, { capture: true })
}
