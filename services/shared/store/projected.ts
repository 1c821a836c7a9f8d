/**
 * The result type of a query with a projection: its fields and the id.
 * @example
 * const FIELDS = { number: 1, type: 1 } as const
 * type RequestSummary = Projected<RequestRecord, typeof FIELDS>
 * store.requests.findById(id, FIELDS)
 */
export type Projected<Stored extends { _id: unknown }, Projection> = Pick<
  Stored,
  '_id' | Extract<keyof Projection, keyof Stored>
>
