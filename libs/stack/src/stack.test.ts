import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { environment, withoutProtection } from '@malinshopper/environments';
import { Testing } from 'cdktf';
import { contract, plain, secret } from './contract';
import { EnvironmentStack } from './environment-stack';
import { protectionOf } from './protection';

class SampleStack extends EnvironmentStack {}

const sample = (build?: (stack: SampleStack) => void, name = 'staging') => {
  const stack = new SampleStack(Testing.app(), environment(name), { app: 'network' });
  build?.(stack);
  void stack.globalProvider;
  return JSON.parse(Testing.synth(stack, true));
};

const shop = contract('shop', {
  address: plain.text('Where it is'),
  doors: plain.list('How to get in'),
  prices: plain.map('The price of a cup'),
  combination: secret.text('Of the safe'),
  staff: plain.lists('The staff of each desk'),
});

describe('a stack of an environment', () => {
  it('keeps its state under its environment and app, encrypted and with the native lock', () => {
    expect(sample().terraform.backend.s3).toEqual({
      bucket: 'malinshopper-terraform-state-444455556666',
      key: 'staging/network.tfstate',
      region: 'eu-west-1',
      encrypt: true,
      use_lockfile: true,
    });
  });

  it('refuses any other account, in every region that it uses', () => {
    const providers: { allowed_account_ids: string[] }[] = sample().provider.aws;
    expect(providers.map((provider) => provider.allowed_account_ids)).toEqual([['444455556666'], ['444455556666']]);
  });

  it('tags everything with environment, app and team', () => {
    expect(sample().provider.aws[0].default_tags[0].tags).toEqual({
      Project: 'malinshopper',
      Environment: 'staging',
      App: 'network',
      Team: 'network',
      ManagedBy: 'cdktf',
    });
  });

  it('names every resource after its construct path', () => {
    const json = sample((stack) => new Vpc(stack, 'vpc', { cidrBlock: '10.0.0.0/16', tags: { Tier: 'all' } }));
    expect(json.resource.aws_vpc.vpc.tags).toEqual({ Name: 'staging-network-vpc', Tier: 'all' });
  });

  it('declares the required version of Terraform', () => {
    expect(sample().terraform.required_version).toBe('>= 1.11.0, < 2.0.0');
  });

  it('gives buckets a name that is unique in all of AWS', () => {
    sample((stack) => expect(stack.bucketName('content')).toBe('malinshopper-staging-content-444455556666'));
  });
});

describe('protection', () => {
  it('is on for all resources or off for all', () => {
    const production = environment('production');
    expect(protectionOf(production)).toEqual({
      deletionProtection: true,
      preventDestroy: true,
      forceDestroy: false,
      skipFinalSnapshot: false,
      keyDeletionWindowDays: 30,
    });
    expect(protectionOf(withoutProtection(production, 'a reason to read'))).toEqual({
      deletionProtection: false,
      preventDestroy: false,
      forceDestroy: true,
      skipFinalSnapshot: true,
      keyDeletionWindowDays: 7,
    });
  });
});

describe('a contract', () => {
  it('publishes its outputs under their own names, secret ones as sensitive', () => {
    const { output } = sample((stack) =>
      shop.publish(stack, {
        address: 'here',
        doors: ['front'],
        prices: { tea: '1' },
        combination: '1234',
        staff: { till: ['ana'] },
      }),
    );
    expect(output).toEqual({
      address: { description: 'Where it is', sensitive: false, value: 'here' },
      doors: { description: 'How to get in', sensitive: false, value: ['front'] },
      prices: { description: 'The price of a cup', sensitive: false, value: { tea: '1' } },
      combination: { description: 'Of the safe', sensitive: true, value: '1234' },
      staff: { description: 'The staff of each desk', sensitive: false, value: { till: ['ana'] } },
    });
  });

  it('is read from the remote state of the environment', () => {
    const json = sample((stack) => {
      const { address, prices } = shop.read(stack, stack.environment);
      new Vpc(stack, 'vpc', { cidrBlock: address, tags: { Price: prices('tea') } });
    });
    expect(json.data.terraform_remote_state.shop.config.key).toBe('staging/shop.tfstate');
    expect(json.resource.aws_vpc.vpc.cidr_block).toBe('${data.terraform_remote_state.shop.outputs.address}');
    expect(json.resource.aws_vpc.vpc.tags.Price).toBe('${data.terraform_remote_state.shop.outputs.prices.tea}');
  });

  it('is read without quotes where the key allows it, so that a policy with it stays JSON', () => {
    const json = sample((stack) => {
      const { prices } = shop.read(stack, stack.environment);
      new Vpc(stack, 'vpc', { tags: { Green: prices('green-tea-1'), Dotted: prices('tea.example.com') } });
    });
    const read = '${data.terraform_remote_state.shop.outputs.prices';
    const { Green, Dotted } = json.resource.aws_vpc.vpc.tags;
    expect([Green, Dotted]).toEqual([`${read}.green-tea-1}`, `${read}["tea.example.com"]}`]);
  });

  it('is read list by list if it has several', () => {
    const lists = (key: string) =>
      sample((stack) => {
        const { staff } = shop.read(stack, stack.environment);
        new SecurityGroup(stack, 'group', {
          ingress: [{ fromPort: 1, toPort: 1, protocol: 'tcp', cidrBlocks: staff(key) }],
        });
      }).resource.aws_security_group.group.ingress[0].cidr_blocks;
    const read = '${data.terraform_remote_state.shop.outputs.staff';
    expect([lists('till'), lists('a.b')]).toEqual([`${read}.till}`, `${read}["a.b"]}`]);
  });

  it('can be read from a host beside the environment itself', () => {
    const json = sample((stack) => {
      shop.read(stack, stack.environment);
      shop.read(stack, environment('testing'));
    }, 'feature/checkout');
    const keys = Object.values<{ config: { key: string } }>(json.data.terraform_remote_state).map(
      ({ config }) => config.key,
    );
    expect(keys).toEqual([`${environment('feature/checkout').name}/shop.tfstate`, 'testing/shop.tfstate']);
  });

  it('keeps a secret hidden in the plans of its readers', () => {
    const json = sample((stack) => {
      new Vpc(stack, 'vpc', { cidrBlock: shop.read(stack, stack.environment).combination });
    });
    expect(json.resource.aws_vpc.vpc.cidr_block).toBe(
      '${sensitive(data.terraform_remote_state.shop.outputs.combination)}',
    );
  });
});
