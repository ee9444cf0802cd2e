import { coversAll } from './covers';

describe('a pattern of resources', () => {
  const role = 'arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}';
  const object = 'arn:${Partition}:s3:::${BucketName}/${ObjectName}';
  const group =
    'arn:${Partition}:autoscaling:${Region}:${Account}:autoScalingGroup:${GroupId}:autoScalingGroupName/${GroupFriendlyName}';

  test.each([
    ['*', role],
    ['arn:aws:iam::123456789012:role/*', role],
    ['arn:aws:iam::123456789012:*', role],
    ['arn:aws:s3:::*', object],
    ['arn:aws:s3:::*/*', object],
    ['arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:*:autoScalingGroupName/*', group],
  ])('%s takes in every resource of the type', (pattern, type) => expect(coversAll(pattern, type)).toBe(true));

  test.each([
    ['arn:aws:iam::123456789012:role/network/*', role],
    ['arn:aws:iam::123456789012:policy/*', role],
    ['arn:aws:s3:::production-content/*', object],
    ['arn:aws:s3:::*/fetcher/*', object],
    ['arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:*:autoScalingGroupName/web', group],
    ['${aws_s3_bucket.content.arn}/*', object],
  ])('%s does not', (pattern, type) => expect(coversAll(pattern, type)).toBe(false));
});
