import { Schema } from 'mongoose'
import { MAIL_STATES, NOTICE_KINDS } from '../../../workflows/domain/notices'
import type { MailState, NoticeKind } from '../../../workflows/domain/notices'
import { REQUEST_TYPES } from '../../../workflows/domain/requestState'
import type { RequestType } from '../../../workflows/domain/requestState'

/**
 * A notice for the applicant, shown in the portal and sent by e-mail. It is written in the
 * transaction of the step that it reports, so that it exists exactly once if the step does.
 */
export interface Notice {
  /** The key of the step: `requestId:seq`, or `cardId:seq` of production. */
  _id: string
  kind: NoticeKind
  /** Account id of the reader. */
  accountId: string
  requestId: string
  /** The number of the request, the only thing about it that a mail says. */
  number: string
  requestType: RequestType
  at: Date
  readAt: Date | null
  mail: NoticeMail
}

export interface NoticeMail {
  state: MailState
  /** Failed attempts. */
  attempts: number
  /** When it may be tried; a process that tries it moves it on, so that no other tries as well. */
  nextAttemptAt: Date
  sentAt: Date | null
}

export const noticeSchema = new Schema<Notice>(
  {
    _id: { type: String, required: true },
    kind: { type: String, enum: NOTICE_KINDS, required: true },
    accountId: { type: String, required: true },
    requestId: { type: String, required: true },
    number: { type: String, required: true },
    requestType: { type: String, enum: REQUEST_TYPES, required: true },
    at: { type: Date, required: true },
    readAt: { type: Date, default: null },
    mail: {
      type: new Schema<NoticeMail>(
        {
          state: { type: String, enum: MAIL_STATES, required: true },
          attempts: { type: Number, required: true },
          nextAttemptAt: { type: Date, required: true },
          sentAt: { type: Date, default: null },
        },
        { _id: false },
      ),
      required: true,
    },
  },
  { versionKey: false },
)
noticeSchema.index({ accountId: 1, at: -1 })
noticeSchema.index({ accountId: 1, readAt: 1 })
noticeSchema.index({ 'mail.state': 1, 'mail.nextAttemptAt': 1 })
