"""The permissions for the calls in a log of the gateway. Its lines name an action, or of a REST service a method and a path: by
botocore's models the path says the action. Without S3, whose lines do not tell its calls apart, and without who-am-I.
"""

import json
import re
import sys

import botocore.session

LINE = re.compile(r"^\S+ (\d{3}) ([a-z0-9-]+):(\S+)(?: (/\S*))?")
LEFT_OUT = {"s3", "sts"}
# botocore's names of services, and IAM's, that differ from the signing name.
MODELS = {"access-analyzer": "accessanalyzer"}
PREFIXES = {"monitoring": "cloudwatch"}
# Service authorization reference: actions of which the permission has another name.
PERMISSIONS = {
    "budgets:CreateBudget": "budgets:ModifyBudget",
    "budgets:CreateNotification": "budgets:ModifyBudget",
    "budgets:DescribeNotificationsForBudget": "budgets:ViewBudget",
    "budgets:DescribeSubscribersForNotification": "budgets:ViewBudget",
    "budgets:DeleteBudget": "budgets:ModifyBudget",
    "budgets:DescribeBudget": "budgets:ViewBudget",
    "budgets:UpdateBudget": "budgets:ModifyBudget",
    "cloudfront:CreateDistributionWithTags": "cloudfront:CreateDistribution",
    "lambda:Invoke": "lambda:InvokeFunction",
}


def main(told):
    session, models = botocore.session.get_session(), {}
    found = set()
    for line in told["log"].splitlines():
        match = LINE.match(line)
        if not match or match[2] in LEFT_OUT:
            continue
        service, action, path = match[2], match[3], match[4]
        if path is not None:
            operations = models.setdefault(service, _operations(session, MODELS.get(service, service)))
            action = next((name for method, form, name in operations if method == match[3] and form.match(path)), None)
        if action is None:
            raise SystemExit(f"No action of {service} is {match[3]} {path}.")
        permission = f"{PREFIXES.get(service, service)}:{action}"
        found.add(PERMISSIONS.get(permission, permission))
    print(json.dumps(sorted(found)))


def _operations(session, service):
    """Its operations by method and path, those with more fixed words in their paths first."""
    model = session.get_service_model(service)
    operations = [(model.operation_model(name).http, name) for name in model.operation_names]
    operations.sort(key=lambda one: -len(re.sub(r"\{[^}]*\}", "", one[0]["requestUri"])))
    return [(http["method"], _form(http["requestUri"].split("?")[0]), name) for http, name in operations]


def _form(uri):
    parts = re.split(r"(\{[^}]*\})", uri.rstrip("/"))
    return re.compile("".join((r".+" if "+" in part else r"[^/]+") if part[:1] == "{" else re.escape(part) for part in parts) + "/?$")


if __name__ == "__main__":
    main(json.load(sys.stdin))
