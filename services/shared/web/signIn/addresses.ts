/** Networks of addresses: what counts as one sender, and what may be written down. */
import ipaddr from 'ipaddr.js'

/** One sender: an IPv4 address, or the /64 that one IPv6 subscriber has at the least. */
export function senderOf(address: string): string {
  return networkOf(address, { ipv4: 32, ipv6: 64 })
}

/** An address short enough not to single out a person: /24 of IPv4, /48 of IPv6. */
export function shortenedAddress(address: string): string {
  return networkOf(address, { ipv4: 24, ipv6: 48 })
}

/** @param bits length of the network's prefix, in whole bytes */
function networkOf(address: string, bits: Record<'ipv4' | 'ipv6', number>): string {
  if (!ipaddr.isValid(address)) return 'unknown'
  // An IPv4 address that arrives within IPv6 is the same address.
  const exact = ipaddr.process(address)
  const prefix = bits[exact.kind()]
  const bytes = exact.toByteArray().map((byte, index) => (index < prefix / 8 ? byte : 0))
  return `${ipaddr.fromByteArray(bytes).toString()}/${prefix}`
}
