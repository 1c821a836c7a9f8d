/**
 * Choosing and sending a file: "Gözat" in the page's language, dropping, a preview, progress in words, and faults beside
 * the field without losing the page. The server's answer to the script is either the next page or what is wrong.
 */
import { goOn } from './goOn'
import { sendWithProgress } from './sendWithProgress'
import { uploadView } from './uploadView'

export function enhanceUploads(): void {
  for (const field of document.querySelectorAll<HTMLElement>('[data-module="upload"]')) enhance(field)
}

function enhance(field: HTMLElement): void {
  const input = field.querySelector<HTMLInputElement>('input[type="file"]')
  const form = input?.form
  if (!input || !form) return
  const view = uploadView(field, input)
  const readUpTo = Number(field.dataset.readUpTo)
  let sending = false

  input.addEventListener('change', () => {
    const file = input.files?.[0] ?? null
    view.showChosen(file)
    view.showError(file !== null && file.size > readUpTo ? (field.dataset.textTooLarge ?? '') : null)
  })

  view.box.addEventListener('dragover', (event) => {
    event.preventDefault()
    view.box.classList.add('pyk-upload__box--over')
  })
  view.box.addEventListener('dragleave', () => view.box.classList.remove('pyk-upload__box--over'))
  view.box.addEventListener('drop', (event) => {
    event.preventDefault()
    view.box.classList.remove('pyk-upload__box--over')
    if (!event.dataTransfer?.files.length) return
    input.files = event.dataTransfer.files
    input.dispatchEvent(new Event('change'))
  })

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (sending) return
    const file = input.files?.[0]
    if (file === undefined) return view.showError(field.dataset.textMissing ?? '')
    if (file.size > readUpTo) return view.showError(field.dataset.textTooLarge ?? '')
    sending = true
    void send(form, file)
  })

  async function send(form: HTMLFormElement, file: File): Promise<void> {
    const body = new FormData()
    body.append(input!.name, file)
    view.showError(null)
    const answer = await sendWithProgress(form.action, body, (percent) => view.showProgress(percent))
    sending = false
    view.hideProgress()
    if (answer.kind === 'wrong') return view.showError(answer.text ?? field.dataset.textFailed ?? '')
    const arrived = await goOn(answer.location)
    if (arrived !== null) view.showSent(arrived.getElementById(input!.id))
  }
}
