import ipaddr from 'ipaddr.js';

/** The block that one subscriber of IPv6 has as a whole, so that nobody escapes by taking another address of it. */
const SUBSCRIBER_PARTS = 4;

/** What an address is counted as: IPv4 as it is, IPv6 by its network of 64 bits. */
export function callerAddress(ip: string): string {
  if (!ip.includes(':') || !ipaddr.isValid(ip)) return ip;
  const address = ipaddr.process(ip);
  if (address instanceof ipaddr.IPv4) return address.toString();
  const network = address.parts.slice(0, SUBSCRIBER_PARTS).map((part) => part.toString(16));
  return `${network.join(':')}::/64`;
}
