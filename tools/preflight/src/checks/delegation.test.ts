import { Route53Client } from '@aws-sdk/client-route-53';
import { accounts } from '@malinshopper/environments';
import type { Answer } from '../dns/answer';
import { accessDenied, clientOf, madeUpSubject } from '../testing/made-up';
import { delegation } from './delegation';

const { nameServers: own } = accounts.production.delegations[0]!;
const other = ['ns-1.example.net'];

/** A Route 53 with these name servers for each zone. */
const route53 = (NameServers: readonly string[]) =>
  clientOf(Route53Client, {
    ListHostedZonesByName: ({ DNSName }: { DNSName: string }) => ({
      HostedZones: [
        { Name: `${DNSName}.`, Id: 'private', Config: { PrivateZone: true } },
        { Name: `${DNSName}.`, Id: 'public' },
      ],
    }),
    GetHostedZone: ({ Id }: { Id: string }) => ({
      DelegationSet: { NameServers: Id === 'public' ? NameServers : ['of-a-private-zone'] },
    }),
  });
const heard = (names: readonly string[]) => (): Promise<Answer> => Promise.resolve({ kind: 'heard', names });
const ofDomain = madeUpSubject({ change: { account: accounts.production } });

it('zones that are delegated to their own name servers are ok, however the names are written', async () => {
  const written = own.map((name) => `${name.toUpperCase()}.`).reverse();
  const lines = await delegation(madeUpSubject(), route53(own), heard(written));
  expect(lines.map(({ about, outcome }) => [about, outcome])).toEqual(
    accounts.nonproduction.hostedZones.map((zone) => [zone, 'ok']),
  );
});

it('a zone that is delegated elsewhere fails, with both lists', async () => {
  const [line] = await delegation(madeUpSubject(), route53(own), heard(other));
  expect(line).toMatchObject({
    outcome: 'failed',
    found: `delegated to ns-1.example.net, but its name servers are ${[...own].sort().join(', ')}`,
    todo: 'Deploy account of production, which delegates it: npx nx deploy account -c production',
  });
});

it('a zone that is not delegated fails; a domain is delegated at its registrar', async () => {
  const [zone] = await delegation(madeUpSubject(), route53(own), heard([]));
  expect(zone).toMatchObject({ outcome: 'failed', found: 'it is not delegated to any name server' });
  const [domain] = await delegation(ofDomain, route53(other), heard([]));
  expect(domain).toMatchObject({ about: 'malinshopper.com', outcome: 'failed' });
  expect(domain!.todo).toMatch(/^Enter ns-1\.example\.net as its name servers where the domain is registered/);
});

it('other name servers in accounts.ts than those of the zone fail, even if the DNS agrees with the zone', async () => {
  const [line] = await delegation(madeUpSubject(), route53(other), heard(other));
  expect(line).toMatchObject({
    outcome: 'failed',
    found: `accounts.ts delegates it to ${[...own].sort().join(', ')}, but its name servers are ns-1.example.net`,
    todo: 'Write these into the delegations of production in environments/src/accounts.ts, and deploy account there.',
  });
});

it('a zone is unknown if the DNS does not answer', async () => {
  const silent = (): Promise<Answer> => Promise.resolve({ kind: 'silent', why: 'no DNS', todo: 'again' });
  await expect(delegation(ofDomain, route53(own), silent)).resolves.toEqual([
    { about: 'malinshopper.com', outcome: 'unknown', found: 'no DNS', todo: 'again' },
  ]);
});

it('a zone that is not there is missing, and one that may not be read is unknown', async () => {
  const nowhere = clientOf(Route53Client, { ListHostedZonesByName: { HostedZones: [{ Name: 'zebra.', Id: 'z' }] } });
  await expect(delegation(ofDomain, nowhere, heard([]))).resolves.toMatchObject([
    { outcome: 'failed', found: 'the hosted zone does not exist, though account has been deployed' },
  ]);
  const closed = clientOf(Route53Client, { ListHostedZonesByName: accessDenied() });
  await expect(delegation(ofDomain, closed, heard([]))).resolves.toMatchObject([
    { about: 'malinshopper.com', outcome: 'unknown', found: expect.stringContaining('AccessDenied') as string },
  ]);
});
