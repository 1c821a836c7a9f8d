/** After an act the page begins at its message, so that a screen reader says what came of it. */
export function focusFirstMessage(): void {
  document.querySelector<HTMLElement>('[data-focus]')?.focus({ preventScroll: true })
}
