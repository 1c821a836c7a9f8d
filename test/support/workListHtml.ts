/** What a work list shows, read from its HTML. */

/** The numbers of the requests, in the order of the list. */
export const numbersOn = (html: string): string[] =>
  [...html.matchAll(/pyk-number">(PYK-\d+-\d+)</g)].map(([, number]) => number!)

/** The row of the request with this number. */
export const rowOf = (html: string, number: string): string =>
  html.split('<tr role="row">').find((row) => row.includes(`>${number}<`))!

/** The address of the link with this relation, as of the next page; undefined without one. */
export const hrefOf = (html: string, rel: string): string | undefined =>
  new RegExp(`rel="${rel}" href="([^"]+)"`).exec(html)?.[1]?.replaceAll('&amp;', '&')
