import { appNames, stateBucket, teams, type AppName } from '@malinshopper/environments';
import type { Call } from '@malinshopper/aws-facts';
import { call, type Who } from './who';

/**
 * Calls on states that no role may make: reading states of apps that its app does not depend on, writing states of
 * other apps, deleting its own.
 */
export function stateCalls({ account, team, purpose }: Who): Call[] {
  const bucket = `arn:aws:s3:::${stateBucket(account)}`;
  const { app, reads } = teams[team];
  const state = (of: AppName, end = '.tfstate') => `${bucket}/testing/${of}${end}`;
  const lease = `${bucket}/leases/testing.json`;
  const review = `${bucket}/reviews/testing/${app}/0a1b.json`;
  const foreign = appNames.filter((name) => name !== app);
  const other = foreign.at(-1)!;
  return [
    ...foreign
      .filter((name) => !reads.includes(name))
      .map((name) => call(`read the state of ${name}`, 's3:GetObject', state(name))),
    ...foreign.flatMap((name) => [
      call(`write the state of ${name}`, 's3:PutObject', state(name)),
      call(`write the lock of ${name}`, 's3:PutObject', state(name, '.tfstate.tflock')),
      call(`release the lock of ${name}`, 's3:DeleteObject', state(name, '.tfstate.tflock')),
      call(`write the record of ${name}`, 's3:PutObject', state(name, '.record.json')),
    ]),
    call(`delete the state of ${other}`, 's3:DeleteObject', state(other)),
    call('delete its record', 's3:DeleteObject', state(app, '.record.json')),
    call('read an old version of its state', 's3:GetObjectVersion', state(app)),
    call('delete a version of its state for good', 's3:DeleteObjectVersion', state(app)),
    call('write a lease without a condition', 's3:PutObject', lease),
    call('delete a lease', 's3:DeleteObject', lease),
    call('write an object that is no state', 's3:PutObject', `${bucket}/testing/notes.txt`),
    call('write a review', 's3:PutObject', review),
    call('delete a review', 's3:DeleteObject', review),
    call('delete the state bucket', 's3:DeleteBucket', bucket),
    ...(team === 'platform' && purpose === 'deploy'
      ? []
      : [
          call('change the policy of the state bucket', 's3:PutBucketPolicy', bucket),
          call('delete the policy of the state bucket', 's3:DeleteBucketPolicy', bucket),
          call('suspend the versioning of the state bucket', 's3:PutBucketVersioning', bucket),
          call('set an expiry of old states', 's3:PutLifecycleConfiguration', bucket),
        ]),
    ...(purpose === 'deploy'
      ? []
      : [
          call('read a review', 's3:GetObject', review),
          call('acquire a lease', 's3:PutObject', lease, { 's3:if-none-match': '*' }),
          call('write its state', 's3:PutObject', state(app)),
          call('write its record', 's3:PutObject', state(app, '.record.json')),
          call('acquire the lock of its state', 's3:PutObject', state(app, '.tfstate.tflock')),
          call('release the lock of its state', 's3:DeleteObject', state(app, '.tfstate.tflock')),
        ]),
  ];
}
