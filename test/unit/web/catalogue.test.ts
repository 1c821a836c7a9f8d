/**
 * Every text exists in both languages, every code of the domain has one, and the texts of the
 * requirements are exact.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
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
import { catalogueFolders, loadCatalogue } from '../../../services/shared/web/texts/catalogue'

const FOLDERS = ['services/shared/locales', 'services/portal/locales', 'services/bureau/locales']

const texts = (folder: string, language: 'tr' | 'en'): Map<string, string> =>
  new Map(leaves(JSON.parse(readFileSync(`${folder}/${language}.json`, 'utf8')) as object, ''))

function leaves(node: object, prefix: string): [string, string][] {
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? leaves(value, `${prefix}${key}.`)
      : [[`${prefix}${key}`, String(value)] as [string, string]],
  )
}

/** Of accounts whose holder has a sound certificate. */
const ACCOUNT_FAULTS = [
  'noAccount',
  'severalAccounts',
  'notForYou',
  'closed.disabled',
  'closed.expired',
]

const placeholders = (text: string) => [...text.matchAll(/{{\w+}}/g)].map(([found]) => found).sort()

it('the English texts have one name for the bureau', () => {
  const english = FOLDERS.flatMap((folder) => [...texts(folder, 'en').values()]).join('\n')
  const names = english.match(/\b(?:ID|Identity) (?:Office|Bureau)\b/gi)
  expect([...new Set(names)].sort()).toEqual(['IDENTITY BUREAU', 'Identity Bureau'])
})

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

describe('the exact texts of the requirements', () => {
  const shared = texts('services/shared/locales', 'tr')

  it.each([
    ['S4', 'login.certificateTitle', 'Sertifikalı Giriş'],
    ['S4', 'login.certificateSubmit', 'Sertifikalı Giriş'],
    ['S5', 'login.title', 'Sertifikasız Giriş'],
    ['S19', 'ineligibility.worksAtMinistry', 'Bakanlık personeline kart talebinde bulunulamaz'],
    ['S24', 'upload.browse', 'Gözat'],
    ['S25', 'upload.send', 'Yükle'],
    ['S26', 'upload.done.photo', 'Fotoğraf başarılı bir şekilde yüklendi'],
    ['S27', 'upload.show.photo', 'Fotoğrafı Göster'],
    ['S30', 'upload.show.receipt', 'Dekontu Göster'],
    ['S33', 'form.save', 'Kaydet'],
    ['S42', 'column.requestType', 'Talep Tipi'],
    ['S42', 'requestType.cardRequest', 'Kart Talebi'],
    ['S42', 'requestType.cancellationRequest', 'Kart İptal Talebi'],
    ['S43', 'column.status', 'Talep Durumu'],
    ['S43', 'status.pending', 'Onay Bekliyor'],
    ['S43', 'status.approved', 'Onaylandı'],
    ['S43', 'status.rejected', 'Reddedildi'],
    ['S44', 'column.rejectionReason', 'Ret Sebebi'],
    ['S45', 'column.rejectionExplanation', 'Ret Sebebi Açıklama'],
    ['S46', 'column.cancellationReason', 'İptal Sebebi'],
    ['S59', 'cancellationReason.lostOrStolen', 'Kayıp/Çalıntı'],
    ['S59', 'documentKind.lossForm', 'Kayıp Tanıtım Kartı Bildirim Formu'],
    ['S59', 'documentKind.policeLetter', 'Emniyet/Jandarma Bildirim Yazısı'],
  ])('%s %s', (_requirement, key, text) => {
    expect(shared.get(key)).toBe(text)
  })
})

const sourcesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(njk|ts)$/.test(file))
    .map((file) => path.join(folder, file))

