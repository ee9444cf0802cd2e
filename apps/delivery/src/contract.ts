import { contract, plain } from '@malinshopper/stack';

/** Where a release of the application goes. */
export const deliveryContract = contract('delivery', {
  applicationName: plain.text('The CodeDeploy application of the environment'),
  groupNames: plain.map('The deployment group of each role that has instances of its own'),
});
