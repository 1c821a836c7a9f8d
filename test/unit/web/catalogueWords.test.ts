/**
 * The words of the texts: those of the requirements exactly, one name for one thing, and none that
 * users misunderstood.
 */
import { FOLDERS, texts } from '../../support/catalogueTexts'

it('the English texts have one name for the bureau', () => {
  const english = FOLDERS.flatMap((folder) => [...texts(folder, 'en').values()]).join('\n')
  const names = english.match(/\b(?:ID|Identity) (?:Office|Bureau)\b/gi)
  expect([...new Set(names)].sort()).toEqual(['IDENTITY BUREAU', 'Identity Bureau'])
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
