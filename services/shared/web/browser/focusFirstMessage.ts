/** Focuses the first message of a page, so that screen readers announce the result of an action. */
export function focusFirstMessage(): void {
  document.querySelector<HTMLElement>('[data-focus]')?.focus({ preventScroll: true })
}
