import { hostname } from 'node:os';
import { thisMachine } from './this-machine';

test('a machine is told by its user and its name, as in Terraform’s lock', () => {
  expect(thisMachine(() => 'runner')).toBe(`runner@${hostname()}`);
});

test('a user that the system has no name of is left out, as Terraform does', () => {
  const unknown = () => {
    throw new Error('uv_os_get_passwd returned ENOENT');
  };
  expect(thisMachine(unknown)).toBe(`@${hostname()}`);
});
