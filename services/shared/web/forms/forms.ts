/** Invalid forms: kept with all entries and shown again with their errors (post, redirect, get). */
import type { Request, Response } from 'express'
import type { z } from 'zod'
import type { Translate } from '../texts/catalogue'
import { BusinessRefusal, FormRefused } from '../routing/errors'
import type { FormFault } from '../routing/errors'
import type { ReturnedForm } from './pageNotes'
import { OWNER_FIELD } from './formOwners'
import { redirect, wantsJson } from '../routing/reply'
import { sessionAccount } from '../signIn/session'

/** Maximum size of a kept form in bytes; the longest valid form of the app uses half of it. */
const MOST_KEPT = 8 * 1024

/** The form's field with its CSRF token. */
export const TOKEN_FIELD = '_csrf'

/** Never kept, and never shown again. */
const NOT_KEPT = new Set([TOKEN_FIELD, OWNER_FIELD, 'password', 'newPassword', 'newPasswordAgain'])

/**
 * Parses a posted form.
 * @throws FormRefused with the first error of each field
 */
export function parseForm<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body ?? {})
  if (parsed.success) return parsed.data
  const faults = new Map<string, FormFault>()
  for (const issue of parsed.error.issues) {
    const field = String(issue.path[0] ?? 'form')
    if (!faults.has(field)) faults.set(field, { field, key: keyOf(issue.message) })
  }
  throw new FormRefused([...faults.values()])
}

/** Keys of the catalogue, such as `bureau.decision.reasonMissing`; a sentence is no key. */
const CATALOGUE_KEY = /^[a-z]\w*(\.\w+)+$/i

/** A value without a message of ours comes from a page that no longer fits, so it must be reloaded. */
function keyOf(message: string): string {
  return CATALOGUE_KEY.test(message) ? message : 'form.outdated'
}

/**
 * Redirects a person back to the form; a script gets the errors as JSON.
 * @param formPath the page of the form, with its query
 * @throws BusinessRefusal with the longest text, for a form that is too large to be kept
 */
export async function returnForm(
  req: Request,
  res: Response,
  formPath: string,
  refused: FormRefused,
): Promise<void> {
  if (wantsJson(req)) {
    res.status(422).json({ errors: faultsOnPage(refused.faults, res.locals.t) })
    return
  }
  const entered = enteredValues(req)
  if (isTooLarge(entered)) throw withLongestText(entered, formPath, refused)
  await keepForm(req, res, formPath, refused.faults)
  await redirect(formPath)(req, res)
}

/** Keeps the entries until the page of the form is opened next. */
export async function keepForm(
  req: Request,
  res: Response,
  formPath: string,
  faults: readonly FormFault[],
): Promise<void> {
  const form = enteredForm(req, formPath, faults)
  if (isEmpty(form)) return
  const { pageNotes, browserKey } = res.locals
  await pageNotes.putForm(browserKey(), { ...form, ownerId: sessionAccount(req) })
}

/**
 * Keeps the entries of a person whose session has ended until they sign in.
 * @returns whether the form names its owner and was kept
 */
export async function keepFormOverLogin(
  req: Request,
  res: Response,
  formPath: string,
): Promise<boolean> {
  const { pageNotes, browserKey, formOwners } = res.locals
  const ownerId = formOwners.ownerOf(req.body)
  const form = enteredForm(req, formPath, [])
  if (ownerId === null || isEmpty(form)) return false
  await pageNotes.putForm(browserKey(), { ...form, ownerId })
  return true
}

function enteredForm(req: Request, formPath: string, faults: readonly FormFault[]): ReturnedForm {
  const values = enteredValues(req)
  return { path: formPath.split('?')[0]!, values: isTooLarge(values) ? {} : values, faults }
}

function enteredValues(req: Request): Record<string, unknown> {
  const entered = Object.entries((req.body ?? {}) as Record<string, unknown>)
  return Object.fromEntries(entered.filter(([field]) => !NOT_KEPT.has(field)))
}

function isTooLarge(values: Record<string, unknown>): boolean {
  return Buffer.byteLength(JSON.stringify(values)) > MOST_KEPT
}

/** Someone who pasted far too much gets it back to copy, since nothing may be cut off unseen. */
function withLongestText(
  values: Record<string, unknown>,
  formPath: string,
  { faults }: FormRefused,
): BusinessRefusal {
  const texts = Object.entries(values).flatMap(([field, value]) =>
    typeof value === 'string' ? [{ field, value }] : [],
  )
  const longest = texts.sort((one, other) => other.value.length - one.value.length)[0]
  const fault = faults.find(({ field }) => field === longest?.field) ?? faults[0]!
  return new BusinessRefusal(fault.key, fault.values, {
    status: 422,
    next: { href: formPath, key: 'errorPage.reopen' },
    kept: longest === undefined ? null : { key: 'form.yourText', text: longest.value },
  })
}

function isEmpty({ values, faults }: ReturnedForm): boolean {
  return faults.length === 0 && Object.keys(values).length === 0
}

/**
 * The variable `form` in templates: `form.values.x`, `form.errors` for the summary,
 * `form.errorOf.x` for a field.
 */
export interface ShownForm {
  /** Whether the form was sent back; its entries then take precedence over the record. */
  returned: boolean
  values: Record<string, unknown>
  errors: { text: string; href: string }[]
  errorOf: Record<string, { text: string; visuallyHiddenText: string }>
}

/** The form of a page; empty if none was sent back. */
export function formOnPage(returned: ReturnedForm | null, t: Translate): ShownForm {
  const faults = faultsOnPage(returned?.faults ?? [], t)
  return {
    // A refused file has no entries; the record's values are shown.
    returned: Object.keys(returned?.values ?? {}).length > 0,
    values: returned?.values ?? {},
    errors: faults.map(({ field, text }) => ({ text, href: `#${field}` })),
    errorOf: Object.fromEntries(
      faults.map(({ field }) => [
        field,
        { text: everyFaultOf(field, faults), visuallyHiddenText: t('layout.error') },
      ]),
    ),
  }
}

/** One error per line. */
function everyFaultOf(field: string, faults: readonly { field: string; text: string }[]): string {
  return faults
    .filter((fault) => fault.field === field)
    .map(({ text }) => text)
    .join('\n')
}

function faultsOnPage(
  faults: readonly FormFault[],
  t: Translate,
): { field: string; text: string }[] {
  return faults.map(({ field, key, values }) => ({ field, text: t(key, values) }))
}
