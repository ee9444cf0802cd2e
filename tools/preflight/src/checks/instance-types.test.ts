import { EC2Client } from '@aws-sdk/client-ec2';
import type { Environment } from '@malinshopper/environments';
import { accessDenied, clientOf, madeUpSubject } from '../testing/made-up';
import { instanceTypes } from './instance-types';

type Input = { Filters: { Values: string[] }[]; LocationType: string; NextToken?: string };
const [staging] = madeUpSubject().environments;
const zones = ['eu-west-1a', 'eu-west-1b'];

/** An EC2 client that offers every requested type in every zone except these (`<type> <zone>`), with a page for each zone. */
const offering = (lacking: readonly string[], environment: Environment = staging) => {
  const client = clientOf(EC2Client, {
    DescribeInstanceTypeOfferings: ({ Filters, LocationType, NextToken }: Input) => {
      expect(LocationType).toBe('availability-zone');
      const [types, locations] = Filters.map(({ Values }) => Values) as [string[], string[]];
      expect(locations).toEqual(zones);
      const Location = locations[Number(NextToken ?? 0)]!;
      const InstanceTypeOfferings = types
        .filter((type) => !lacking.includes(`${type} ${Location}`))
        .map((InstanceType) => ({ InstanceType, Location }));
      return { InstanceTypeOfferings, ...(NextToken === undefined && { NextToken: '1' }) };
    },
  });
  return instanceTypes(madeUpSubject({ change: { environments: [environment] } }), () => client);
};
const { instanceTypes: web } = staging.sizes.web;
const without = (zone: string) => web.map((type) => `${type} ${zone}`);

it('types that are offered in every zone of an environment are ok', async () => {
  await expect(offering([])).resolves.toMatchObject([
    {
      about: 'types of staging, eu-west-1a, eu-west-1b',
      outcome: 'ok',
      found: expect.stringMatching(/^\d+ types are offered in each zone$/) as string,
    },
  ]);
});

it('a group without any of its types in a zone fails', async () => {
  const [line] = await offering(without('eu-west-1b'));
  expect(line).toMatchObject({
    outcome: 'failed',
    todo: expect.stringContaining('in environments/src/staging.ts') as string,
  });
  expect(line!.found).toContain(`web: none of ${web.join(', ')} in eu-west-1b`);
  expect(line!.found).not.toContain('eu-west-1a');
});

it('a type that one zone does not offer needs attention only, because its group has others', async () => {
  const [line] = await offering(without('eu-west-1a').slice(0, 1));
  expect(line).toMatchObject({ outcome: 'attention' });
  expect(line!.found).toContain(`web: no ${web[0]} in eu-west-1a`);
});

it('each environment of the account has a line, branches one for all', async () => {
  const client = clientOf(EC2Client, { DescribeInstanceTypeOfferings: accessDenied() });
  const lines = await instanceTypes(madeUpSubject(), () => client);
  expect(lines.map(({ about, outcome }) => [about, outcome])).toEqual([
    ['types of staging, eu-west-1a, eu-west-1b', 'unknown'],
    ['types of testing, eu-west-1a, eu-west-1b', 'unknown'],
    ['types of branches, eu-west-1a, eu-west-1b', 'unknown'],
  ]);
});

it('the types of a cluster are looked at, part by part', async () => {
  const hadoop: Environment['hadoop'] = {
    mode: 'cluster',
    replaces: ['fetcher'],
    primary: { instanceTypes: ['m7g.xlarge'] },
    core: { instanceTypes: ['r7g.xlarge'], units: 2 },
    task: { instanceTypes: ['m6g.xlarge'], maxUnits: 2 },
  };
  const [line] = await offering(['r7g.xlarge eu-west-1a'], { ...staging, hadoop });
  expect(line).toMatchObject({ outcome: 'failed', found: 'core of the cluster: none of r7g.xlarge in eu-west-1a' });
});
