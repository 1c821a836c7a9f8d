/** What can be measured of how a page looks: enlarged, on a phone, on paper, in forced colours. */
import type { Page } from 'playwright-core'

/** Makes text larger and nothing else, as phones do; no width of the window changes with it. */
export async function enlargeText(page: Page, percent: number): Promise<void> {
  await page.evaluate(`document.documentElement.style.fontSize = '${percent}%'`)
  await laidOut(page)
}

/** Gives the window another size. */
export async function resize(page: Page, size: { width: number; height: number }): Promise<void> {
  await page.setViewportSize(size)
  await laidOut(page)
}

/** Scripts that follow the size of an element have done so by the second frame. */
function laidOut(page: Page): Promise<void> {
  return page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))',
  )
}

/**
 * What sticks out of the page or is cut off by a box around it; texts for screen readers are cut
 * off on purpose, regions that take the focus are scrolled, and so is the row of the navigation, whose
 * entries take it.
 */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const width = document.documentElement.clientWidth
    const forScreenReaders = (element) =>
      element !== null &&
      (getComputedStyle(element).clipPath.startsWith('inset(50%') || forScreenReaders(element.parentElement))
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.clientWidth > 1 && !forScreenReaders(element) && !element.closest('[role=region][tabindex="0"], .pyk-nav__list'))
      .filter((element) => {
        const style = getComputedStyle(element)
        const cuts = style.overflowX !== 'visible' && !['TEXTAREA', 'SELECT', 'INPUT'].includes(element.tagName)
        return (
          element.getBoundingClientRect().right > width + 1 ||
          (cuts && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1))
        )
      })
      .map((element) => element.tagName + ' ' + element.className)
  })()`)
}

/**
 * Links and buttons that are lower than a finger needs (WCAG 2.5.8); links within a sentence need
 * not be.
 */
export function tooLow(page: Page, pixels: number): Promise<string[]> {
  return page.evaluate(`(() =>
    [...document.querySelectorAll('nav a, td a, .pyk-todo__link, button')]
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect()
        return width > 1 && Math.round(height) < ${pixels}
      })
      .map((element) => element.textContent.trim() + ': ' + element.getBoundingClientRect().height))()`)
}

/** What paper has no use for: buttons, fields, and addresses after links. */
export function uselessOnPaper(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const seen = (element) => element.checkVisibility() && element.getBoundingClientRect().width > 1
    return [
      ...[...document.querySelectorAll('button, .govuk-button, input, select, textarea')].filter(seen),
      ...[...document.querySelectorAll('a')].filter(
        (link) => seen(link) && getComputedStyle(link, '::after').content.includes('('),
      ),
    ].map((element) => element.tagName + ' ' + element.textContent.trim())
  })()`)
}

/** Current entries of menus that look like their neighbours, and pills without an edge. */
export function unmarked(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const edges = (element) => {
      const style = getComputedStyle(element)
      return [style.borderBottomColor, style.borderLeftColor].join()
    }
    const current = [...document.querySelectorAll('[aria-current]')].filter((entry) => {
      const others = [...entry.closest('nav').querySelectorAll('a:not([aria-current])')]
      return others.some((other) => edges(other) === edges(entry))
    })
    const pills = [...document.querySelectorAll('.pyk-pill')].filter(
      (pill) => getComputedStyle(pill).borderTopStyle === 'none',
    )
    return [...current, ...pills].map((element) => element.textContent.trim())
  })()`)
}
