import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { EMRClient } from '@aws-sdk/client-emr';
import { S3Client } from '@aws-sdk/client-s3';
import { environment } from '@malinshopper/environments';
import type { Place } from '../environment/place';
import { fakeClient, type Sent } from './fake-client';

type Answers = Parameters<typeof fakeClient>[1];

export interface FakeAnswers {
  readonly s3?: Answers;
  readonly codeDeploy?: Answers;
  readonly autoScaling?: Answers;
  readonly cloudWatch?: Answers;
  readonly emr?: Answers;
}

/** An environment with an AWS that answers from the test. */
export function fakePlace(answers: FakeAnswers, ref = 'testing', kind: 'embedded' | 'aws' = 'embedded') {
  const clients = {
    s3: fakeClient(S3Client, answers.s3 ?? {}),
    codeDeploy: fakeClient(CodeDeployClient, answers.codeDeploy ?? {}),
    autoScaling: fakeClient(AutoScalingClient, answers.autoScaling ?? {}),
    cloudWatch: fakeClient(CloudWatchClient, answers.cloudWatch ?? {}),
    emr: fakeClient(EMRClient, answers.emr ?? {}),
  };
  const found = environment(ref);
  const target = kind === 'aws' ? { kind } : { kind, endpoint: 'http://127.0.0.1:1', assume: refuseToAssume };
  const place: Place = {
    environment: found,
    names: {
      bucket: 'packages',
      application: `${found.name}-malinshopper`,
      groups: new Map([
        ['fetcher', `${found.name}-fetcher`],
        ['web', `${found.name}-web`],
      ]),
    },
    session: {
      target,
      clients: { region: 'eu-west-1' },
      home: { region: 'eu-west-1' },
      identity: { account: found.account.id, arn: `arn:aws:sts::${found.account.id}:assumed-role/release/ana` },
      s3: clients.s3.client,
      s3InRegion: clients.s3.client,
    },
    codeDeploy: clients.codeDeploy.client,
    autoScaling: clients.autoScaling.client,
    cloudWatch: clients.cloudWatch.client,
    emr: clients.emr.client,
  };
  const sent: Record<keyof typeof clients, Sent[]> = {
    s3: clients.s3.sent,
    codeDeploy: clients.codeDeploy.sent,
    autoScaling: clients.autoScaling.sent,
    cloudWatch: clients.cloudWatch.sent,
    emr: clients.emr.sent,
  };
  return { place, sent };
}

const refuseToAssume = async () => {
  throw new Error('no credentials are needed here');
};
