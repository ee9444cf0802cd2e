import { configurationOf } from './refresh-configuration';

const template = { LaunchTemplateId: 'lt-1', LaunchTemplateName: 'web', Version: '3' };

test('a group that launches by a template gets it back, named by its id alone', () => {
  expect(configurationOf({ LaunchTemplate: template })).toEqual({
    'LaunchTemplate.LaunchTemplateId': 'lt-1',
    'LaunchTemplate.Version': '3',
  });
});

test('a group that launches by a policy gets the whole of it back', () => {
  const LaunchTemplate = {
    LaunchTemplateSpecification: template,
    Overrides: { member: [{ InstanceType: 't3.nano' }, { InstanceType: 't3.micro' }] },
  };
  const InstancesDistribution = { OnDemandBaseCapacity: '0', SpotMaxPrice: '' };
  expect(configurationOf({ MixedInstancesPolicy: { LaunchTemplate, InstancesDistribution } })).toEqual({
    'MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.LaunchTemplateId': 'lt-1',
    'MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.Version': '3',
    'MixedInstancesPolicy.LaunchTemplate.Overrides.member.1.InstanceType': 't3.nano',
    'MixedInstancesPolicy.LaunchTemplate.Overrides.member.2.InstanceType': 't3.micro',
    'MixedInstancesPolicy.InstancesDistribution.OnDemandBaseCapacity': '0',
  });
});
