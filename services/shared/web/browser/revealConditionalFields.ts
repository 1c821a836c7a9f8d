/**
 * Fields that belong to one answer appear with it. GOV.UK's own script marks the answer with `aria-expanded`, which radios
 * and checkboxes may not carry; here the fields simply follow the answer in reading order.
 */
export function revealConditionalFields(): void {
  const answers = document.querySelectorAll<HTMLInputElement>('input[data-aria-controls]')
  const follow = () => {
    for (const answer of answers) {
      const fields = document.getElementById(answer.dataset.ariaControls!)
      fields?.classList.toggle(`govuk-${kindOf(answer)}__conditional--hidden`, !answer.checked)
    }
  }
  document.addEventListener('change', follow)
  // A browser that goes back in its history fills in the answers after scripts have run.
  window.addEventListener('pageshow', follow)
  follow()
}

function kindOf(answer: HTMLInputElement): string {
  return answer.type === 'radio' ? 'radios' : 'checkboxes'
}
