import type { EnvironmentConfig } from './schema';

export const production: EnvironmentConfig = {
  name: 'production',
  kind: 'production',
  ref: 'production',
  account: 'production',
  region: 'eu-west-1',
  domain: 'malinshopper.com',
  hostedZone: 'malinshopper.com',
  protection: { enabled: true },
  network: {
    placement: 'own',
    cidr: '10.10.0.0/16',
    zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
    nat: 'per-zone',
  },
  loadBalancer: { placement: 'own' },
  database: {
    placement: 'own',
    instanceClass: 'db.m7g.large',
    storageGiB: 100,
    maxStorageGiB: 500,
    multiAz: true,
    backupRetentionDays: 35,
  },
  web: { instanceTypes: ['m7g.large'], min: 3, max: 12, spotPercent: 0, volumeGiB: 30 },
  workers: {
    fetcher: { instanceTypes: ['r7g.large'], min: 1, max: 1, spotPercent: 0, volumeGiB: 100 },
    'updater-1': { instanceTypes: ['m6g.large'], min: 1, max: 1, spotPercent: 0, volumeGiB: 60 },
    'updater-2': { instanceTypes: ['m6g.large'], min: 1, max: 1, spotPercent: 0, volumeGiB: 60 },
  },
  hadoop: { mode: 'workers' },
  content: { distribution: 's3fs' },
  sessions: { store: 'instance' },
  hours: { run: 'always' },
  priceClass: 'PriceClass_100',
  logRetentionDays: 365,
};
