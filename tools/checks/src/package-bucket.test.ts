import { environment } from '@malinshopper/environments';
import { packageBucket } from '@malinshopper/software';
import { synthesize } from '@malinshopper/terraform';

test('the package bucket has the name that the data app of the environment publishes', async () => {
  const apps = await synthesize(environment('testing').ref, ['apps/data']);
  expect(packageBucket(apps.get('data')!.json)).toBe('malinshopper-testing-packages-444455556666');
});
