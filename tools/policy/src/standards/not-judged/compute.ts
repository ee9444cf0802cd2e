export const computeNotJudged: Readonly<Record<string, string>> = {
  C2: 'that two synths give the same user data: apps/compute/src/instance/user-data.test.ts',
  H1: 'that network and data stay as they are when jobs move to a cluster: tools/checks/src/synthesis.test.ts',
  S5: 'only a machine that runs shows it: `npm run rehearse:boot` (tools/rehearsal/src/boot/checks)',
  X1:
    'that two synths give the same bytes: tools/checks/src/synthesis.test.ts; ' +
    'that Terraform takes them: tools/rehearsal/src/environments/*.embedded.test.ts',
};
