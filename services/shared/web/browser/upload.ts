/**
 * Choosing and sending a file: "Gözat" in the page's language, dropping, a preview, progress in words, and faults beside
 * the field without losing the page. The server's answer to the script is either the next page or what is wrong.
 */
import { goOn } from './goOn'
import { holdBackUnsent } from './holdBackUnsent'
import type { ChosenFile } from './holdBackUnsent'
import { sendWithProgress } from './sendWithProgress'
import { uploadView } from './uploadView'

export function enhanceUploads(): void {
  const fields = [...document.querySelectorAll<HTMLElement>('[data-module="upload"]')]
  holdBackUnsent(fields.flatMap((field) => enhance(field) ?? []))
}

function enhance(field: HTMLElement): ChosenFile | null {
  const input = field.querySelector<HTMLInputElement>('input[type="file"]')
  const form = input?.form
  if (!input || !form) return null
  const view = uploadView(field, input)
  const readUpTo = Number(field.dataset.readUpTo)
  let sending = false

  input.addEventListener('change', () => {
    const file = input.files?.[0] ?? null
    view.showChosen(file)
    view.showError(
      file !== null && file.size > readUpTo ? (field.dataset.textTooLarge ?? '') : null,
    )
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
    view.showProgress(0)
    const answer = await sendWithProgress(form.action, body, tokenOf(form), (percent) =>
      view.showProgress(percent),
    )
    sending = false
    view.hideProgress()
    if (answer.kind === 'failed')
      return view.showError(answer.text ?? field.dataset.textFailed ?? '')
    if (answer.kind === 'refused') {
      input!.value = ''
      view.showRefused(file)
      return view.showError(answer.text)
    }
    view.showError(null)
    const arrived = await goOn(answer.location)
    if (arrived === null) return
    input!.value = ''
    view.showSent(arrived.getElementById(field.id))
  }

  return {
    // What an answer has hidden is not asked for.
    isUnsent: () => input.files!.length > 0 && field.offsetParent !== null,
    tellUnsent: () =>
      view.showError((sending ? field.dataset.textUnderWay : field.dataset.textUnsent) ?? ''),
    focus: view.focus,
  }
}

function tokenOf(form: HTMLFormElement): string {
  return (form.elements.namedItem('_csrf') as HTMLInputElement).value
}
