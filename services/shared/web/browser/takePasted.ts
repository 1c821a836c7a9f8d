/**
 * A pasted file, such as a screenshot of a bank's page, goes to the field that has the focus, else
 * to the first one that still needs a file.
 */

export interface PasteTarget {
  take(files: FileList): void
  /** Whether it still needs a file. */
  isFree(): boolean
  isAround(element: Element | null): boolean
}

export function takePasted(fields: readonly PasteTarget[]): void {
  document.addEventListener('paste', (event) => {
    const files = event.clipboardData?.files
    if (files === undefined || files.length === 0) return
    const target =
      fields.find((field) => field.isAround(document.activeElement)) ??
      fields.find((field) => field.isFree())
    if (target === undefined) return
    event.preventDefault()
    target.take(files)
  })
}
