import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** All of IPv6 that is given out to be reached from anywhere. What maps or tunnels IPv4 lies outside of it or in one of the ranges that ipaddr.js names. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3')

/** Protocols' own addresses that ipaddr.js, which knows those in use today, takes for ordinary ones: all of 2001::/23 is set aside. */
const SET_ASIDE = ipaddr.IPv6.parseCIDR('2001::/23')

/** Looks public, and is where Azure's machines reach what runs them. */
const WIRE_SERVER = '168.63.129.16'

/**
 * Whether an IP address belongs to the public web: not to this machine, its network, its cloud's metadata, documentation or a tunnel.
 * An IPv4 address inside an IPv6 one is judged as what it is. What cannot be read is not public.
 */
export function isPublicAddress(address: string): boolean {
  // ipaddr.js also reads 127.1 and 0177.0.0.1, each in its own way; what is connected never looks like that.
  if (isIP(address) === 0) return false
  const read = ipaddr.process(address)
  if (read.range() !== 'unicast' || read.toString() === WIRE_SERVER) return false
  return read instanceof ipaddr.IPv4 || (read.match(GLOBAL_IPV6) && !read.match(SET_ASIDE))
}
