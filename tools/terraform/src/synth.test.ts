import { synthesizeOne } from './synth';

test('an app is given on byte for byte, with what Terraform has to be told of it', async () => {
  const { json, configuration } = await synthesizeOne('testing', 'apps/delivery');
  expect(configuration.app).toBe('delivery');
  expect(configuration.state.key).toBe('testing/delivery.tfstate');
  expect(JSON.parse(json)).toHaveProperty('terraform.backend.s3.key', 'testing/delivery.tfstate');
}, 30_000);
