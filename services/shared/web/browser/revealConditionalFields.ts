/**
 * Shows the fields of an answer when it is chosen. GOV.UK's own script sets `aria-expanded`, which
 * radios and checkboxes must not have; here the fields follow the answer in reading order.
 */
export function revealConditionalFields(): void {
  document.addEventListener('change', revealFields)
  // When going back in history, browsers restore answers after scripts have run.
  window.addEventListener('pageshow', revealFields)
}

/** Shows the fields of the answers as they are now. */
export function revealFields(): void {
  for (const answer of document.querySelectorAll<HTMLInputElement>('input[data-aria-controls]')) {
    const fields = document.getElementById(answer.dataset.ariaControls!)
    fields?.classList.toggle(`govuk-${kindOf(answer)}__conditional--hidden`, !answer.checked)
  }
}

function kindOf(answer: HTMLInputElement): string {
  return answer.type === 'radio' ? 'radios' : 'checkboxes'
}
