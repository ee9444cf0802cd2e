import { configOf, add, meta, type Attack } from './attack';

/** Attacks: names and delegations. */
export const dns: readonly Attack[] = [
  [
    'foreign name servers',
    (d) => {
      configOf(d, 'account', 'aws_route53_record', 'account/dns/delegate-staging.malinshopper.com').records = [
        'ns1.evil.com',
      ];
    },
  ],
  [
    'one foreign name server',
    (d) => {
      configOf(d, 'account', 'aws_route53_record', 'account/dns/delegate-staging.malinshopper.com').records[0] =
        'ns1.evil.com';
    },
  ],
  [
    'new delegation',
    (d) => {
      const c = configOf(d, 'account', 'aws_route53_record', 'account/dns/delegate-staging.malinshopper.com');
      add(d, 'account', 'aws_route53_record', 'x', {
        ...c,
        ...meta('account/x'),
        name: 'shop.malinshopper.com',
        records: ['ns1.evil.com'],
      });
    },
  ],
  [
    'validation of stranger',
    (d) => {
      const c = configOf(d, 'network', 'aws_route53_record', 'network/web-certificate/proof-malinshopper.com');
      add(d, 'network', 'aws_route53_record', 'x', {
        zone_id: c.zone_id,
        name: '_abc.malinshopper.com',
        type: 'CNAME',
        ttl: 60,
        records: ['_x.acm-validations.aws'],
      });
    },
  ],
  [
    'validation record other value',
    (d) => {
      configOf(d, 'network', 'aws_route53_record', 'network/web-certificate/proof-malinshopper.com').records = [
        '_x.acm-validations.aws',
      ];
    },
  ],
  [
    'CNAME to stranger',
    (d) => {
      const c = configOf(d, 'compute', 'aws_route53_record', 'compute/web-entry/address');
      add(d, 'compute', 'aws_route53_record', 'x', {
        zone_id: c.zone_id,
        name: 'shop.malinshopper.com',
        type: 'CNAME',
        ttl: 60,
        records: ['evil.com'],
      });
    },
  ],
  [
    'alias to stranger',
    (d) => {
      const c = configOf(d, 'compute', 'aws_route53_record', 'compute/web-entry/address');
      c.alias = [c.alias].flat().map((one: object) => ({ ...one, name: 'evil.eu-west-1.elb.amazonaws.com' }));
    },
  ],
  [
    'MX record',
    (d) => {
      const c = configOf(d, 'compute', 'aws_route53_record', 'compute/web-entry/address');
      add(d, 'compute', 'aws_route53_record', 'x', {
        zone_id: c.zone_id,
        name: 'malinshopper.com',
        type: 'MX',
        ttl: 60,
        records: ['10 mail.evil.com'],
      });
    },
  ],
  [
    'CAA record',
    (d) => {
      const c = configOf(d, 'compute', 'aws_route53_record', 'compute/web-entry/address');
      add(d, 'compute', 'aws_route53_record', 'x', {
        zone_id: c.zone_id,
        name: 'malinshopper.com',
        type: 'CAA',
        ttl: 60,
        records: ['0 issue "evil.com"'],
      });
    },
  ],
];
