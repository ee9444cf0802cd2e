import { actionsOf, calledTypes, callsBeforeDelete, phases, providerCallsOf } from '..';

describe('the table of the provider’s calls', () => {
  it('contains the calls for each type, in each phase', () => {
    expect(providerCallsOf('aws_sqs_queue').delete).toEqual([
      { action: 'sqs:DeleteQueue', kind: 'queue', tags: 'own' },
    ]);
    expect(providerCallsOf('terraform_data')).toEqual({ create: [], read: [], delete: [] });
  });

  it('gives the unique actions of several types in some phases, sorted', () => {
    const types = ['aws_sqs_queue', 'aws_sqs_queue_policy'] as const;
    expect(actionsOf(types, ['read'])).toEqual(['sqs:GetQueueAttributes', 'sqs:ListQueueTags']);
    expect(actionsOf(types, ['create', 'delete'], ({ tags }) => tags === 'own')).toEqual([
      'sqs:DeleteQueue',
      'sqs:SetQueueAttributes',
    ]);
  });

  it('contains the calls before a resource is deleted with its content', () => {
    expect(callsBeforeDelete('aws_s3_bucket').map(({ action }) => action)).toContain('s3:ListBucketVersions');
    expect(callsBeforeDelete('aws_sqs_queue')).toEqual([]);
  });

  it.each(calledTypes)('has the actions of %s in the form of policies', (type) => {
    for (const action of actionsOf([type], phases)) expect(action).toMatch(/^[a-z0-9-]+:[A-Z]\w+$/);
  });

  it.each(['aws_batch_job_definition', 'toString'])('refuses %s, which it does not contain', (type) => {
    expect(() => providerCallsOf(type)).toThrow(
      `libs/aws-facts does not know which calls Terraform makes for ${type}. Add them to libs/aws-facts/src/provider-calls, and the ` +
        'type to the permissions of the team’s roles (apps/account/src/access).',
    );
  });
});
