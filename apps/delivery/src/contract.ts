import { contract, plain } from '@malinshopper/stack';

/** Where a release of the application goes. */
export const deliveryContract = contract('delivery', {
  applicationName: plain.text('The CodeDeploy application of the environment'),
  groupNames: plain.map('The deployment group of each role that has instances of its own'),
  releaseRoleArn: plain.text("What jobs of the application's repository on GitHub assume to release"),
  continuousPhpUserName: plain.text('Who continuousphp is: an administrator makes its key; empty for a branch'),
});
