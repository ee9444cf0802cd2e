import { contract, plain } from '@malinshopper/stack';

/** The targets and identities of a release. */
export const deliveryContract = contract('delivery', {
  applicationName: plain.text('The CodeDeploy application of the environment'),
  groupNames: plain.map('The deployment group of each role that has instances of its own'),
  releaseRoleArn: plain.text("The role that jobs of the application's repository on GitHub assume to release"),
  continuousPhpUserName: plain.text(
    'The user of continuousphp, for which an administrator creates the key; empty for a branch',
  ),
});
