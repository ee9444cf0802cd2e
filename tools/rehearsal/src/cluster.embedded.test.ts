import { environment } from '@malinshopper/environments';
import { clientsOf, type Clients } from './clients';
import { inventory } from './inventory';
import { movingToACluster, onACluster } from './moving-to-a-cluster';
import { startFrom } from './testing/standing';
import { down } from './testing/up-and-down';
import { closeWorld } from './world';

const minutes = 60_000;
process.env['EMBEDDED_AWS_PORT'] = '4634';
const testing = environment('testing');
let clients: Clients;

beforeAll(async () => {
  await startFrom('testing');
  clients = await clientsOf(testing);
}, 40 * minutes);

afterAll(() => closeWorld());

describe('testing, when its Hadoop jobs move to a cluster', () => movingToACluster(testing, () => clients));

describe('after a destroy', () => {
  beforeAll(() => down('testing', onACluster), 40 * minutes);

  it('AWS knows nothing of testing and its cluster any more', async () => {
    await expect(inventory(clients, testing)).resolves.toEqual([]);
  });
});
