import { embeddedEndpoint, embeddedPort } from './address';

test('the embedded AWS listens on port 4566 of the loopback by default', () => {
  expect(embeddedEndpoint({})).toBe('http://127.0.0.1:4566');
});

test('EMBEDDED_AWS_PORT chooses another port', () => {
  expect(embeddedEndpoint({ EMBEDDED_AWS_PORT: '4600' })).toBe('http://127.0.0.1:4600');
});

test.each(['none', '0', '70000', '4566.5'])('EMBEDDED_AWS_PORT=%s is refused with the rule and the remedy', (port) => {
  expect(() => embeddedPort({ EMBEDDED_AWS_PORT: port })).toThrow(
    `EMBEDDED_AWS_PORT must be a port number between 1 and 65535, got "${port}". ` +
      'Unset it to use 4566, or choose another number.',
  );
});
