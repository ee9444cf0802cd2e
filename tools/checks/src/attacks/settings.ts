import { type Attack } from './attack';

/** Attacks: settings of providers and backends. */
export const settings: readonly Attack[] = [
  [
    'provider without account',
    (d) => {
      delete d.data.provider.aws[0].allowed_account_ids;
    },
  ],
  [
    'provider with foreign account added',
    (d) => {
      d.data.provider.aws[0].allowed_account_ids.push('999999999999');
    },
  ],
  [
    'provider with keys',
    (d) => {
      d.data.provider.aws[1].access_key = 'AKIAAAAAAAAAAAAAAAAA';
      d.data.provider.aws[1].secret_key = 'x';
    },
  ],
  [
    'provider assume_role',
    (d) => {
      d.data.provider.aws[0].assume_role = [{ role_arn: 'arn:aws:iam::999999999999:role/x' }];
    },
  ],
  [
    'provider endpoints',
    (d) => {
      d.data.provider.aws[0].endpoints = [{ s3: 'http://evil' }];
    },
  ],
  [
    'provider default_tags dropped',
    (d) => {
      delete d.data.provider.aws[0].default_tags;
    },
  ],
  [
    'provider ignore_tags',
    (d) => {
      d.data.provider.aws[0].ignore_tags = [{ keys: ['Team'] }];
    },
  ],
  [
    'provider profile',
    (d) => {
      d.data.provider.aws[0].profile = 'other';
    },
  ],
  [
    'provider skip checks',
    (d) => {
      d.data.provider.aws[0].skip_credentials_validation = true;
    },
  ],
  [
    'another provider',
    (d) => {
      d.data.provider.null = [{}];
      d.data.terraform.required_providers.null = { source: 'hashicorp/null', version: '3.2.3' };
    },
  ],
  [
    'provider from stranger',
    (d) => {
      d.data.terraform.required_providers.aws.source = 'evil/aws';
    },
  ],
  [
    'provider version open',
    (d) => {
      d.data.terraform.required_providers.aws.version = '>= 5';
    },
  ],
  [
    'backend no encrypt',
    (d) => {
      d.data.terraform.backend.s3.encrypt = false;
    },
  ],
  [
    'backend no lock',
    (d) => {
      delete d.data.terraform.backend.s3.use_lockfile;
    },
  ],
  [
    'backend other bucket',
    (d) => {
      d.data.terraform.backend.s3.bucket = 'evil';
    },
  ],
  [
    'backend key of another app',
    (d) => {
      d.data.terraform.backend.s3.key = 'production/network.tfstate';
    },
  ],
  [
    'backend acl',
    (d) => {
      d.data.terraform.backend.s3.acl = 'public-read';
    },
  ],
  [
    'backend endpoint',
    (d) => {
      d.data.terraform.backend.s3.endpoints = { s3: 'https://evil' };
    },
  ],
  [
    'backend local',
    (d) => {
      d.data.terraform.backend = { local: { path: 'x' } };
    },
  ],
  [
    'backend remote',
    (d) => {
      d.data.terraform.cloud = { organization: 'x' };
    },
  ],
];