describe.each(['portal', 'bureau'])('the pages of the %s', (app) => {
  const catalogue = loadCatalogue(catalogueFolders(app))
  const sources = [`services/${app}`, 'services/shared/web'].flatMap(sourcesBelow)

  it('contain every text that the code uses', () => {
    const missing = sources.flatMap((file) =>
      keysUsedIn(readFileSync(file, 'utf8'))
        .filter(
          (key) =>
            !key.endsWith('.njk') && !catalogue.defines(key) && !catalogue.defines(`${key}_other`),
        )
        .map((key) => `${file}: ${key}`),
    )
    expect(missing).toEqual([])
  })
})

/** The parts of composed keys: a prefix and a code, as in the sources. */
const PREFIXES = [
  'action',
  'bureau.assignment.refused',
  'bureau.audit.event',
  'bureau.audit.outcome',
  'bureau.calendar.kind',
  'bureau.calendar.said',
  'bureau.batch.button',
  'bureau.batch.fault',
  'bureau.batch.outcome',
  'bureau.batch.question',
  'bureau.batch.title',
  'bureau.check',
  'bureau.clerks.act',
  'bureau.clerks.done',
  'bureau.clerks.question',
  'bureau.clerks.questionText',
  'bureau.clerks.refused',
  'bureau.clerks.role',
  'bureau.clerks.status',
  'bureau.decision.taken',
  'bureau.documentAsk.heading',
  'bureau.documentAsk.outcome',
  'bureau.escalation.heading',
  'bureau.lease.over.grounds',
  'bureau.lease.refused',
  'bureau.advice',
  'bureau.keys',
  'bureau.reuse',
  'bureau.production',
  'bureau.reasons.use',
  'bureau.queue',
  'bureau.refused',
  'bureau.register.changed',
  'bureau.register.left',
  'bureau.register.state',
  'bureau.review.order',
  'bureau.workList.dueChoice',
  'bureau.workList.holderChoice',
  'bureau.workList.orderChoice',
  'bureau.management.pages',
  'bureau.statistics.chart',
  'bureau.statistics.column',
  'bureau.statistics.period',
  'bureau.statistics.table',
  'bureau.reversal.done',
  'bureau.reversal.lead',
  'cancellationReason',
  'certificate.todo',
  'certificate.what',
  'check',
  'documentChange',
  'documentFault',
  'documentFlaw',
  'documentKind',
  'errorPage',
  'faultDetail',
  'ineligibility',
  'ineligibility.left',
  'login.closed',
  'missingPart',
  'password.fault',
  'notice',
  'photoAdvice',
  'portal.accounts.confirm',
  'portal.accounts.done',
  'portal.accounts.event',
  'portal.accounts.fact',
  'portal.accounts.mark',
  'portal.accounts.role',
  'portal.accounts.shown',
  'portal.accounts.status',
  'portal.allows',
  'portal.coverLetter.sign',
  'portal.cardRequest.photoExample',
  'portal.cardRequest.photoRule',
  'portal.family.action',
  'portal.family.askedBy',
  'portal.family.left',
  'portal.family.unfinished',
  'portal.filed',
  'portal.home.accounts',
  'portal.home.figure',
  'portal.home.unfinished',
  'portal.missing.heading',
  'portal.next.noDay',
  'portal.next.what',
  'portal.next.who',
  'portal.notices.mail',
  'portal.privacy.data',
  'portal.privacy.look',
  'portal.privacy.who',
  'portal.refresh',
  'portal.proposal.changes',
  'portal.proposal.confirm',
  'portal.proposal.lead',
  'portal.proposal.move',
  'portal.proposal.sign',
  'portal.proposal.title',
  'portal.preparing',
  'portal.receipt',
  'pages.zoom',
  'pdfNote',
  'portal.requests.asker',
  'portal.returned.again',
  'portal.returned.part',
  'portal.slip.step',
  'portal.stage',
  'portal.withdrawal.refused',
  'portal.withdrawal.text',
  'refusal',
  'rejectionReason',
  'rejectionSubject',
  'relation',
  'reminder',
  'requestEvent',
  'requestType',
  'reversalGround',
  'status',
  'subState',
  'upload.done',
  'upload.limits',
  'upload.show',
]

