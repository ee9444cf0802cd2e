import { join } from 'node:path';
import {
  EC2Client,
  DescribeAddressesCommand,
  DescribeNatGatewaysCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { KMSClient, ListKeysCommand, DescribeKeyCommand } from '@aws-sdk/client-kms';
import type { Session } from '../../aws-target/session';
import type { WorkFolder } from '../../work/folder';
import { commandToKill } from './command-to-kill';

/** A deploy of the app `net` of a small repository, of which processes can be killed. */
export const deployToKill = (root: string, endpoint: string, folder: WorkFolder, variables: NodeJS.ProcessEnv) =>
  commandToKill([join(__dirname, 'deploy-once.ts'), root, endpoint, 'net'], folder, variables);

/** Counts the objects of each kind that AWS would make a second time without an error. */
export async function counted({
  clients,
}: Session): Promise<Record<'vpcs' | 'addresses' | 'gateways' | 'keys', number>> {
  const ec2 = new EC2Client(clients);
  const kms = new KMSClient(clients);
  const ofTest = [{ Name: 'tag:App', Values: ['net'] }];
  const standing = [...ofTest, { Name: 'state', Values: ['pending', 'available'] }];
  const [vpcs, addresses, gateways, keys] = await Promise.all([
    ec2.send(new DescribeVpcsCommand({ Filters: ofTest })),
    ec2.send(new DescribeAddressesCommand({})),
    ec2.send(new DescribeNatGatewaysCommand({ Filter: standing })),
    kms.send(new ListKeysCommand({})),
  ]);
  const described = await Promise.all(
    (keys.Keys ?? []).map(({ KeyId }) => kms.send(new DescribeKeyCommand({ KeyId }))),
  );
  return {
    vpcs: vpcs.Vpcs?.length ?? 0,
    addresses: addresses.Addresses?.length ?? 0,
    gateways: gateways.NatGateways?.length ?? 0,
    keys: described.filter(({ KeyMetadata: key }) => key?.Description === 'A key' && key.KeyState === 'Enabled').length,
  };
}
