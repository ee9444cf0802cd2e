import type { Operation } from '../../gateway/call';
import type { Store } from '../../gateway/store';
import { AwsFailure } from '../../protocols/failure';
import { jsonList, jsonObject, jsonParameters, jsonReply, jsonText, type JsonObject } from '../../protocols/json';
import { findCluster, findLiving, newId, now, type State } from './state';

/** Instance fleets (API reference: AddInstanceFleet, ListInstanceFleets, ModifyInstanceFleet). */
export function fleets(store: Store<State>): Record<string, Operation> {
  return {
    AddInstanceFleet: (call) => {
      const request = jsonParameters(call);
      const clusterId = jsonText(request['ClusterId']);
      const cluster = findLiving(store.of(call), clusterId);
      const fleet = newFleet(jsonObject(request['InstanceFleet']));
      const kind = fleet['InstanceFleetType'];
      if (cluster.fleets.some(({ InstanceFleetType }) => InstanceFleetType === kind)) {
        const message = `The cluster already has a ${jsonText(kind)} instance fleet: it can have one of each kind.`;
        throw new AwsFailure('InvalidRequestException', message);
      }
      cluster.fleets.push(fleet);
      return jsonReply({
        ClusterId: clusterId,
        ClusterArn: cluster.info['ClusterArn'],
        InstanceFleetId: fleet['Id'],
      });
    },
    ListInstanceFleets: (call) => {
      const cluster = findCluster(store.of(call), jsonText(jsonParameters(call)['ClusterId']));
      return jsonReply({ InstanceFleets: cluster.fleets });
    },
    ModifyInstanceFleet: (call) => {
      const request = jsonParameters(call);
      const cluster = findLiving(store.of(call), jsonText(request['ClusterId']));
      const { InstanceFleetId, TargetOnDemandCapacity, TargetSpotCapacity } = jsonObject(request['InstanceFleet']);
      const fleet = cluster.fleets.find(({ Id }) => Id === InstanceFleetId);
      if (!fleet) {
        const message = `Instance fleet id '${jsonText(InstanceFleetId)}' is not valid.`;
        throw new AwsFailure('InvalidRequestException', message);
      }
      size(fleet, { TargetOnDemandCapacity, TargetSpotCapacity });
      return jsonReply();
    },
  };
}

/** Written as InstanceFleetConfig, returned as InstanceFleet. */
export function newFleet(config: JsonObject): JsonObject {
  const fleet: JsonObject = {
    Id: newId('if-'),
    Name: config['Name'],
    InstanceFleetType: config['InstanceFleetType'],
    Status: { State: 'RUNNING', StateChangeReason: {}, Timeline: { CreationDateTime: now() } },
    InstanceTypeSpecifications: jsonList(config['InstanceTypeConfigs']).map((type) => specification(jsonObject(type))),
    TargetOnDemandCapacity: 0,
    TargetSpotCapacity: 0,
  };
  if (config['LaunchSpecifications'] !== undefined) fleet['LaunchSpecifications'] = config['LaunchSpecifications'];
  size(fleet, config);
  return fleet;
}

/** Requested capacity is available at once. */
function size(fleet: JsonObject, { TargetOnDemandCapacity, TargetSpotCapacity }: JsonObject): void {
  if (TargetOnDemandCapacity !== undefined) fleet['TargetOnDemandCapacity'] = TargetOnDemandCapacity;
  if (TargetSpotCapacity !== undefined) fleet['TargetSpotCapacity'] = TargetSpotCapacity;
  fleet['ProvisionedOnDemandCapacity'] = fleet['TargetOnDemandCapacity'];
  fleet['ProvisionedSpotCapacity'] = fleet['TargetSpotCapacity'];
}

/**
 * Written as InstanceTypeConfig with volumes by their number, returned as InstanceTypeSpecification with each volume.
 */
function specification({ EbsConfiguration, ...type }: JsonObject): JsonObject {
  const configs = jsonList(jsonObject(EbsConfiguration)['EbsBlockDeviceConfigs']).map(jsonObject);
  const volumes = configs.flatMap(({ VolumeSpecification, VolumesPerInstance = 1 }) =>
    Array.from({ length: Number(VolumesPerInstance) }, () => VolumeSpecification),
  );
  return {
    ...type,
    EbsBlockDevices: volumes.map((VolumeSpecification, index) => ({ VolumeSpecification, Device: `/dev/sd${index}` })),
  };
}
