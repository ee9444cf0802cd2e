import { hostname } from 'node:os';
import { thisMachine } from './this-machine';

test('a machine is identified by its user and its name, as in Terraform’s lock', () => {
  expect(thisMachine(() => 'runner')).toBe(`runner@${hostname()}`);
});

test('a user without a name in the system is left out, as in Terraform', () => {
  const unknown = () => {
    throw new Error('uv_os_get_passwd returned ENOENT');
  };
  expect(thisMachine(unknown)).toBe(`@${hostname()}`);
});
