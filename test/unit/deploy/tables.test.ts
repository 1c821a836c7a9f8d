/** The tables that operators load: every fault by its line (S6, S74). */
import { readUnits } from '../../../deploy/image/commands/unitTable'
import { readStaff } from '../../../deploy/image/commands/staffTable'
import { withCheckDigits } from '../../../workflows/domain/identityNumber'

const HEAD = 'kod;ad;telefon;yoneticiler'
const units = (...lines: string[]) => readUnits(Buffer.from([HEAD, ...lines].join('\r\n')))
const textsOf = ({ faults }: { faults: { line: number; text: string }[] }) =>
  faults.map(({ line, text }) => `${line}: ${text}`)
const NUMBER = withCheckDigits('100000777')
const staff = (...lines: string[]) =>
  readStaff(Buffer.from(['sicil;tckn;ad;soyad;birim', ...lines].join('\n')), {
    keyOf: (identityNumber) => `key of ${identityNumber}`,
  })

describe('the units', () => {
  it('S74 are read as Turkish Excel saves them: with a BOM, `;`, quotes and CRLF', () => {
    const file = `\ufeff${HEAD}\r\n1010;"Bilgi, Teknolojileri; Genel Müdürlüğü";0312 422 40 00;184500 184501\r\n;;;\r\n2076;Iğdır Valiliği;0476 226 00 00;\r\n`
    expect(readUnits(Buffer.from(file))).toEqual({
      faults: [],
      rows: [
        {
          line: 2,
          unit: {
            _id: '1010',
            name: 'Bilgi, Teknolojileri; Genel Müdürlüğü',
            phone: '0312 422 40 00',
            managers: ['184500', '184501'],
          },
        },
        {
          line: 4,
          unit: { _id: '2076', name: 'Iğdır Valiliği', phone: '0476 226 00 00', managers: [] },
        },
      ],
    })
  })

  it.each([
    ['commas', 'ad,kod,yoneticiler,telefon\nIğdır Valiliği,2076,,0476 226 00 00'],
    [
      'capitals and Turkish letters',
      'KOD;Ad;TELEFON;Yöneticiler\n2076;Iğdır Valiliği;0476 226 00 00;',
    ],
  ])('S74 are read with %s in the headings', (_what, file) => {
    expect(readUnits(Buffer.from(file))).toMatchObject({
      faults: [],
      rows: [{ unit: { _id: '2076', name: 'Iğdır Valiliği' } }],
    })
  })

  it('S74 have every fault reported with its line', () => {
    expect(
      textsOf(
        units(
          '1010;Personel;0312 422 40 00;184500',
          ';;telefon yok;184/500',
          '1010;Personel;0312 422 40 00;184500',
          'eğitim dairesi;Eğitim;1;',
          '1030;Eksik',
          `1040;${'uzun ad '.repeat(30)};0312 422 40 00;`,
        ),
      ),
    ).toEqual([
      '6: 4 sütun olmalı, 2 var',
      '3: kod boş',
      '3: ad boş',
      '3: telefon bir telefon numarası olmalı, ör. 0312 422 40 00',
      '3: yoneticiler harf, rakam ve tireden oluşmalı, en çok 20 karakter',
      '4: kod 2. satırda da var',
      '4: 184500 sicilli yönetici 2. satırdaki birimde de var',
      '5: kod harf, rakam ve tireden oluşmalı, en çok 20 karakter',
      '5: telefon bir telefon numarası olmalı, ör. 0312 422 40 00',
      '7: ad en çok 200 karakter olabilir',
    ])
  })

  it.each([
    [
      'of another encoding',
      Buffer.from('kod;ad;telefon;yoneticiler\n1;G\xfcne\xfe;0312 4224000;', 'latin1'),
      /UTF-8 değil/,
    ],
    [
      'without a heading',
      Buffer.from('kod;ad;telefon\n1;A;0312 4224000'),
      /kod;ad;telefon;yoneticiler/,
    ],
    ['with an unknown heading', Buffer.from(`${HEAD};faks\n1;A;0312 4224000;;2`), /başlıklar/],
    ['that is empty', Buffer.from(''), /başlıklar/],
    ['with an open quote', Buffer.from(`${HEAD}\n1;"A;0312 4224000;`), /tırnak/],
  ])('S74 are refused from a file %s', (_what, file, text) => {
    const { rows, faults } = readUnits(file)
    expect(rows).toEqual([])
    expect(textsOf({ faults })).toEqual([expect.stringMatching(text)])
  })
})

describe('the staff register', () => {
  it('S6 is read with the key of each person', () => {
    expect(staff(`184500;${NUMBER};Pınar;Işık;1010`)).toEqual({
      faults: [],
      rows: [
        {
          line: 2,
          registryNo: '184500',
          name: 'Pınar Işık',
          unitCode: '1010',
          personKey: `key of ${NUMBER}`,
          identityNumber: NUMBER,
        },
      ],
    })
  })

  it('S6 D12 has every fault reported with its line, without an identity number', () => {
    const faults = textsOf(
      staff(
        `184500;${NUMBER};Pınar;Işık;1010`,
        `184500;${NUMBER};Pınar;;1010`,
        ';12345678901;Pınar;Işık;',
      ),
    )
    expect(faults).toEqual([
      '3: soyad boş',
      '3: sicil 2. satırda da var',
      '3: tckn 2. satırda da var',
      '4: sicil boş',
      '4: tckn geçerli bir T.C. kimlik numarası değil',
      '4: birim boş',
    ])
    expect(faults.join()).not.toContain(NUMBER)
  })
})
