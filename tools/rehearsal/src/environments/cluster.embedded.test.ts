import { environment } from '@malinshopper/environments';
import { destroy } from '@malinshopper/terraform';
import { clientsOf, type Clients } from '../clients';
import { inventory } from '../inventory/inventory';
import { movingToACluster, onACluster } from './suites/moving-to-a-cluster';
import { startFrom } from './testing/standing';
import { closeWorld } from '../world';

const minutes = 60_000;
process.env['EMBEDDED_AWS_PORT'] = '4634';
const testing = environment('testing');
let clients: Clients;

beforeAll(async () => {
  await startFrom('testing');
  clients = await clientsOf(testing);
}, 90 * minutes);

afterAll(() => closeWorld());

describe('testing, when its Hadoop jobs move to a cluster', () => movingToACluster(testing, () => clients));

describe('after a destroy of its compute', () => {
  /** Apps with resources on instances, or that are delivered to them. The other apps have no part of a cluster. */
  const ofCompute = /^(cluster|security configuration|auto scaling group|instance|launch-template|application) /;
  const kinds = async () => {
    const found = (await inventory(clients, testing)).flatMap((item) => ofCompute.exec(item)?.[1] ?? []);
    return [...new Set(found)].sort();
  };
  let before: string[];

  beforeAll(async () => {
    before = await kinds();
    for (const app of ['delivery', 'compute']) await destroy(`apps/${app}`, testing, { changes: onACluster });
  }, 90 * minutes);

  it('AWS has no resources of its cluster and its instances any more', async () => {
    expect(before).toEqual([
      'application',
      'auto scaling group',
      'cluster',
      'instance',
      'launch-template',
      'security configuration',
    ]);
    await expect(kinds()).resolves.toEqual([]);
  });
});
