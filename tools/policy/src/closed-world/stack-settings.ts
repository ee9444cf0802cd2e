import type { Resource, World } from '@malinshopper/synthesized';
import { custom } from '../rules/ask';
import { rulesOf } from '../rules/table';
import { blockOf, exactly, faultsIn, matching } from './faults';
import { inStack } from './in-stack';

/** The owner of an app's state: the account for the app that is deployed once in it, otherwise the environment. */
export const ownerOf = ({ app }: Pick<Resource, 'app'>, { environment }: World): string =>
  app === 'account' ? environment.account.name : environment.name;

/** The bucket of all states of an account (libs/stack/src/state.ts, which tools cannot import). */
export const stateBucketOf = ({ environment: { account } }: World) => `malinshopper-terraform-state-${account.id}`;

const settings = (part: Resource, world: World) =>
  faultsIn(part.config, {
    // Terraform 1.11 is the first version with stable state locking in S3 without DynamoDB (its changelog, "S3 native
    // state locking").
    required_version: matching(/^>= 1\.(1[1-9]|[2-9]\d)\.\d+, < 2\.0\.0$/),
    required_providers: blockOf({
      aws: blockOf({ source: exactly('aws', 'hashicorp/aws'), version: matching(/^\d+\.\d+\.\d+$/) }),
    }),
    backend: blockOf({
      s3: blockOf({
        bucket: exactly(stateBucketOf(world)),
        key: exactly(`${ownerOf(part, world)}/${part.stack.name}.tfstate`),
        region: exactly(world.environment.account.region),
        encrypt: exactly(true),
        use_lockfile: exactly(true),
      }),
    }),
  });

/** A change of the `terraform` block of production's data stack. */
const changed = (change: (terraform: Record<string, unknown>, s3: Record<string, unknown>) => void) =>
  inStack((document) => change(document.terraform, document.terraform.backend.s3));

export const stackSettings = rulesOf('terraform', {
  MAL_WORLD_2: {
    title:
      'States are in the bucket of the account, encrypted and locked, and Terraform and its provider are those of the lock file',
    severity: 'critical',
    of: 'parts',
    why: 'A state elsewhere may be readable by others or written by two runs at once, and another provider may do anything',
    fix: 'Leave backend, required_version and required_providers to EnvironmentStack (libs/stack)',
    ask: custom(settings, {
      'the state is not encrypted': changed((_terraform, s3) => delete s3['encrypt']),
      'the state is not locked': changed((_terraform, s3) => (s3['use_lockfile'] = false)),
      'the state is in a bucket of another account': changed(
        (_t, s3) => (s3['bucket'] = 'malinshopper-terraform-state-999999999999'),
      ),
      'the state is that of another app': changed((_terraform, s3) => (s3['key'] = 'production/network.tfstate')),
      'the backend assumes another role': changed(
        (_t, s3) => (s3['assume_role'] = { role_arn: 'arn:aws:iam::999999999999:role/a' }),
      ),
      'the backend has keys': changed((_terraform, s3) => (s3['access_key'] = 'AKIAIOSFODNN7EXAMPLE')),
      'the backend uses another endpoint': changed((_t, s3) => (s3['endpoints'] = { s3: 'https://s3.example.com' })),
      'the state is a local file': changed((terraform) => (terraform['backend'] = { local: {} })),
      'the state is at a service of another company': changed((terraform) => {
        delete terraform['backend'];
        terraform['cloud'] = { organization: 'theirs' };
      }),
      'there is a second provider': changed((terraform) => {
        Object.assign(terraform['required_providers'] as object, {
          external: { source: 'external', version: '2.3.4' },
        });
      }),
      'the provider is from another publisher': changed((terraform) => {
        terraform['required_providers'] = { aws: { source: 'theirs/aws', version: '5.100.0' } };
      }),
      'any version of the provider is accepted': changed((terraform) => {
        terraform['required_providers'] = { aws: { source: 'aws', version: '>= 5' } };
      }),
      'any version of Terraform is accepted': changed((terraform) => (terraform['required_version'] = '>= 0.12')),
      'experiments of the language are enabled': changed((terraform) => (terraform['experiments'] = ['example'])),
    }),
  },
});
