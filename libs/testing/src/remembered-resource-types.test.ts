import { rememberResourceTypes, resourceTypes } from './remembered-resource-types';

const patterns = [
  'arn:${Partition}:s3:::${BucketName}',
  'arn:${Partition}:s3:::${BucketName}/${ObjectName}',
  'arn:${Partition}:s3:${Region}:${Account}:job/${JobId}',
];
const resources = ['arn:aws:s3:::a', 'arn:aws:s3:::a/b', 'arn:aws:s3:::a*', 'arn:aws:s3:eu-west-1:1:job/1', '*'];

test('the resource types of a call are those of the library, which is called only once for each', () => {
  const types = resourceTypes();
  const found = jest.spyOn(types, 'mostSpecificMatchingResourceTypePatterns');
  const answers = resources.map((resource) => types.mostSpecificMatchingResourceTypePatterns(resource, patterns));
  expect(answers).toEqual([patterns.slice(0, 1), patterns.slice(1, 2), patterns.slice(0, 2), [patterns[2]], patterns]);
  found.mockClear();

  rememberResourceTypes();
  for (let times = 0; times < 3; times += 1) {
    const again = resources.map((resource) => types.mostSpecificMatchingResourceTypePatterns(resource, patterns));
    expect(again).toEqual(answers);
    // A caller can change the answer without an effect on the next one.
    again.forEach((answer) => answer.pop());
  }
  expect(types.mostSpecificMatchingResourceTypePatterns(resources[0]!, patterns.slice(1))).toEqual([]);
  expect(found).toHaveBeenCalledTimes(resources.length + 1);
});
