import { Resolver } from 'node:dns/promises';
import type { Target } from '@malinshopper/terraform';
import type { NameServers } from './answer';
import { embeddedNameServers } from './embedded';

/** The source of a zone's delegation: the DNS of this machine, or on the embedded AWS its Route 53 only. */
export const publicNameServers = (target: Target): NameServers =>
  target.kind === 'embedded' ? embeddedNameServers(target) : dnsNameServers();

/** The name does not exist, or has no such record (c-ares, `ARES_ENOTFOUND`, `ARES_ENODATA`). */
const NONE = ['ENOTFOUND', 'ENODATA'];

/** Asks the DNS servers that this machine is configured with. */
export function dnsNameServers(resolver: Pick<Resolver, 'resolveNs'> = new Resolver()): NameServers {
  return async (zone) => {
    try {
      return { kind: 'heard', names: await resolver.resolveNs(zone) };
    } catch (error) {
      const { code = '', message } = error as NodeJS.ErrnoException;
      if (NONE.includes(code)) return { kind: 'heard', names: [] };
      return {
        kind: 'silent',
        why: `the DNS does not answer (${code || message})`,
        todo:
          code === 'ESERVFAIL'
            ? `Look at \`dig +trace NS ${zone}\`: the name servers that it is delegated to do not answer for it, or its DNSSEC signature is not valid.`
            : `Run the preflight again on a network with DNS, or look at \`dig NS ${zone}\`.`,
      };
    }
  };
}
