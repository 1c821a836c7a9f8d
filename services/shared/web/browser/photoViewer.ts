/** Opens a person's photo in full size over the page instead of in another tab. */
export function openPhotos(content: ParentNode): void {
  for (const link of content.querySelectorAll<HTMLAnchorElement>('[data-module="photo-viewer"]')) {
    link.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      openDialog(link)
    })
  }
}

function openDialog(link: HTMLAnchorElement): void {
  const dialog = document.createElement('dialog')
  dialog.className = 'pyk-photo-dialog'
  const photo = document.createElement('img')
  photo.src = link.href
  photo.alt = link.querySelector('img')?.alt ?? ''
  dialog.setAttribute('aria-label', photo.alt)
  const close = document.createElement('button')
  close.type = 'button'
  close.className = 'govuk-button govuk-button--secondary'
  close.textContent = link.dataset.textClose ?? ''
  close.addEventListener('click', () => dialog.close())
  dialog.append(photo, close)
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close()
  })
  dialog.addEventListener('close', () => {
    dialog.remove()
    link.focus()
  })
  document.body.append(dialog)
  dialog.showModal()
}
