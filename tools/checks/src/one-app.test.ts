import { synthesize } from '@malinshopper/terraform';

test('an app is given on byte for byte, with what Terraform has to be told of it', async () => {
  const { json, configuration } = (await synthesize('testing', ['apps/delivery'])).get('delivery')!;
  expect(configuration.app).toBe('delivery');
  expect(configuration.state.key).toBe('testing/delivery.tfstate');
  expect(JSON.parse(json)).toHaveProperty('terraform.backend.s3.key', 'testing/delivery.tfstate');
});
