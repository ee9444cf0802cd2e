import { DataAwsVpc } from '@cdktf/provider-aws/lib/data-aws-vpc';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { environment, variantOf, type Environment } from '@malinshopper/environments';
import { TerraformOutput, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { AccountStack } from './account-stack';
import type { AwsStack } from './aws-stack';
import { contract, inEachRegion, plain } from './contract';
import { EnvironmentStack } from './environment-stack';
import { InRegion, regionOf } from './in-region';

class OfAccount extends AccountStack {}
class OfEnvironment extends EnvironmentStack {}

const staging = variantOf(environment('staging'), { region: 'eu-central-1' });
const ofAccount = () => new OfAccount(Testing.app(), staging.account, { app: 'account', team: 'platform' });
const ofEnvironment = (of: Environment) => new OfEnvironment(Testing.app(), of, { app: 'network' });
const json = (stack: AwsStack) => JSON.parse(Testing.synth(stack, true));

describe('the region of a stack', () => {
  it('is the environment’s, while its state is in the account’s region', () => {
    const { provider, terraform } = json(ofEnvironment(staging));
    expect([provider.aws[0].region, terraform.backend.s3.region]).toEqual(['eu-central-1', 'eu-west-1']);
  });

  it('is the home region of an account', () => {
    expect(json(ofAccount()).provider.aws[0].region).toBe('eu-west-1');
  });
});

describe('a resource in another region', () => {
  it('gets the provider of that one, with the same guard, once', () => {
    const stack = ofAccount();
    const there = new InRegion(stack, 'eu-central-1');
    new Vpc(there, 'vpc');
    new DataAwsVpc(new Construct(there, 'inner'), 'known');
    new Vpc(new InRegion(new Construct(stack, 'part'), 'eu-central-1'), 'vpc');
    new Vpc(stack, 'vpc');
    const { resource, data, provider } = json(stack);
    const providers = Object.values<{ provider?: string }>(resource.aws_vpc).map((vpc) => vpc.provider);
    expect(providers.sort()).toEqual(['aws.eu_central_1', 'aws.eu_central_1', undefined]);
    expect(Object.values<{ provider?: string }>(data.aws_vpc)[0]!.provider).toBe('aws.eu_central_1');
    expect(provider.aws).toHaveLength(2);
    expect(provider.aws[1]).toMatchObject({
      alias: 'eu_central_1',
      region: 'eu-central-1',
      allowed_account_ids: [staging.account.id],
    });
  });

  it('keeps an explicit provider', () => {
    const stack = ofAccount();
    new Vpc(new InRegion(stack, 'eu-central-1'), 'vpc', { provider: stack.globalProvider });
    expect(Object.values<{ provider?: string }>(json(stack).resource.aws_vpc)[0]!.provider).toBe('aws.us_east_1');
  });

  it('has its region, at any depth', () => {
    const stack = ofAccount();
    const there = new Construct(new Construct(new InRegion(stack, 'eu-central-1'), 'a'), 'b');
    expect([regionOf(there), regionOf(new Construct(stack, 'c'))]).toEqual(['eu-central-1', 'eu-west-1']);
  });
});

describe('a contract with outputs in each region', () => {
  const shop = contract('account', { zone: plain.text('Once'), key: inEachRegion.text('In each') });

  it('publishes those of another region beside its own', () => {
    const stack = ofAccount();
    shop.publish(stack, { zone: 'z', key: 'here' });
    shop.publishIn('eu-central-1', stack, { key: 'there' });
    const values = Object.entries<{ value: string }>(json(stack).output).map(([name, { value }]) => [name, value]);
    expect(Object.fromEntries(values)).toEqual({ zone: 'z', key: 'here', key_eu_central_1: 'there' });
  });

  it('gives each environment the outputs of its region', () => {
    const read = (of: Environment) => {
      const stack = ofEnvironment(of);
      const { zone, key } = shop.read(stack, { name: of.account.name, account: of.account });
      new TerraformOutput(stack, 'zone', { value: zone });
      new TerraformOutput(stack, 'key', { value: key });
      const { output } = json(stack);
      return [output.zone.value, output.key.value];
    };
    const of = (output: string) => `\${data.terraform_remote_state.account-of-nonproduction.outputs.${output}}`;
    expect(read(environment('staging'))).toEqual([of('zone'), of('key')]);
    expect(read(staging)).toEqual([of('zone'), of('key_eu_central_1')]);
  });
});
