import type { EnvironmentConfig } from './schema';

export const testing: EnvironmentConfig = {
  name: 'testing',
  kind: 'testing',
  ref: 'testing',
  account: 'nonproduction',
  region: 'eu-west-1',
  domain: 'testing.malinshopper.com',
  hostedZone: 'testing.malinshopper.com',
  protection: { enabled: false, reason: 'holds generated test data only; it is thrown away and rebuilt' },
  network: { placement: 'own', cidr: '10.30.0.0/16', zones: ['eu-west-1a', 'eu-west-1b'], nat: 'single' },
  loadBalancer: { placement: 'own' },
  database: {
    placement: 'own',
    instanceClass: 'db.t4g.micro',
    storageGiB: 20,
    maxStorageGiB: 50,
    multiAz: false,
    backupRetentionDays: 1,
  },
  web: { instanceTypes: ['t4g.small'], min: 1, max: 2, spotPercent: 0, volumeGiB: 16 },
  workers: {
    fetcher: {
      instanceTypes: ['t4g.large', 'm6g.large', 'm7g.large'],
      min: 1,
      max: 1,
      spotPercent: 100,
      volumeGiB: 30,
    },
    'updater-1': {
      instanceTypes: ['t4g.medium', 't4g.large', 'm6g.medium'],
      min: 1,
      max: 1,
      spotPercent: 100,
      volumeGiB: 30,
    },
    'updater-2': {
      instanceTypes: ['t4g.medium', 't4g.large', 'm6g.medium'],
      min: 1,
      max: 1,
      spotPercent: 100,
      volumeGiB: 30,
    },
  },
  hours: { run: 'always' },
  priceClass: 'PriceClass_100',
  logRetentionDays: 14,
};
