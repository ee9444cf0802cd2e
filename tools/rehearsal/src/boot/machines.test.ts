import { environment } from '@malinshopper/environments';
import type { Clients } from '../clients';
import { Machines } from './machines';

jest.mock('node:fs', () => ({ ...jest.requireActual<object>('node:fs'), mkdirSync: () => undefined }));
jest.mock('@malinshopper/local-aws', () => ({ embeddedEndpoint: () => 'http://localhost:1' }));
jest.mock('./leftovers', () => ({ clearLeftovers: () => undefined, folderOf: () => '/none' }));
jest.mock('./authority', () => ({ certificateForAws: async () => ({}) }));
jest.mock('./relay', () => ({ openRelay: async () => ({}) }));

test('throws on a role that has no machine, with those that have one', async () => {
  const machines = await Machines.prepare(environment('testing'), {} as Clients, 'database.example');
  expect(() => machines.get('web')).toThrow('There is no machine of the role web, only of: .');
});
