const core = {
  InstanceFleetType: 'CORE',
  Name: 'core',
  TargetOnDemandCapacity: 2,
  InstanceTypeConfigs: [
    {
      InstanceType: 'm7g.xlarge',
      WeightedCapacity: 1,
      EbsConfiguration: {
        EbsBlockDeviceConfigs: [{ VolumeSpecification: { VolumeType: 'gp3', SizeInGB: 64 }, VolumesPerInstance: 2 }],
      },
    },
  ],
};
/** The request of the AWS provider for a cluster with two fleets. */
export const request = {
  Name: 'hadoop',
  ReleaseLabel: 'emr-7.12.0',
  JobFlowRole: 'nodes',
  ServiceRole: 'service',
  Applications: [{ Name: 'Hadoop' }],
  Tags: [{ Key: 'a', Value: '1' }],
  BootstrapActions: [{ Name: 'setup', ScriptBootstrapAction: { Path: 's3://b/setup.sh', Args: ['x'] } }],
  Instances: {
    InstanceFleets: [{ InstanceFleetType: 'MASTER', TargetOnDemandCapacity: 1 }, core],
    Ec2SubnetIds: ['subnet-1', 'subnet-2'],
    EmrManagedMasterSecurityGroup: 'sg-1',
    KeepJobFlowAliveWhenNoSteps: true,
    UnhealthyNodeReplacement: true,
  },
};
