import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LOOPBACK } from '../address';
import { jsonReply } from '../protocols/json';
import { AwsFailure } from '../protocols/failure';
import { signedFetch } from '../signing';
import { isQuestion, madeUpKey, onSocket } from '../testing/fake-moto';
import type { Service } from './call';
import { createGateway } from './gateway';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const listening = async (server: Server): Promise<number> => {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  return (server.address() as AddressInfo).port;
};

/** A gateway with one service that is notified of calls, and its log. */
async function gatewayWith(answered: NonNullable<Service['answered']>) {
  const moto = createServer((request, response) => void (isQuestion(request, response) || response.end()));
  servers.push(moto);
  const socket = await onSocket(moto);
  const refused = () => {
    throw new AwsFailure('No', 'no');
  };
  const service: Service = { name: 'codedeploy', operations: { Do: () => jsonReply(), Refuse: refused }, answered };
  const lines: string[] = [];
  const own = () => undefined;
  const log = (line: string) => void lines.push(line);
  const port = await listening(createGateway({ moto: () => socket, own, token: () => 'x', log, services: [service] }));
  const call = (action: string) => {
    const headers = { 'x-amz-target': `X.${action}` };
    const signing = { service: 'codedeploy', region: 'eu-west-1', credentials: madeUpKey() };
    return signedFetch('/', { method: 'POST', headers, body: '{}' }, signing, `http://${LOOPBACK}:${port}`);
  };
  return { call, lines };
}

test('a service is notified of calls that succeeded, with their account, before their client', async () => {
  const heard: unknown[] = [];
  const gateway = await gatewayWith(
    async (where, service, action) => void heard.push([await where(), service, action]),
  );
  await gateway.call('Do');
  expect(heard).toEqual([[{ account: '111111111111', region: 'eu-west-1' }, 'codedeploy', 'Do']]);
  await gateway.call('Refuse');
  expect(heard).toHaveLength(1);
});

test('a failure of a service after a call does not affect the client, and is in the log', async () => {
  const gateway = await gatewayWith(() => Promise.reject(new Error('out of order')));
  expect((await gateway.call('Do')).status).toBe(200);
  expect(gateway.lines.join()).toContain('failed: codedeploy after codedeploy:Do: Error: out of order');
});
