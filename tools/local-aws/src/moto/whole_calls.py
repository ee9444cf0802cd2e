"""Calls of which moto reads a part only. AWS uses the other parts, too, and refuses names of resources that do not exist."""

import json
import uuid


def install():
    _scaling_policies()
    _names_of_roles()
    _deletions_of_roles()
    _account_aliases()
    _invalidations()
    _tags_of_trails()
    _option_groups()
    _master_secrets()


def _scaling_policies():
    """The name of a policy is unique in its group (API reference: PutScalingPolicy). moto has one policy of a name for all groups."""
    from moto.autoscaling.models import AutoScalingBackend
    from moto.autoscaling.responses import AutoScalingResponse
    from moto.core.responses import EmptyResult

    put = AutoScalingBackend.put_scaling_policy

    def put_scaling_policy(self, name, *args, **asked):
        policy = put(self, name, *args, **asked)
        self.policies[(policy.auto_scaling_group_name, name)] = self.policies.pop(name)
        return policy

    def meant(response):
        group, name = response._get_param("AutoScalingGroupName"), response._get_param("PolicyName")
        policies = response.autoscaling_backend.policies
        return [
            key for key, one in policies.items() if name in (one.name, one.arn) and group in (None, key[0])
        ]

    def delete_policy(self):
        for key in meant(self):
            del self.autoscaling_backend.policies[key]
        return EmptyResult()

    def execute_policy(self):
        for key in meant(self):
            self.autoscaling_backend.policies[key].execute()
        return EmptyResult()

    AutoScalingBackend.put_scaling_policy = put_scaling_policy
    AutoScalingResponse.delete_policy = delete_policy
    AutoScalingResponse.execute_policy = execute_policy


def _names_of_roles():
    """A service-linked role has the name that its service gives it (IAM user guide, "AWS services that work with IAM": the page of each service).
    moto knows three of them, and invents the others."""
    from moto.iam.models import SERVICE_NAME_CONVERSION

    SERVICE_NAME_CONVERSION.update(
        {
            "access-analyzer": "AccessAnalyzer",
            "backup": "Backup",
            "elasticache": "ElastiCache",
            "elasticloadbalancing": "ElasticLoadBalancing",
            "elasticmapreduce": "EMRCleanup",
            "rds": "RDS",
            "spot": "EC2Spot",
        }
    )


def _deletions_of_roles():
    """API reference: DeleteServiceLinkedRole, GetServiceLinkedRoleDeletionStatus. Here a role is deleted at once."""
    from moto.iam.models import IAMBackend
    from moto.iam.responses import IamResponse

    told = IamResponse.get_service_linked_role_deletion_status

    def delete_service_linked_role(self, role_name):
        task = f"task{self.get_role(role_name).path}{role_name}/{uuid.uuid4()}"
        self.delete_role(role_name)
        self.__dict__.setdefault("deletion_tasks", []).append(task)
        return task

    def get_service_linked_role_deletion_status(self):
        task = self._get_param("DeletionTaskId")
        _require(task in self.backend.__dict__.get("deletion_tasks", []), f"Deletion task {task} is not found.")
        return told(self)

    IAMBackend.delete_service_linked_role = delete_service_linked_role
    IamResponse.get_service_linked_role_deletion_status = get_service_linked_role_deletion_status


def _account_aliases():
    """API reference: DeleteAccountAlias, NoSuchEntity. moto deletes any existing alias."""
    from moto.iam.responses import IamResponse

    deleted = IamResponse.delete_account_alias

    def delete_account_alias(self):
        alias = self._get_param("AccountAlias")
        _require(alias in self.backend.account_aliases, f"The account alias {alias} cannot be found.")
        return deleted(self)

    IamResponse.delete_account_alias = delete_account_alias


def _require(there, message):
    from moto.iam.exceptions import NotFoundException

    if not there:
        raise NotFoundException(message)


def _invalidations():
    """API reference: ListInvalidations, NoSuchDistribution."""
    from moto.cloudfront.models import CloudFrontBackend
    from moto.cloudfront.exceptions import NoSuchDistribution

    listed = CloudFrontBackend.list_invalidations

    def list_invalidations(self, dist_id):
        if dist_id not in self.distributions:
            raise NoSuchDistribution
        return listed(self, dist_id)

    CloudFrontBackend.list_invalidations = list_invalidations


def _tags_of_trails():
    """API reference: ListTags, ResourceNotFoundException."""
    from moto.cloudtrail.models import CloudTrailBackend
    from moto.core.exceptions import JsonRESTError

    listed = CloudTrailBackend.list_tags

    def list_tags(self, resource_id_list):
        known = {trail.arn for trail in self.describe_trails(include_shadow_trails=True)}
        for one in resource_id_list:
            if one not in known:
                raise JsonRESTError("ResourceNotFoundException", f"Unknown trail: {one}")
        return listed(self, resource_id_list)

    CloudTrailBackend.list_tags = list_tags


def _option_groups():
    """API reference, DescribeOptionGroups: OptionGroupName is optional, and there is an error only for a named group that does not
    exist.
    """
    from moto.rds.models import RDSBackend

    described = RDSBackend.describe_option_groups

    def describe_option_groups(self, asked):
        asked = {"option_group_name": None, **asked}
        if asked["option_group_name"] is None and not self.option_groups:
            return []
        return described(self, asked)

    RDSBackend.describe_option_groups = describe_option_groups


def _master_secrets():
    """RDS user guide, "Password management with Amazon RDS and AWS Secrets Manager": the secret has the master user's name. moto's has
    `admin`.
    """
    from moto.rds.models import MasterUserSecret

    written = MasterUserSecret._generate_secret_string

    def generate_secret_string(self):
        return json.dumps({**json.loads(written(self)), "username": self.resource.master_username})

    MasterUserSecret._generate_secret_string = generate_secret_string
