import { AwsFailure } from '../../protocols/failure';
import { queryParameters } from '../../protocols/query';
import { element, text } from '../../protocols/xml';
import type { Guard } from './guard';
import { elements } from './standing';

/** API reference, DeleteDBParameterGroup: "The DB parameter group to be deleted can't be associated with any DB instances". */
const parameterGroup: Guard = async (call, standing) => {
  const name = text(queryParameters(call.body)['DBParameterGroupName']);
  const servers = await standing.all('rds', 'DescribeDBInstances', 'DBInstances');
  const user = servers.find(({ DBParameterGroups }) =>
    elements(DBParameterGroups).some(({ DBParameterGroupName }) => text(DBParameterGroupName) === name),
  );
  if (!user) return;
  throw new AwsFailure(
    'InvalidDBParameterGroupState',
    `One or more database instances are still members of this parameter group ${name}, so the group cannot be deleted`,
  );
};

/** API reference, DeleteDBSubnetGroup: "The specified database subnet group must not be associated with any DB instances". */
const subnetGroup: Guard = async (call, standing) => {
  const name = text(queryParameters(call.body)['DBSubnetGroupName']).toLowerCase();
  const servers = await standing.all('rds', 'DescribeDBInstances', 'DBInstances');
  const user = servers.find(
    ({ DBSubnetGroup }) => text(element(DBSubnetGroup)['DBSubnetGroupName']).toLowerCase() === name,
  );
  if (!user) return;
  throw new AwsFailure(
    'InvalidDBSubnetGroupStateFault',
    `Cannot delete the subnet group '${name}' because at least one database instance: ` +
      `${text(user['DBInstanceIdentifier'])} is still using it.`,
  );
};

/** RDS. A server with deletion protection moto keeps by itself; the subnet groups of caches, the gateway. */
export const databaseGuards = { DeleteDBParameterGroup: parameterGroup, DeleteDBSubnetGroup: subnetGroup };
