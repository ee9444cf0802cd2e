import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  EC2Client,
  DescribeAddressesCommand,
  DescribeNatGatewaysCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { KMSClient, ListKeysCommand, DescribeKeyCommand } from '@aws-sdk/client-kms';
import { repositoryRoot, typescript } from '@malinshopper/synth';
import type { Session } from '../../aws-target/session';
import { readIfThere } from '../../files';
import { lastRun } from '../../run/record';
import type { WorkFolder } from '../../work/folder';

/** The processes of a deploy that are killed. */
export type Killed = 'all' | 'supervisor' | 'terraform';

/** A deploy in a process group of its own, of which processes can be killed. */
export function deployToKill(root: string, endpoint: string, folder: WorkFolder, variables: NodeJS.ProcessEnv) {
  const program = [...typescript, join(__dirname, 'deploy-once.ts'), root, endpoint, 'net'];
  const child = spawn(process.execPath, program, {
    cwd: repositoryRoot,
    env: variables,
    detached: true,
    stdio: 'pipe',
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  const ended = once(child, 'close').then(() => said);
  let isOver = false;
  void ended.then(() => (isOver = true));
  const begun = Date.now();
  /** The run of this deploy: the folder may contain an earlier one. */
  const ownRun = () => {
    const run = lastRun(folder);
    return run && Date.parse(run.startedAt) >= begun ? run : undefined;
  };
  const made = () => (ownRun() ? (readIfThere(folder.events) ?? '').split('"type":"apply_complete"').length - 1 : 0);
  return {
    ended,
    /** The number of resources that Terraform has reported as created. */
    made,
    /** Waits until that number of resources is made, or the deploy has ended. */
    until: async (count: number) => {
      while (!isOver && (ownRun()?.terraform === undefined || made() < count)) await delay(5);
    },
    kill: (which: Killed) => {
      const run = ownRun();
      const pids = {
        all: [child.pid, run?.supervisor.pid, run?.terraform?.pid],
        supervisor: [run?.supervisor.pid],
        terraform: [run?.terraform?.pid],
      }[which];
      for (const pid of pids) {
        try {
          if (pid !== undefined) process.kill(-pid, 'SIGKILL');
        } catch {
          // The process has already ended.
        }
      }
    },
  };
}

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
