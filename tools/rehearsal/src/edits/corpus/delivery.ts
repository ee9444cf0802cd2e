import type { Edit } from '../edit';

const of = (file: string) => `apps/delivery/src/${file}.ts`;

export const deliveryEdits: readonly Edit[] = [
  {
    name: 'the application of CodeDeploy has another name',
    changes: [
      [of('delivery-stack'), "this.nameFor('codeDeploy', 'malinshopper')", "this.nameFor('codeDeploy', 'shop')"],
    ],
  },
  {
    name: 'the deployment groups have other names',
    changes: [
      [of('deployment-group'), "'codeDeploy', environment.name, role", "'codeDeploy', environment.name, 'group', role"],
    ],
  },
  {
    name: 'releases reach one instance after the other',
    changes: [
      [of('deployment-group'), "roles[role].release.pace : 'AllAtOnce'", "roles[role].release.pace : 'OneAtATime'"],
    ],
  },
  {
    name: 'releases that failed are not rolled back after alarms',
    changes: [[of('deployment-group'), "['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM']", "['DEPLOYMENT_FAILURE']"]],
  },
  {
    name: 'failures of single instances are not reported',
    changes: [[of('deployment-group'), ", 'InstanceFailure']", ']']],
  },
  { name: 'CodeDeploy looks at fewer things', changes: [[of('permissions'), "        'tag:GetResources',\n", '']] },
  {
    name: 'the role of CodeDeploy has another name',
    changes: [[of('delivery-stack'), "this.nameFor('role', 'deployer')", "this.nameFor('role', 'codedeploy')"]],
  },
  {
    name: 'jobs of the application may release for two hours',
    changes: [[of('releasing/release-role'), 'maxSessionDuration: 3600', 'maxSessionDuration: 7200']],
  },
  {
    name: 'the user of continuousphp has another name',
    changes: [
      [of('releasing/continuousphp'), "'user', environment.name, 'continuousphp'", "'user', environment.name, 'cphp'"],
    ],
  },
  {
    name: 'the group of continuousphp has another name',
    changes: [
      [
        of('releasing/continuousphp'),
        "'group', environment.name, 'continuousphp'",
        "'group', environment.name, 'cphp'",
      ],
    ],
  },
];
