import { environment } from '@malinshopper/environments';
import { describeBoot } from './describe-boot';
import { clientsOf, type Clients } from '../clients';
import { releasing } from '../environments/releasing';
import { startFrom } from '../environments/testing/standing';
import { closeWorld } from '../world';

const minutes = 60_000;
process.env['EMBEDDED_AWS_PORT'] = '4635';
const testing = environment('testing');
let clients: Clients;

beforeAll(async () => {
  await startFrom('testing');
  clients = await clientsOf(testing);
}, 90 * minutes);

afterAll(() => closeWorld());

describe('testing, when the examples are released to it', () => releasing(testing, () => clients));

describe('testing, when its instances boot', () => describeBoot(testing, () => clients));
