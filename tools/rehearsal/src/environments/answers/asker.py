"""Calls an AWS as boto3 and the AWS CLI do (their library botocore is part of moto), and checks its answers by AWS's own models."""

import json

import botocore.session
import jmespath
from botocore.config import Config
from botocore.exceptions import ClientError


class Asker:
    """Calls are named `service.Action` or `service@region.Action`, and by their parameters: a value, or its path in the answer of another
    call it is (`ec2.DescribeLaunchTemplates:LaunchTemplates[].LaunchTemplateId`)."""

    def __init__(self, endpoint, region, credentials):
        self.endpoint, self.region, self.credentials = endpoint, region, credentials
        self.session = botocore.session.get_session()
        self.clients, self.answers = {}, {}

    def client(self, call):
        service, _, region = call.partition(".")[0].partition("@")
        at = (service, region or self.region)
        if at not in self.clients:
            self.clients[at] = self.session.create_client(
                service,
                region_name=at[1],
                endpoint_url=self.endpoint,
                aws_access_key_id=self.credentials["accessKeyId"],
                aws_secret_access_key=self.credentials["secretAccessKey"],
                aws_session_token=self.credentials["sessionToken"],
                config=Config(
                    retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}, parameter_validation=False
                ),
            )
        return self.clients[at]

    def operation(self, call):
        return self.client(call).meta.service_model.operation_model(call.partition(".")[2])

    def inputs(self, call):
        shape = self.operation(call).input_shape
        return shape.members if shape else {}

    def ask(self, call, params, fresh=False):
        known = (call, json.dumps(params, sort_keys=True))
        if fresh or known not in self.answers:
            self.answers[known] = self.client(call)._make_api_call(call.partition(".")[2], params)
        return self.answers[known]

    def refusal(self, call, params):
        """The answer, or the code of the refusal."""
        try:
            return self.ask(call, params, fresh=True), None
        except ClientError as error:
            return None, error.response["Error"]["Code"]

    def requests(self, call, needs):
        """The parameters of the call: once for each value that another one names."""
        chosen = [{}]
        for name, need in needs.items():
            if not isinstance(need, str) or ":" not in need:
                chosen = [{**one, name: need} for one in chosen]
                continue
            source, path = need.split(":", 1)
            chosen = [{**one, name: value} for one in chosen for value in self._values(source, path, one)]
        inputs = self.inputs(call)
        as_list = lambda name, value: [value] if inputs[name].type_name == "list" and not isinstance(value, list) else value
        return [{name: as_list(name, value) for name, value in one.items() if name in inputs} for one in chosen]

    def _values(self, source, path, one):
        answer = self.ask(source, {name: value for name, value in one.items() if name in self.inputs(source)})
        return jmespath.search(path, answer) or []