/** Branches with only some composed keys; the others appear complete in the sources. */
const SOME_OF: Record<string, readonly string[]> = {
  layout: ['success', 'warning', 'correction', 'error', 'info'],
  'portal.lossForm': ['lost', 'stolen', 'day', 'place', 'date', 'signature'],
  'portal.coverLetter': ['number', 'date', 'subject'],
  'portal.refusal': ['open', 'openKept'].flatMap((text) =>
    ['self', 'spouse', 'other', 'unnamed'].map((kind) => `${text}.${kind}`),
  ),
  'portal.returned': REQUEST_TYPES,
  'portal.cancellation.confirm': ['lost', 'atBureau', 'sendCard'],
  'bureau.audit': ['who.none', 'who.several', 'whose.none', 'whose.several', 'broken', 'unlinked'],
  'bureau.review': ['ownRequest', 'ownRelative'],
  'bureau.workList': ['unit', 'type', 'reason', 'due', 'holder', 'order'],
  'bureau.workList.saved': ['nameTaken', 'tooMany'],
  'bureau.lease.over': ['wordsMissing', 'wordsTooLong', 'wordsHoldIdentityNumber'],
  'bureau.search.newestFirst': ['name', 'digits', 'personKey'],
  'bureau.search.nothing': ['name', 'digits', 'personKey'],
  'bureau.decision': [
    'reasonMissing',
    'reasonUnfit',
    'explanationMissing',
    'explanationTooLong',
    'explanationHoldsIdentityNumber',
  ],
  'bureau.escalation': [
    ...['noteMissing', 'noteTooLong', 'noteHoldsIdentityNumber', 'by', 'returnedBy'],
    ...['escalate', 'giveBack'].flatMap((way) =>
      ['pageTitle', 'lead', 'note', 'noteHint', 'linkHint', 'done'].map((part) => `${way}.${part}`),
    ),
  ],
  'bureau.documentAsk': ['kindUnfit', 'noteTooLong', 'noteHoldsIdentityNumber'],
}

describe('the catalogues', () => {
  const sources = sourcesBelow('services').map((file) => withWholeKeys(readFileSync(file, 'utf8')))
  const isUsed = (text: string) => sources.some((source) => source.includes(text))
  const composed = Object.entries(SOME_OF).flatMap(([prefix, codes]) =>
    codes.map((code) => `${prefix}.${code}`),
  )

  it.each([...PREFIXES, ...Object.keys(SOME_OF)])('are used with the prefix %s', (prefix) => {
    expect(isUsed(`\`${prefix}.\${`) || isUsed(`'${prefix}.' +`)).toBe(true)
  })

  it.each(FOLDERS)('contain no unused text: %s', (folder) => {
    const unused = [...texts(folder, 'tr').keys()]
      .map((key) => key.replace(/_(one|other)$/, ''))
      .filter(
        (key) =>
          !composed.includes(key) && !PREFIXES.some((prefix) => key.startsWith(`${prefix}.`)),
      )
      .filter((key) => !isUsed(`'${key}'`) && !isUsed(`\`${key}\``))
    expect(unused).toEqual([])
  })
})

/** Words that users misunderstood, and what the texts say instead. */
const AVOIDED: Record<'tr' | 'en', [said: RegExp, rather: string][]> = {
  tr: [
    [/süz(?:geç|gec|\b)/i, 'filtre, Filtrele'],
    [/alınmayan dosya|dosya alınmadı/i, 'Kabul edilmeyen dosya'],
    [/yanlış yıl/i, 'Yılı 4 basamakla yazın'],
    [
      /incelemede|inceleniyor|incelemeye (?:alın|gir)/i,
      'İnceleme sırasında: nobody has opened it yet',
    ],
    [/(?:gönderil|teslim edil)ecekler/i, 'Gönderim bekleyenler, Teslim bekleyenler'],
    [/talebin yakını/i, 'whose relative it is'],
    [/{{position}}/, '{{total}} talep kaldı'],
    [/örneğin \d+ \d+ \d{4}/i, 'a day that the form accepts'],
  ],
  en: [
    [/\bmend/i, 'needs correcting'],
    [/completed 15/i, 'aged 15 or over'],
    [/^State\b/, 'Status'],
    [/{{position}}/, '{{total}} left'],
  ],
}

