import type { PlannedApp } from '../planned';
import { review } from '../record/review';
import { reportOf, type Report } from '../report/report';
import { key, planOf, plannedApp, provenance, resourceChange, without } from './plans';

const kinds = [
  'create',
  'update',
  'update',
  'update',
  'delete',
  'replace',
  'create',
  'update',
  'move',
  'possible',
] as const;

function change(index: number): object {
  const kind = kinds[index % kinds.length]!;
  const type = ['aws_s3_bucket', 'aws_sqs_queue', 'aws_iam_role', 'aws_security_group', 'aws_db_instance'][
    Math.floor(index / kinds.length) % 5
  ]!;
  const address = `${type}.construct_with_a_long_name_${index}_1A2B3C4D`;
  const tags = { Name: `construct/with/a/long/name/${index}`, team: 'data', environment: 'staging' };
  const script = (word: string) =>
    Buffer.from(
      ['#!/bin/bash', ...Array.from({ length: 40 }, (_, line) => `echo ${word} ${index} ${line}`)].join('\n'),
    ).toString('base64');
  const policy = (word: string) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: Array.from({ length: 4 }, (_, at) => ({
        Sid: `S${at}`,
        Effect: 'Allow',
        Action: [`s3:${word}`],
        Resource: `arn:aws:s3:::b-${index}-${at}`,
      })),
    });
  const was = {
    id: `id-${index}`,
    name: `n-${index}`,
    policy: policy('GetObject'),
    user_data: script('old'),
    tags,
    tags_all: tags,
  };
  const is = { ...was, policy: policy('PutObject'), user_data: script('new'), tags: { ...tags, more: 'm' } };
  const made = without<unknown>(is, 'id');
  const replaced = {
    actions: ['delete', 'create'],
    before: was,
    after: made,
    unknown: { id: true },
    reason: 'replace_because_cannot_update',
    replacePaths: [['name']],
  };
  switch (kind) {
    case 'create':
      return resourceChange(address, { actions: ['create'], after: made, unknown: { id: true, arn: true } });
    case 'delete':
      return resourceChange(address, { actions: ['delete'], before: was, reason: 'delete_because_no_resource_config' });
    case 'replace':
      return resourceChange(address, { ...replaced, after: { ...made, name: 'other' } });
    case 'move':
      return {
        ...resourceChange(address, { actions: ['no-op'], before: was, after: was }),
        previous_address: `${address}_before`,
      };
    case 'possible': {
      const others = without(made, 'name');
      return resourceChange(address, { ...replaced, after: others, unknown: { id: true, name: true } });
    }
    case 'update':
      return resourceChange(address, { before: was, after: is });
  }
}

/** Many plans with many changes in all: 4 of 10 create or update, 3 of 10 destroy or replace. */
export function largeApps(plans: number, changes: number): PlannedApp[] {
  const each = changes / plans;
  return Array.from({ length: plans }, (_, at) => {
    const all = Array.from({ length: each }, (_, index) => change(at * each + index));
    const possible = all.filter((_, index) => kinds[(at * each + index) % kinds.length] === 'possible') as {
      address: string;
    }[];
    const placeholder = resourceChange('terraform_data.preview', { actions: ['create'], unknown: { output: true } });
    const plan = planOf([...all, placeholder]);
    return plannedApp(plan, {
      app: `app${at % 5}`,
      environment: `env${Math.floor(at / 5)}`,
      provenance: { ...provenance, upstream: {} },
      placeholders: ['terraform_data.preview'],
      possible: possible.map(({ address }) => ({ address, isReplacement: true, onlyIf: ['network: name'] })),
    });
  });
}

/** From the plans to their report. */
export function largeReport(apps: readonly PlannedApp[]): Report {
  return reportOf({
    apps: review(apps, { key }),
    expected: apps.map(({ environment, app }) => `${environment}/${app}`),
    places: {},
    policy: { findings: [], waived: [], refused: [] },
    owners: { app0: ['@malinshopper/data'] },
  });
}
