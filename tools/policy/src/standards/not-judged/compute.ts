export const computeNotJudged: Readonly<Record<string, string>> = {
  C2: 'two syntheses produce the same user data: apps/compute/src/instance/user-data.test.ts',
  H1: 'network and data stay unchanged when jobs move to a cluster: tools/checks/src/synthesis.test.ts',
  S5: 'only a running machine shows it: `npm run rehearse:boot` (tools/rehearsal/src/boot/checks)',
  X1:
    'two syntheses produce the same bytes: tools/checks/src/synthesis.test.ts; ' +
    'Terraform accepts them: tools/rehearsal/src/environments/*.embedded.test.ts',
};
