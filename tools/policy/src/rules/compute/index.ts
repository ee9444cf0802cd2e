import { scalingGroups } from '../autoscaling/groups';
import { instanceTypes } from '../autoscaling/instance-types';
import { scalingNotifications } from '../autoscaling/notifications';
import { instanceRefresh } from '../autoscaling/refresh';
import { groupSizes } from '../autoscaling/sizes';
import { applications } from '../codedeploy/applications';
import { deploymentGroups } from '../codedeploy/deployment-groups';
import { revisions } from '../codedeploy/revisions';
import { contentMounts } from '../ec2/content-mount';
import { isolation } from '../ec2/isolation';
import { launchTemplates } from '../ec2/launch-templates';
import { userData } from '../ec2/user-data';
import { clusters } from '../emr/clusters';
import { securityConfigurations } from '../emr/security-configurations';
import { distinct } from '../table';
import { whole } from './whole';

export const computeRules = distinct(
  launchTemplates,
  userData,
  contentMounts,
  isolation,
  scalingGroups,
  scalingNotifications,
  instanceRefresh,
  groupSizes,
  instanceTypes,
  clusters,
  securityConfigurations,
  applications,
  deploymentGroups,
  revisions,
  whole,
);
