import { block, isTrue, type Resource, type World } from '@malinshopper/synthesized';
import { said } from '../data/must';
import type { Rule } from '../rule';

const types = ['aws_route53_record'];

const isAddress = ({ config }: Resource) => ['A', 'AAAA'].includes(config['type']);
/** Whether a record proves a name to ACM: what it is called, ACM says. */
const isProof = ({ config, stack }: Resource, world: World) =>
  world.targets(config['name'], stack).some(({ type }) => type === 'aws_acm_certificate');
const nameOf = ({ config, stack }: Resource, world: World) => String(world.resolve(config['name'], stack));
const behind = ({ config, stack }: Resource, world: World) =>
  world
    .targets(block(config['alias'])['name'], stack)
    .filter(({ type }) => ['aws_lb', 'aws_cloudfront_distribution'].includes(type));

/** What an environment may be called: by its domain, and what stands before it. */
const namesOf = ({ environment: { kind, domain } }: World) => [
  domain,
  `static.${domain}`,
  ...(kind === 'production' ? [`www.${domain}`] : []),
];

/** What is found under our names. */
export const recordRules: readonly Rule[] = [
  {
    id: 'CKV2_AWS_23',
    covers: ['R1'],
    title: 'Every address leads to a load balancer or a distribution of ours',
    severity: 'high',
    why: 'An address that was given back is given to somebody else, who then answers in our name',
    fix: 'An alias by reference: loadBalancer.dnsName, distribution.domainName',
    types,
    about: isAddress,
    check: (record, world) =>
      behind(record, world).length > 0
        ? undefined
        : `it leads to ${JSON.stringify(record.config['alias'] ?? record.config['records'])}`,
  },
  {
    id: 'MAL_DNS_3',
    covers: ['R1'],
    title: 'An environment has its own names and no others',
    severity: 'high',
    why: 'Two environments would have one name, and visitors of one get the other',
    fix: 'domain of the environment, static.<domain>, and in production www.<domain>',
    types,
    about: isAddress,
    check: (record, world) => {
      const name = nameOf(record, world);
      return namesOf(world).includes(name) ? undefined : `${name} is none of ${namesOf(world).join(', ')}`;
    },
  },
  {
    id: 'MAL_DNS_4',
    covers: ['R1'],
    title: 'A name has one address of a kind, and of both kinds where what is behind it has',
    severity: 'medium',
    why: 'Phones that have IPv6 only do not find it; of two records, the later deploy wins',
    fix: 'One record A and one AAAA for a distribution; a load balancer has IPv4 only, like its subnets',
    types,
    about: isAddress,
    check: (record, world) => {
      const same = world
        .resources(...types)
        .filter((other) => isAddress(other) && nameOf(other, world) === nameOf(record, world));
      const twins = same.filter((other) => other.config['type'] === record.config['type']);
      if (twins.length > 1) return `there are ${twins.length} of its kind`;
      const [to] = behind(record, world);
      const both = to?.type === 'aws_cloudfront_distribution' && isTrue(to.config['is_ipv6_enabled']);
      const pair = same.every((other) => behind(other, world).includes(to!));
      return both && (same.length < 2 || !pair) ? 'A and AAAA do not both lead there' : undefined;
    },
  },
  {
    id: 'MAL_DNS_5',
    covers: ['R2'],
    title: 'No record takes the place of one that is there',
    severity: 'high',
    why: 'A deploy would take a name from another environment, and its destroy take it away',
    fix: 'Leave allowOverwrite out',
    types,
    // ACM proves a name by the same record for every certificate of an account.
    about: (record, world) => !isProof(record, world),
    check: ({ config }) => (isTrue(config['allow_overwrite']) ? said(config, 'allow_overwrite') : undefined),
  },
  {
    id: 'MAL_DNS_6',
    covers: ['R2'],
    title: 'Every record is in the zone of the account that it belongs to; no environment makes one of its own',
    severity: 'medium',
    why: 'A zone of its own would have to be delegated by hand for every branch',
    fix: 'hostedZoneId of the network contract',
    types,
    check: (record, world) => {
      const { config, stack } = record;
      const [zone] = world.targets(config['zone_id'], stack).filter(({ type }) => type === 'aws_route53_zone');
      if (!zone) return said(config, 'zone_id');
      if (zone.app !== 'account') return `${zone.path} is not the account's`;
      const above = String(zone.config['name']);
      const name = nameOf(record, world);
      return isProof(record, world) || name === above || name.endsWith(`.${above}`)
        ? undefined
        : `${name} is not in ${above}`;
    },
  },
];