describe.each(['tr', 'en'] as const)('the words of the catalogues in %s', (language) => {
  const all = FOLDERS.flatMap((folder) => [...texts(folder, language)])
  const holding = (pattern: RegExp) => all.filter(([, text]) => pattern.test(text))

  it.each(AVOIDED[language])('avoid %s and use: %s', (said) => {
    expect(holding(said)).toEqual([])
  })

  it('have one blank on each side of every ×', () => {
    expect(holding(/\S×|×\S/)).toEqual([])
  })
})

describe('a returned request in Turkish', () => {
  const all = FOLDERS.flatMap((folder) => [...texts(folder, 'tr')])
  /** Texts about the act of returning, not the state. */
  const ACTS = [
    'portal.returned.before_one',
    'portal.returned.before_other',
    'portal.requests.bySystem',
    'portal.stage.returnedBySystem',
    'requestEvent.returnedByDocumentCheck',
    'notice.returnedByDocumentCheck',
  ]

  it('S43 S51 has the status “Reddedildi”; “iade” is used for the act only', () => {
    const saying = all.filter(([, text]) => /iade/i.test(text)).map(([key]) => key)
    expect(saying.sort()).toEqual([...ACTS].sort())
  })
})

describe('the queues of the bureau in Turkish', () => {
  it('D1 that wait for a step of production have names of the same form', () => {
    const bureau = texts('services/bureau/locales', 'tr')
    const title = (queue: string) => bureau.get(`bureau.queue.${queue}.title`)
    expect(['print', 'dispatch', 'handover'].map(title)).toEqual([
      'Basım bekleyenler',
      'Gönderim bekleyenler',
      'Teslim bekleyenler',
    ])
  })
})

/** Expands a branch that a source names once, such as `const text = 'portal.page'`. */
function withWholeKeys(source: string): string {
  const branch = /const text = '([\w.]+)'/.exec(source)?.[1]
  const plain = withoutComments(source)
  return branch === undefined ? plain : plain.replaceAll('${text}', branch)
}

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|{#[\s\S]*?#}/g, '')
}

/** Complete keys in quotes; keys composed from a code are covered by the codes of the domain. */
function keysUsedIn(source: string): string[] {
  const key = /['"]((?:portal|bureau|login|layout|form|upload|errorPage|column)(?:\.\w+)+)['"]/g
  return [...withoutComments(source).matchAll(key)].map(([, found]) => found!)
}

describe('a text of the catalogue', () => {
  const turkish = loadCatalogue(catalogueFolders('portal')).inLanguage('tr')
  const english = loadCatalogue(catalogueFolders('portal')).inLanguage('en')

  it('inserts values unescaped, since templates escape them', () => {
    const values = { measured: '480 × 640 & less', required: '600 × 800' }
    expect(turkish('documentFault.wrongDimensions', values)).toBe(
      'Fotoğraf 480 × 640 & less piksel; 600 × 800 piksel olmalıdır.',
    )
  })

  it('S51 counts reasons, with a singular form for one', () => {
    expect(turkish('portal.returned.before', { count: 1 })).toContain('şu nedenle iade')
    expect(turkish('portal.returned.before', { count: 2 })).toContain('şu nedenlerle iade')
  })

  it('uses the plural rules of its language', () => {
    expect(turkish('due.left', { count: 1 })).toBe('1 iş günü kaldı')
    expect(english('due.left', { count: 1 })).toBe('1 working day left')
    expect(english('due.left', { count: 3 })).toBe('3 working days left')
  })
})
