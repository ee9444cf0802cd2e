"""Sends every parameter of a change that nothing handles, one at a time, as boto3 and the AWS CLI do; reports those that were not refused
by name.
"""

import json
import sys

import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError

MODELS = {
    "access-analyzer": "accessanalyzer",
    "elasticloadbalancing": "elbv2",
    "elasticmapreduce": "emr",
    "monitoring": "cloudwatch",
}


def main(told):
    session, clients, taken, asked = botocore.session.get_session(), {}, [], 0
    for action, heeded in told["actions"].items():
        service, name = action.split(":")
        if service not in clients:
            clients[service] = session.create_client(
                MODELS.get(service, service),
                region_name="us-east-1",
                endpoint_url=told["endpoint"],
                aws_access_key_id=told["credentials"]["accessKeyId"],
                aws_secret_access_key=told["credentials"]["secretAccessKey"],
                aws_session_token=told["credentials"]["sessionToken"],
                config=Config(retries={"total_max_attempts": 1}, parameter_validation=False, inject_host_prefix=False),
            )
        client = clients[service]
        shape = client.meta.service_model.operation_model(name).input_shape
        in_path = {one: "x" * 20 for one, member in shape.members.items() if member.serialization.get("location") == "uri"}
        for parameter, member in shape.members.items():
            # botocore makes a URL of SourceRegion, and sends that.
            if parameter in heeded or parameter == "SourceRegion":
                continue
            asked += 1
            try:
                client._make_api_call(name, {**in_path, parameter: sample(member)})
                said = "taken"
            except ClientError as error:
                said = f"{error.response['Error']['Code']}: {error.response['Error']['Message']}"
            if not _is_refused(said, action, parameter):
                taken.append(f"{action} {parameter}: {said}")
    print(json.dumps({"asked": asked, "taken": taken}))


def _is_refused(said, action, parameter):
    """True if it is refused by name, or for its value, for which there is no pattern here."""
    of_value = f"'{parameter[:1].lower()}{parameter[1:]}" in said and "regular expression" in said
    return of_value or (said.startswith("NotImplementedByEmbeddedAws") and parameter in said and action in said)


def sample(shape, depth=0):
    """A minimal value that the model allows."""
    kind = shape.type_name
    if kind == "structure":
        names = shape.required_members or list(shape.members)[:1]
        return {name: sample(shape.members[name], depth + 1) for name in names if depth < 8}
    if kind == "list":
        return [sample(shape.member, depth + 1) for _ in range(max(1, shape.metadata.get("min", 1)))]
    if kind == "map":
        return {sample(shape.key, depth + 1): sample(shape.value, depth + 1)}
    if kind == "boolean":
        return True
    if kind in ("integer", "long", "float", "double"):
        return max(1, int(shape.metadata.get("min", 1)))
    if kind == "timestamp":
        return "2030-01-01T00:00:00Z"
    if kind == "blob":
        return b"x"
    if shape.metadata.get("enum"):
        return shape.metadata["enum"][-1]
    return "x" * max(1, shape.metadata.get("min", 1))


if __name__ == "__main__":
    main(json.load(sys.stdin))
