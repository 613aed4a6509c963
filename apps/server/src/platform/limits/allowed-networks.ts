import ipaddr from 'ipaddr.js';

type Network = ReturnType<typeof ipaddr.parseCIDR>;

/** Whether a text is a network such as 10.0.0.0/8, fd00::/8, or a single address. */
export function isNetwork(text: string): boolean {
  return ipaddr.isValidCIDR(text) || ipaddr.isValid(text);
}

/** Tells whether an address is in one of the networks, from which requests are not counted. */
export function allowedNetworks(networks: readonly string[]): (ip: string) => boolean {
  if (networks.length === 0) return () => false;
  const parsed = networks.map(networkOf);
  return (ip) => {
    if (!ipaddr.isValid(ip)) return false;
    const address = ipaddr.process(ip);
    return parsed.some(([base, bits]) => address.kind() === base.kind() && address.match(base, bits));
  };
}

function networkOf(text: string): Network {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  const address = ipaddr.process(text);
  return [address, address instanceof ipaddr.IPv4 ? 32 : 128];
}
