/** Closes the menu "Modüller" with Escape, and when something else is used; it opens by itself. */
export function closeModulesMenu(): void {
  const menu = document.querySelector<HTMLDetailsElement>('[data-module="modules"]')
  const button = menu?.querySelector('summary')
  if (!menu || !button) return
  menu.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !menu.open) return
    menu.open = false
    button.focus()
  })
  for (const use of ['click', 'focusin'] as const) {
    document.addEventListener(use, ({ target }) => {
      if (!menu.contains(target as Node)) menu.open = false
    })
  }
}
