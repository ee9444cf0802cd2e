import { IAMClient } from '@aws-sdk/client-iam';
import { forwardedCalls } from '@malinshopper/aws-facts';
import type { Environment } from '@malinshopper/environments';
import { accessDenied, clientOf, madeUpSubject } from '../testing/made-up';
import { linkedRoles, neededBy } from './linked-roles';
import { serviceLinkedRoles } from './service-linked-roles';

const spot = { Path: '/aws-service-role/spot.amazonaws.com/', RoleName: 'AWSServiceRoleForEC2Spot' };
const having = (...Roles: object[]) =>
  serviceLinkedRoles(madeUpSubject(), clientOf(IAMClient, { ListRoles: { Roles } }));
const spotOf = async (lines: ReturnType<typeof having>) => (await lines).find(({ about }) => about === spot.RoleName);

it('the role of spot capacity is created by a person: without it the line fails, with the command', async () => {
  await expect(spotOf(having())).resolves.toMatchObject({
    outcome: 'failed',
    todo: 'npm run bootstrap creates it. Without the bootstrap, once in the account: aws iam create-service-linked-role --aws-service-name spot.amazonaws.com',
  });
  await expect(spotOf(having(spot))).resolves.toEqual({ about: spot.RoleName, outcome: 'ok', found: 'exists' });
});

it('a role of that name in another path is not the role', async () => {
  await expect(spotOf(having({ ...spot, Path: '/aws-service-role/ec2.amazonaws.com/' }))).resolves.toMatchObject({
    outcome: 'failed',
  });
});

it('a role that AWS creates at first use does not have to exist', async () => {
  const lines = await having();
  expect(lines.find(({ about }) => about === 'AWSServiceRoleForRDS')).toEqual({
    about: 'AWSServiceRoleForRDS',
    outcome: 'ok',
    found: 'not there yet: AWS creates it at the first CreateDBSubnetGroup or CreateDBInstance',
  });
});

it('a refusal to list roles is passed on', async () => {
  const client = clientOf(IAMClient, { ListRoles: accessDenied() });
  await expect(serviceLinkedRoles(madeUpSubject(), client)).rejects.toThrow('not authorized');
});

it('each service with a role that a call of the apps may need has a row', () => {
  const services = Object.values(forwardedCalls)
    .flat()
    .flatMap(({ kind, service }) => (kind === 'service-linked-role' ? [service] : []));
  expect(linkedRoles.map(({ service }) => service).sort()).toEqual([...new Set(services)].sort());
});

describe('the roles that an environment needs', () => {
  const [staging] = madeUpSubject().environments;
  const base: Environment = {
    ...staging,
    sizes: Object.fromEntries(
      Object.entries(staging.sizes).map(([role, size]) => [role, { ...size, spotPercent: 0 }]),
    ) as Environment['sizes'],
    database: { placement: 'shared', from: 'testing' },
    sessions: { store: 'instance' },
    backup: { plan: 'none' },
    hadoop: { mode: 'workers' },
  };
  const always = ['access-analyzer', 'autoscaling', 'elasticloadbalancing'];
  const cluster = (maxUnits: number): Environment['hadoop'] => ({
    mode: 'cluster',
    replaces: ['fetcher'],
    primary: { instanceTypes: ['m7g.xlarge'] },
    core: { instanceTypes: ['m7g.xlarge'], units: 2 },
    task: { instanceTypes: ['m7g.xlarge'], maxUnits },
  });

  it.each<[string, Partial<Environment>, string[]]>([
    ['nothing of its own', {}, []],
    ['spot capacity', { sizes: { ...base.sizes, web: { ...base.sizes.web, spotPercent: 50 } } }, ['spot']],
    ['a database server', { database: staging.database }, ['rds']],
    ['a cache', { sessions: { store: 'elasticache', nodeType: 'cache.t4g.micro', replicas: 0 } }, ['elasticache']],
    ['a cluster', { hadoop: cluster(0) }, ['elasticmapreduce']],
    ['a cluster with spot capacity', { hadoop: cluster(2) }, ['elasticmapreduce', 'spot']],
    ['copies', { backup: { plan: 'daily', keepDays: 7 } }, ['backup']],
  ])('with %s', (_, change, more) => {
    const services = neededBy([base, { ...base, ...change }]).map(({ service }) =>
      service.replace('.amazonaws.com', ''),
    );
    expect(services.sort()).toEqual([...always, ...more].sort());
  });
});
