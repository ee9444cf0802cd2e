import { synthesize } from '@malinshopper/terraform';

test('an app is passed on byte for byte, with its settings for Terraform', async () => {
  const { json, configuration } = (await synthesize('testing', ['apps/delivery'])).get('delivery')!;
  expect(configuration.app).toBe('delivery');
  expect(configuration.state.key).toBe('testing/delivery.tfstate');
  expect(JSON.parse(json)).toHaveProperty('terraform.backend.s3.key', 'testing/delivery.tfstate');
});
