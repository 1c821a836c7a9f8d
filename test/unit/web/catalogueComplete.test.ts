/** Every text exists in both languages, and every code of the domain has one. */
import { HOLDER_FAULTS, OPERATOR_FAULTS } from '../../../services/shared/certificates/faults'
import { REMINDER_KINDS } from '../../../workflows/contract'
import { CLOSURES } from '../../../workflows/domain/accountState'
import { ACTIONS } from '../../../workflows/domain/allowedActions'
import {
  DOCUMENT_FAULT_CODES,
  DOCUMENT_KINDS,
  TREATMENTS,
} from '../../../workflows/domain/documents'
import { PDF_NOTES } from '../../../services/shared/documents/intake/measured'
import { FAULT_DETAIL_CODES } from '../../../workflows/domain/faultDetails'
import { PASSWORD_FAULTS } from '../../../workflows/domain/passwordRules'
import { RELATIONS } from '../../../workflows/domain/eligibility'
import type { Ineligibility } from '../../../workflows/domain/eligibility'
import type { MissingPart } from '../../../workflows/domain/completeness'
import { ARRIVAL_REVERSAL_GROUNDS } from '../../../workflows/domain/arrivalReversal'
import { REFUSAL_CAUSES, REVERSAL_GROUNDS } from '../../../workflows/domain/messages'
import { NOTICE_KINDS } from '../../../workflows/domain/notices'
import {
  AUTOMATIC_REJECTION,
  CANCELLATION_REASONS,
  REJECTION_REASONS,
  REJECTION_SUBJECTS,
} from '../../../workflows/domain/reasons'
import { DOCUMENT_FLAWS } from '../../../workflows/domain/documentAsk'
import { ALL_STATES, REQUEST_TYPES, STATUSES } from '../../../workflows/domain/requestState'
import type { Advice } from '../../../services/shared/documents/pictures/adviceCodes'
import { FOLDERS, texts } from '../../support/catalogueTexts'

/** Of accounts whose holder has a sound certificate. */
const ACCOUNT_FAULTS = [
  'noAccount',
  'severalAccounts',
  'notForYou',
  'closed.disabled',
  'closed.expired',
]

const placeholders = (text: string) => [...text.matchAll(/{{\w+}}/g)].map(([found]) => found).sort()

describe.each(FOLDERS)('the texts in %s', (folder) => {
  const [turkish, english] = [texts(folder, 'tr'), texts(folder, 'en')]

  it('have the same keys in both languages', () => {
    expect([...english.keys()].sort()).toEqual([...turkish.keys()].sort())
  })

  it('are never empty, and use the same placeholders in both languages', () => {
    for (const [key, text] of turkish) {
      expect({ key, empty: text.trim() === '' || english.get(key)?.trim() === '' }).toEqual({
        key,
        empty: false,
      })
      expect({ key, takes: placeholders(english.get(key) ?? '') }).toEqual({
        key,
        takes: placeholders(text),
      })
    }
  })
})

describe('codes of the domain', () => {
  const shared = texts('services/shared/locales', 'tr')
  /** What is put right; doubtful pages are a question instead. */
  const SHOWN_AS_CHANGES = DOCUMENT_FAULT_CODES.filter(
    (code) => TREATMENTS[code] === 'fixable' && !['blankPage', 'missingPages'].includes(code),
  )
  const prefixed = (prefix: string, codes: readonly string[]) =>
    codes.map((code) => `${prefix}.${code}`)

  it.each([
    ...prefixed('requestType', REQUEST_TYPES),
    ...prefixed('status', STATUSES),
    ...prefixed('subState', [...new Set(ALL_STATES.map(({ subState }) => subState))]),
    ...prefixed('action', ACTIONS),
    ...prefixed('relation', RELATIONS),
    ...prefixed('cancellationReason', CANCELLATION_REASONS),
    ...prefixed('rejectionSubject', REJECTION_SUBJECTS),
    ...[...Object.keys(REJECTION_REASONS), AUTOMATIC_REJECTION].flatMap((reason) =>
      prefixed(`rejectionReason.${reason}`, ['label', 'sentence']),
    ),
    ...prefixed('refusal', REFUSAL_CAUSES),
    ...prefixed('reversalGround', [...REVERSAL_GROUNDS, ...ARRIVAL_REVERSAL_GROUNDS]),
    ...prefixed('ineligibility', ['worksAtMinistry', 'under15'] satisfies Ineligibility['code'][]),
    ...prefixed('missingPart', [
      ...DOCUMENT_KINDS,
      'responsibility',
      'cancellationReason',
      'reasonDetail',
    ] satisfies MissingPart[]),
    ...prefixed('documentKind', DOCUMENT_KINDS),
    ...DOCUMENT_FLAWS.flatMap((flaw) => prefixed(`documentFlaw.${flaw}`, ['label', 'sentence'])),
    ...['limits', 'done', 'show'].flatMap((part) => prefixed(`upload.${part}`, DOCUMENT_KINDS)),
    ...prefixed('documentFault', DOCUMENT_FAULT_CODES),
    ...prefixed('faultDetail', FAULT_DETAIL_CODES),
    ...prefixed('pdfNote', PDF_NOTES),
    ...prefixed('documentChange', SHOWN_AS_CHANGES),
    ...prefixed('photoAdvice', ['dark', 'bright', 'blurred', 'background'] satisfies Advice[]),
    ...prefixed('reminder', REMINDER_KINDS),
    ...prefixed('login.closed', CLOSURES),
    ...prefixed('password.fault', PASSWORD_FAULTS),
    ...prefixed('certificate.what', [...HOLDER_FAULTS, ...OPERATOR_FAULTS, ...ACCOUNT_FAULTS]),
    ...prefixed('certificate.todo', [...HOLDER_FAULTS, ...ACCOUNT_FAULTS, 'ours']),
    ...prefixed('notice', NOTICE_KINDS),
  ])('have a text: %s', (key) => {
    expect(shared.has(key)).toBe(true)
  })
})
