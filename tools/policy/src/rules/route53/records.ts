import { block, isTrue, type Resource, type World } from '@malinshopper/synthesized';
import { remove } from '../../testing/mutation';
import { custom, offOrUnset, show, type Fault } from '../ask';
import { rulesOf } from '../table';

const webAddress = { type: 'aws_route53_record', path: 'web-entry/address' };
const cdnAddress = { path: 'content/cdn/record-A' };
const cdnAddressV6 = { path: 'content/cdn/record-AAAA' };

const isAddress = ({ config }: Resource) => ['A', 'AAAA'].includes(config['type']);
/** True if a record validates a name for ACM, which determines the record's name. */
const isValidation = ({ config, stack }: Resource, world: World) =>
  world.targets(config['name'], stack).some(({ type }) => type === 'aws_acm_certificate');
const nameOf = ({ config, stack }: Resource, world: World) => String(world.resolve(config['name'], stack));
const behind = ({ config, stack }: Resource, world: World) =>
  world
    .targets(block(config['alias'])['name'], stack)
    .filter(({ type }) => ['aws_lb', 'aws_cloudfront_distribution'].includes(type));

/** The names that an environment may have. */
const namesOf = ({ environment: { kind, domain } }: World) => [
  domain,
  `static.${domain}`,
  ...(kind === 'production' ? [`www.${domain}`] : []),
];

const leadsToOwnResource: Fault = (record, world) =>
  behind(record, world).length > 0
    ? undefined
    : `it points to ${JSON.stringify(record.config['alias'] ?? record.config['records'])}`;

const oneOfEachKind: Fault = (record, world) => {
  const same = world
    .resources('aws_route53_record')
    .filter((other) => isAddress(other) && nameOf(other, world) === nameOf(record, world));
  const twins = same.filter((other) => other.config['type'] === record.config['type']);
  if (twins.length > 1) return `there are ${twins.length} of its kind`;
  const [to] = behind(record, world);
  const needsBoth = to?.type === 'aws_cloudfront_distribution' && isTrue(to.config['is_ipv6_enabled']);
  const pair = same.every((other) => behind(other, world).includes(to!));
  return needsBoth && (same.length < 2 || !pair) ? 'A and AAAA do not have the same target' : undefined;
};

const inZoneOfTheAccount: Fault = (record, world) => {
  const { config, stack } = record;
  const [zone] = world.targets(config['zone_id'], stack).filter(({ type }) => type === 'aws_route53_zone');
  if (!zone) return show('zone_id', config['zone_id']);
  if (zone.app !== 'account') return `${zone.path} is not a zone of the account`;
  const above = String(zone.config['name']);
  const name = nameOf(record, world);
  return isValidation(record, world) || name === above || name.endsWith(`.${above}`)
    ? undefined
    : `${name} is not in ${above}`;
};

export const records = rulesOf(
  webAddress.type,
  {
    CKV2_AWS_23: {
      title: 'Address records point to a load balancer or a distribution of this repository',
      severity: 'high',
      covers: 'R1',
      about: isAddress,
      why: 'AWS gives a released address to another customer, which can then impersonate the shop',
      fix: 'Use an alias with a reference: loadBalancer.dnsName, distribution.domainName',
      ask: custom(leadsToOwnResource, {
        'a name points to an address': (config) => {
          delete config.alias;
          config.records = ['192.0.2.1'];
        },
        'a name points to a distribution that is not in Terraform': {
          ...cdnAddress,
          change: (config) => (config.alias.name = 'd1.cloudfront.net'),
        },
      }),
    },
    MAL_DNS_3: {
      title: 'Address records contain only names of their own environment',
      severity: 'high',
      covers: 'R1',
      about: isAddress,
      why: 'If two environments share a name, visitors of one reach the other',
      fix: 'Use domain of the environment, static.<domain>, and in production www.<domain>',
      ask: custom(
        (record, world) => {
          const name = nameOf(record, world);
          return namesOf(world).includes(name) ? undefined : `${name} is none of ${namesOf(world).join(', ')}`;
        },
        { 'production takes the name of staging': (config) => (config.name = 'staging.malinshopper.com') },
      ),
    },
    MAL_DNS_4: {
      title: 'Each name has one A record, and one AAAA record if its target supports IPv6',
      severity: 'medium',
      covers: 'R1',
      about: isAddress,
      why: 'IPv6-only phones do not find the name; of two records, the later deploy wins',
      fix: 'Create one record A and one AAAA for a distribution; a load balancer has IPv4 only, like its subnets',
      ask: custom(oneOfEachKind, {
        'a name has two addresses': (config) => (config.name = 'www.malinshopper.com'),
        'the CDN has no IPv6 record': { ...cdnAddressV6, change: remove },
        'the IPv6 record has another target': {
          ...cdnAddressV6,
          change: (config) => (config.alias.name = 'd1.cloudfront.net'),
        },
      }),
    },
    MAL_DNS_5: {
      title: 'Records do not overwrite existing records',
      severity: 'high',
      covers: 'R2',
      // ACM validates a name by the same record for every certificate of an account.
      about: (record, world) => !isValidation(record, world),
      why: 'A deploy would take over a name of another environment, and a destroy would delete it',
      fix: 'Leave allowOverwrite out',
      ask: offOrUnset('allow_overwrite'),
    },
    MAL_DNS_6: {
      title: "Records are in the account's zone for their name; environments have no zones",
      severity: 'medium',
      covers: 'R2',
      why: 'A zone for each branch would need a delegation by hand',
      fix: 'Use hostedZoneId of the network contract',
      ask: custom(inZoneOfTheAccount, {
        'a record is in a zone that is not in Terraform': (config) => (config.zone_id = 'Z0123456789'),
        'a record is in a zone that does not contain its name': (config) => (config.name = 'malinshopper.org'),
      }),
    },
  },
  webAddress,
);
