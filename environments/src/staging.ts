import type { EnvironmentConfig } from './schema';

export const staging: EnvironmentConfig = {
  name: 'staging',
  kind: 'staging',
  ref: 'staging',
  account: 'nonproduction',
  region: 'eu-west-1',
  domain: 'staging.malinshopper.com',
  hostedZone: 'staging.malinshopper.com',
  protection: { enabled: true },
  network: { placement: 'own', cidr: '10.20.0.0/16', zones: ['eu-west-1a', 'eu-west-1b'], nat: 'single' },
  loadBalancer: { placement: 'own' },
  database: {
    placement: 'own',
    instanceClass: 'db.t4g.small',
    storageGiB: 20,
    maxStorageGiB: 100,
    multiAz: true,
    backupRetentionDays: 7,
  },
  web: { instanceTypes: ['t4g.medium'], min: 2, max: 4, spotPercent: 0, volumeGiB: 20 },
  workers: {
    fetcher: {
      instanceTypes: ['m6g.large', 'm7g.large', 'r6g.large'],
      min: 1,
      max: 1,
      spotPercent: 100,
      volumeGiB: 60,
    },
    'updater-1': {
      instanceTypes: ['t4g.large', 'm6g.large', 'm7g.large'],
      min: 1,
      max: 1,
      spotPercent: 100,
      volumeGiB: 40,
    },
    'updater-2': {
      instanceTypes: ['t4g.large', 'm6g.large', 'm7g.large'],
      min: 1,
      max: 1,
      spotPercent: 100,
      volumeGiB: 40,
    },
  },
  hours: { run: 'always' },
  priceClass: 'PriceClass_100',
  logRetentionDays: 90,
};
