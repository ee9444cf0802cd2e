import { block, type Resource, wholeReference, type World } from '@malinshopper/synthesized';
import { between, custom, type Fault } from '../ask';
import { rulesOf } from '../table';

const record = { type: 'aws_route53_record' };
const address = { ...record, path: 'web-entry/address' };
const proof = { ...record, path: 'web-certificate/proof-malinshopper.com' };
const delegation = { ...record, path: 'dns/delegate-staging.malinshopper.com' };

/**
 * The attributes that a record may have here. Weights, countries and health checks would send a part of the visitors
 * elsewhere.
 */
const understood = new Set([
  'alias',
  'allow_overwrite',
  'depends_on',
  'lifecycle',
  'name',
  'provider',
  'records',
  'ttl',
  'type',
  'zone_id',
]);

/** The attributes of an alias record, by the type of its target. */
const aliasAttributes: Readonly<Record<string, readonly [name: string, zone: string]>> = {
  aws_lb: ['dns_name', 'zone_id'],
  aws_cloudfront_distribution: ['domain_name', 'hosted_zone_id'],
};

function aliasFault({ config, stack }: Resource, world: World): string | undefined {
  const { name, zone_id: zone } = block(config['alias']);
  const [to, ofZone] = [name, zone].map((value) => wholeReference(world.resolve(value, stack)));
  const attributes = aliasAttributes[to?.address.split('.')[0] ?? ''];
  const isWhole = to?.rest.join('.') === attributes?.[0] && ofZone?.rest.join('.') === attributes?.[1];
  if (!attributes || !isWhole || to?.address !== ofZone?.address)
    return `its alias is ${JSON.stringify(config['alias'])}`;
  return config['records'] === undefined ? undefined : `its records are ${JSON.stringify(config['records'])}`;
}

/**
 * A reference to one value of the validation record that ACM requests for a name: AWS provider documentation,
 * `aws_acm_certificate`, "Referencing domain_validation_options".
 */
const question =
  /^\$\{one\(\[for option in (aws_acm_certificate\.[\w-]+)\.domain_validation_options : option\.resource_record_(name|type|value) if option\.domain_name == "([^"]+)"\]\)\}$/;

function proofFault({ config, stack }: Resource, world: World): string | undefined {
  const values = [config['name'], config['type'], ...((config['records'] ?? []) as unknown[])].map(String);
  const asked = values.map((value) => question.exec(value));
  const [, certificate, , domain] = asked[0] ?? [];
  const isOne = asked.every((each) => each?.[1] === certificate && each?.[3] === domain);
  const isInOrder = asked.map((each) => each?.[2]).join() === 'name,type,value';
  if (!isOne || !isInOrder) return `it is ${values.join(' ')}`;
  const own = certificate === undefined ? undefined : stack.resource(certificate);
  const names = [own?.config['domain_name'], ...((own?.config['subject_alternative_names'] ?? []) as unknown[])];
  return world.resources('aws_acm_certificate').includes(own!) && names.includes(domain)
    ? undefined
    : `${String(certificate)} is not for ${String(domain)}`;
}

function delegationFault({ config, stack }: Resource, world: World): string | undefined {
  const { delegations } = world.environment.account;
  const [zone] = world.targets(config['zone_id'], stack).filter(({ type }) => type === 'aws_route53_zone');
  const meant = delegations.find((each) => each.zone === config['name'] && each.parent === zone?.config['name']);
  if (!meant) return `${String(config['name'])} is no delegation of the account`;
  const servers = [config['records']].flat().map(String).sort().join();
  return servers === [...meant.nameServers].sort().join() ? undefined : `its name servers are ${servers}`;
}

const isUnderstood: Fault = (judged, world) => {
  const { config } = judged;
  const unknown = Object.keys(config).find((name) => !understood.has(name) && config[name] !== undefined);
  if (unknown) return `has ${unknown}, which no rule understands`;
  switch (config['type']) {
    case 'A':
    case 'AAAA':
      return aliasFault(judged, world);
    case 'NS':
      return delegationFault(judged, world);
    default:
      return proofFault(judged, world);
  }
};

const zone = '${data.terraform_remote_state.account.outputs.zoneIds["malinshopper.com"]}';
const added = (name: string, type: string, text: string) => ({
  ...proof,
  change: (_config: unknown, resources: Record<string, Record<string, object>>) =>
    void (resources[record.type]!['more'] = { name, type, records: [text], ttl: 300, zone_id: zone }),
});

/** The contents of records. */
export const recordContents = rulesOf(record.type, {
  MAL_DNS_8: {
    title:
      'A record is the address of a resource of this repository, the validation of one of its certificates, or a delegation of the account',
    severity: 'critical',
    covers: 'R1 R2',
    why: 'With one record in the zone, an attacker can receive the mail of the shop, get a certificate for its names, or divert its visitors',
    fix: 'Use an alias by reference, Certificate (apps/network), or delegations in environments/src/accounts.ts',
    ask: custom(isUnderstood, {
      'an attacker proves the control of the zone': added(
        '_a79865eb.malinshopper.com',
        'CNAME',
        '_424c7224.acm-validations.aws.',
      ),
      'an attacker gets a certificate by a text': added('_acme-challenge.malinshopper.com', 'TXT', 'abcdefghijklmnop'),
      'a name points to a foreign host': added('blog.malinshopper.com', 'CNAME', 'example.com'),
      'all names point to a foreign host': added('*.malinshopper.com', 'CNAME', 'example.com'),
      'mail goes to a foreign server': added('malinshopper.com', 'MX', '10 mail.example.com'),
      'another authority may issue certificates': added('malinshopper.com', 'CAA', '0 issue "ca.example.com"'),
      'a zone is delegated to a foreign name server': added('pay.malinshopper.com', 'NS', 'ns1.example.com'),
      'a record has a type that does not exist': added('pay.malinshopper.com', '${upper("cname")}', 'example.com'),
      'one name server of a delegation is foreign': {
        ...delegation,
        change: (config) => config.records.push('ns-1.awsdns-99.com'),
      },
      'a delegation is for another name': {
        ...delegation,
        change: (config) => (config.name = 'shop.malinshopper.com'),
      },
      'a validation is for another certificate': {
        ...proof,
        change: (config) => (config.records = [config.records[0].replace('web-certificate', 'cdn-certificate')]),
      },
      'a validation is for another name': {
        ...proof,
        change: (config) => {
          for (const name of ['name', 'type']) config[name] = config[name].replace('"malinshopper', '"x.malinshopper');
          config.records = [config.records[0].replace('"malinshopper', '"x.malinshopper')];
        },
      },
      'the zone of an alias is another one': {
        ...address,
        change: (config) => (config.alias.zone_id = 'Z2FDTNDATAQYW2'),
      },
      'an address record also has values': { ...address, change: (config) => (config.records = ['192.0.2.1']) },
      'a part of the visitors goes elsewhere': {
        ...address,
        change: (config) => Object.assign(config, { set_identifier: 'a', weighted_routing_policy: { weight: 1 } }),
      },
    }),
  },
  MAL_DNS_9: {
    title: 'Resolvers cache records for a minute to two days',
    severity: 'medium',
    covers: 'R1',
    why: 'A wrong record that is cached for years cannot be corrected',
    fix: 'Set ttl to 300, of a delegation to 3600, in seconds',
    source: 'RFC 1912, "SOA records" and "TTL values"',
    about: ({ config }) => config['alias'] === undefined,
    ask: between('ttl', 60, 172_800, 172_800_000, 0),
    tried: delegation,
  },
});
