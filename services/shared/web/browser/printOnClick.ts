/** Buttons that print the page; they are hidden without scripts. */
export function printOnClick(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-module="print"]')) {
    button.hidden = false
    button.addEventListener('click', () => window.print())
  }
}
