/**
 * Filters of templates, such as `{{ filedAt | dateTime }}`. Filters that need texts take them from
 * the page.
 */
import nunjucks from 'nunjucks'
import type { Environment } from 'nunjucks'
import { formatBirthDate } from '../../../../workflows/domain/birthDate'
import type { Translate } from './catalogue'
import type { Language } from './languages'
import {
  dateAndTime,
  longDate,
  longDateAndTime,
  shortDate,
  timeOfDay,
  workingDaysLeft,
} from './format/dates'
import type { DateLike } from './format/dates'
import { dueText } from './format/due'
import { countUpTo, fileSize, grouped } from './format/numbers'
import { initials } from './format/people'

/** The page a filter is used on; macros see it when they are imported `with context`. */
interface Page {
  ctx: { language: Language; t: Translate; now: Date }
}

export function addFilters(environment: Environment): void {
  environment.addFilter('trim', trimmed)
  environment.addFilter('date', shortDate)
  environment.addFilter('dateTime', dateAndTime)
  environment.addFilter('time', timeOfDay)
  environment.addFilter('birthDate', formatBirthDate)
  environment.addFilter('iso', (instant: DateLike) => new Date(instant).toISOString())
  environment.addFilter('asList', (value: unknown) => (value === undefined ? [] : [value].flat()))
  environment.addFilter('initials', initials)
  environment.addFilter('longDate', function (this: Page, date: DateLike) {
    return longDate(date, this.ctx.language)
  })
  environment.addFilter('longDateTime', function (this: Page, instant: DateLike) {
    return longDateAndTime(instant, this.ctx.language)
  })
  environment.addFilter('number', function (this: Page, value: number) {
    return grouped(value, this.ctx.language)
  })
  environment.addFilter('countUpTo', function (this: Page, count: number, limit: number) {
    return countUpTo(count, limit, this.ctx.language)
  })
  environment.addFilter('fileSize', function (this: Page, bytes: number) {
    return fileSize(bytes, this.ctx.language)
  })
  environment.addFilter('workingDaysLeft', function (this: Page, due: DateLike) {
    return dueText(workingDaysLeft(due, this.ctx.now), this.ctx.t)
  })
}

/**
 * Nunjucks' own filter takes quadratic time, which GOV.UK's templates make noticeable on every
 * page.
 */
function trimmed(value: string | nunjucks.runtime.SafeString | null | undefined): unknown {
  const text = (value?.toString() ?? '').trim()
  return value instanceof nunjucks.runtime.SafeString ? new nunjucks.runtime.SafeString(text) : text
}
