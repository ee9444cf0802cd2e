import { defineEnvironment } from './environment';
import { production } from './production';
import type { EnvironmentConfig } from './schema';
import { staging } from './staging';
import { testing } from './testing';

const others = [production, staging, testing];
const define = (change: object) => () => defineEnvironment({ ...testing, ...change } as EnvironmentConfig, others);
/** The testing environment's file with other values in the size of web. */
const ofWeb = (change: object) => ({ sizes: { ...testing.sizes, web: { ...testing.sizes.web, ...change } } });
const scheduled = {
  run: 'scheduled',
  timeZone: 'Europe/Luxembourg',
  start: '0 7 * * MON-FRI',
  stop: '0 20 * * MON-FRI',
};
const own = { name: 'other', domain: 'other.testing.malinshopper.com' };
const database = testing.database;

describe('an environment that AWS would refuse is refused with the rule:', () => {
  it.each<[string, object, RegExp]>([
    ['a name with two hyphens in a row', { ...own, name: 'a--b' }, /single hyphens .* received "a--b"/],
    ['a name of one letter', { ...own, name: 'a' }, /2 to 20 small letters/],
    ['a name with a capital', { ...own, name: 'Shop' }, /2 to 20 small letters/],
    ['a name of 21 letters', { ...own, name: 'a'.repeat(21) }, /2 to 20 small letters/],
    ['a name with a digit first', { ...own, name: '1shop' }, /2 to 20 small letters/],
    ['a name that ends in a hyphen', { ...own, name: 'shop-' }, /2 to 20 small letters/],
    ['a name that no load balancer can have', { ...own, name: 'internal' }, /begins with "internal"/],
    [
      'a name with a prefix that no load balancer can have',
      { ...own, name: 'internal-shop' },
      /begins with "internal"/,
    ],
    ['an account that does not exist', { account: 'sandbox' }, /at account/],
    ['a region without facts', { region: 'eu-south-2' }, /at region.*received "eu-south-2"/s],
    ['the region of global resources', { region: 'us-east-1' }, /at region.*received "us-east-1"/s],

    ['a domain with an underscore', { domain: 'a_b.testing.malinshopper.com' }, /a DNS name in lower case/],
    ['a domain with capitals', { domain: 'Shop.testing.malinshopper.com' }, /a DNS name in lower case/],
    ['a domain that ends in a dot', { domain: 'testing.malinshopper.com.' }, /a DNS name in lower case/],
    ['a domain of one label', { domain: 'localhost' }, /a DNS name in lower case/],
    ['a domain that is an address', { domain: '10.0.0.1' }, /a DNS name in lower case/],
    ['a domain with a scheme', { domain: 'https://testing.malinshopper.com' }, /a DNS name in lower case/],
    ['a domain with a space', { domain: 'a b.testing.malinshopper.com' }, /a DNS name in lower case/],
    ['a domain of another script', { domain: 'läden.testing.malinshopper.com' }, /a DNS name in lower case/],
    [
      'a domain with a label that ends in a hyphen',
      { domain: 'a-.testing.malinshopper.com' },
      /a DNS name in lower case/,
    ],
    ['a label of 64', { domain: `${'a'.repeat(64)}.malinshopper.com` }, /at most 63 letters/],
    [
      'a domain that is too long for the certificate with static.',
      { domain: `${'a'.repeat(33)}.testing.malinshopper.com` },
      /at most 57 characters/,
    ],
    ['a domain of another zone', { domain: 'staging.malinshopper.com' }, /is answered from the zone staging\.malin/],
    ['a domain of another owner', { domain: 'example.com' }, /is answered from the zone of another owner/],
    [
      'a zone of another account',
      { domain: 'x.malinshopper.com', hostedZone: 'malinshopper.com' },
      /hostedZone malinshopper\.com is none of account nonproduction, which has staging\.malinshopper\.com/,
    ],
    ['a zone that is not a DNS name', { hostedZone: 'Z0123456789' }, /at hostedZone/],
    [
      'a domain that another environment has',
      { name: 'other', network: { placement: 'shared', from: 'testing' } },
      /needs the name testing\.malinshopper\.com, which is that of testing/,
    ],
    [
      "another environment's CDN",
      { ...own, domain: 'static.testing.malinshopper.com', network: { placement: 'shared', from: 'testing' } },
      /needs the name static\.testing\.malinshopper\.com, which is that of testing/,
    ],

    ['a public range', { network: { ...testing.network, cidr: '11.30.0.0/16' } }, /of a private range/],
    [
      'a range beyond the private one',
      { network: { ...testing.network, cidr: '172.32.0.0/16' } },
      /of a private range/,
    ],
    ['a loopback range', { network: { ...testing.network, cidr: '127.0.0.0/16' } }, /of a private range/],
    ['a link-local range', { network: { ...testing.network, cidr: '169.254.0.0/16' } }, /of a private range/],
    ['a range that is too large for AWS', { network: { ...testing.network, cidr: '10.0.0.0/8' } }, /an IPv4 \/16/],
    ['a range that is too small for AWS', { network: { ...testing.network, cidr: '10.30.0.0/29' } }, /an IPv4 \/16/],
    ['a range with an address inside it', { network: { ...testing.network, cidr: '10.30.1.0/16' } }, /an IPv4 \/16/],
    ['a range with leading zeros', { network: { ...testing.network, cidr: '010.30.0.0/16' } }, /an IPv4 \/16/],
    ['a range of IPv6', { network: { ...testing.network, cidr: 'fd00::/16' } }, /an IPv4 \/16/],
    ['an address instead of a range', { network: { ...testing.network, cidr: '10.30.0.0' } }, /an IPv4 \/16/],
    [
      'a zone that the region does not have',
      { network: { ...testing.network, zones: ['a', 'd'] } },
      /network\.zones has d: eu-west-1 has the zones a, b, c/,
    ],
    ['one zone only', { network: { ...testing.network, zones: ['a'] } }, /at network\.zones/],

    [
      'a database class without memory for MySQL 8',
      { database: { ...database, instanceClass: 'db.t4g.nano' } },
      /at database\.instanceClass/,
    ],
    [
      'a database class that is an instance type',
      { database: { ...database, instanceClass: 't4g.micro' } },
      /at database\.instanceClass/,
    ],
    ['storage below what RDS gives', { database: { ...database, storageGiB: 19 } }, /at database\.storageGiB/],
    [
      'storage beyond what RDS gives',
      { database: { ...database, maxStorageGiB: 65537 } },
      /at database\.maxStorageGiB/,
    ],
    ['half a GiB', { database: { ...database, storageGiB: 20.5 } }, /at database\.storageGiB/],
    ['backups for 36 days', { database: { ...database, backupRetentionDays: 36 } }, /at database\.backupRetentionDays/],
    ['backups for no day', { database: { ...database, backupRetentionDays: 0 } }, /at database\.backupRetentionDays/],

    ['a group without a type', ofWeb({ instanceTypes: [] }), /at sizes\.web\.instanceTypes/],
    ['a type twice', ofWeb({ instanceTypes: ['t4g.small', 't4g.small'] }), /an instance type must not be named twice/],
    [
      'a size that the family does not have',
      ofWeb({ instanceTypes: ['m7g.nano'] }),
      /at sizes\.web\.instanceTypes\[0\]/,
    ],
    ['less than no instance', ofWeb({ min: -1 }), /at sizes\.web\.min/],
    ['at most no instance', ofWeb({ min: 0, max: 0 }), /at sizes\.web\.max/],
    ['half an instance', ofWeb({ min: 0.5 }), /at sizes\.web\.min/],
    ['a number that is none', ofWeb({ max: Number.NaN }), /at sizes\.web\.max/],
    ['101 percent spot', ofWeb({ spotPercent: 101 }), /at sizes\.web\.spotPercent/],
    ['a disk below the image', ofWeb({ volumeGiB: 7 }), /at sizes\.web\.volumeGiB/],
    ['a role without a size', { sizes: { web: testing.sizes.web } }, /at sizes\["updater-1"\]/],
    ['a size of no role', { sizes: { ...testing.sizes, wbe: testing.sizes.web } }, /Unrecognized key: "wbe"/],

    ['protection off for a word', { protection: { enabled: false, reason: 'test' } }, /at protection\.reason/],
    [
      'a time zone that does not exist',
      { hours: { ...scheduled, timeZone: 'Europe/Esch' } },
      /by its canonical IANA name; received "Europe\/Esch"/,
    ],
    ['a time zone by an alias', { hours: { ...scheduled, timeZone: 'CET' } }, /canonical IANA name/],
    ['a time zone by its old name', { hours: { ...scheduled, timeZone: 'US/Eastern' } }, /canonical IANA name/],
    ['a time zone by an offset', { hours: { ...scheduled, timeZone: '+01:00' } }, /canonical IANA name/],
    ['a time zone in small letters', { hours: { ...scheduled, timeZone: 'europe/luxembourg' } }, /canonical IANA name/],
    ['a time zone of spaces', { hours: { ...scheduled, timeZone: ' ' } }, /canonical IANA name/],
    ['no time zone', { hours: { ...scheduled, timeZone: '' } }, /canonical IANA name/],
    [
      'a time of the day for a start',
      { hours: { ...scheduled, start: '07:00' } },
      /a cron expression .*needs five fields.*at hours\.start/s,
    ],
    ['a stop in the 25th hour', { hours: { ...scheduled, stop: '0 25 * * *' } }, /its hour "25".*at hours\.stop/s],
    ["EventBridge's cron", { hours: { ...scheduled, stop: 'cron(0 20 ? * MON-FRI *)' } }, /needs five fields/],
    [
      'a start and a stop in the same minute',
      { hours: { ...scheduled, stop: '0 7 * * *' } },
      /which Auto Scaling refuses/,
    ],

    ['a backup that expires before a week', { backup: { plan: 'daily', keepDays: 6 } }, /at backup\.keepDays/],
    ['an edge location class', { priceClass: 'PriceClass_300' }, /at priceClass/],
    [
      'a log for a number of days that CloudWatch does not support',
      { logRetentionDays: 45 },
      /CloudWatch Logs' own steps.*received 45/,
    ],
    ['a log for no day', { logRetentionDays: 0 }, /CloudWatch Logs' own steps/],
  ])('%s', (_what, change, message) => {
    expect(define(change)).toThrow(message);
  });

  it.each<[string, object]>([
    ['a zone of a fixed offset', { hours: { ...scheduled, timeZone: 'Etc/GMT+9' } }],
    ['UTC by its canonical name', { hours: { ...scheduled, timeZone: 'Etc/UTC' } }],
    ['the time zone of Tahiti', { hours: { ...scheduled, timeZone: 'Pacific/Tahiti' } }],
    ['numbers for days', { hours: { ...scheduled, start: '0 7 * * 1-5' } }],
    ['logs for ten years', { logRetentionDays: 3653 }],
    ['another private range', { network: { ...testing.network, cidr: '192.168.0.0/16' } }],
    ['the last range of 172.16.0.0/12', { network: { ...testing.network, cidr: '172.31.0.0/16' } }],
    ['a name below its zone', { domain: 'xn--lden-loa.testing.malinshopper.com' }],
  ])('but not %s', (_what, change) => {
    expect(define(change)).not.toThrow();
  });
});
