"""The parameters of RunInstances that moto ignores: termination protection, and the credit mode of a burstable instance (API reference:
RunInstances, DisableApiTermination and CreditSpecification). Parameters that are absent from the call come from its launch template.
"""


def install():
    from moto.core.responses import ActionResult
    from moto.ec2.models.instances import InstanceBackend
    from moto.ec2.responses.instances import InstanceResponse

    run, asked = InstanceBackend.run_instances, InstanceResponse.run_instances

    def run_instances(self, image_id, count, user_data, security_group_names, **more):
        template = more.get("launch_template")
        data = self._get_template_from_args(template).data if template else {}
        reservation = run(self, image_id, count, user_data, security_group_names, **more)
        for instance in reservation.instances:
            instance.cpu_credits = (data.get("CreditSpecification") or {}).get("CpuCredits")
        return reservation

    def asked_to_run(self):
        answer = asked(self)
        for instance in answer.result.instances:
            instance.cpu_credits = self._get_param("CreditSpecification.CpuCredits") or instance.cpu_credits
            if self._get_param("DisableApiTermination") is not None:
                instance.disable_api_termination = self._get_param("DisableApiTermination")
        return answer

    def describe_instance_credit_specifications(self):
        """For an instance without its own setting, its family: the gateway knows the account's default
        (`services/ec2/account-settings.ts`).
        """
        found = self.ec2_backend.describe_instance_credit_specifications(self._get_param("InstanceIds", []))
        credits = [{"InstanceId": one.id, "CpuCredits": _credits(one)} for one in found]
        return ActionResult({"InstanceCreditSpecifications": credits})

    InstanceBackend.run_instances = run_instances
    InstanceResponse.run_instances = asked_to_run
    InstanceResponse.describe_instance_credit_specifications = describe_instance_credit_specifications


def _credits(instance):
    return getattr(instance, "cpu_credits", None) or instance.instance_type.split(".")[0]
