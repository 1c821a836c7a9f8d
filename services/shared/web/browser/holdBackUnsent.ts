/** The page's form is not sent while a file chosen on it has not been uploaded: an earlier one would be filed in its place. */

export interface ChosenFile {
  /** Whether a file was chosen that the server does not have. */
  isUnsent(): boolean
  /** Says so at its field. */
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
  // On its way down, before any other script takes the form for sent.
  document.addEventListener('submit', holdBack, { capture: true })
}
