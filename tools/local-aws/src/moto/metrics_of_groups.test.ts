import { inPython } from '../testing/python';

/** A group, and its metrics after calls: `after(verb, *metrics)`. */
const world = `
import json
import metrics_of_groups
metrics_of_groups.install()
from moto.autoscaling.models import autoscaling_backends
from moto.autoscaling.responses import AutoScalingResponse

class Group:
    metrics = []
class Asked:
    def __init__(self, name, metrics):
        self.autoscaling_backend = type("Backend", (), {"autoscaling_groups": {"web": Group}})
        self._get_param = {"AutoScalingGroupName": name, "Metrics": metrics}.get
def after(verb, *metrics, group="web"):
    getattr(AutoScalingResponse, f"{verb}_metrics_collection")(Asked(group, list(metrics) or None))
    return Group.metrics
def refusal(verb):
    try:
        after(verb, group="other")
    except Exception as error:
        return error.message
`;
const said = (program: string) => inPython(`${world}\nprint(json.dumps(${program}))`);

test('metrics are added to the existing ones, and removed one by one', () => {
  const calls =
    '[after("enable", "GroupMinSize"), after("enable", "GroupMaxSize", "GroupMinSize"), after("disable", "GroupMinSize")]';
  expect(said(calls)).toEqual([['GroupMinSize'], ['GroupMinSize', 'GroupMaxSize'], ['GroupMaxSize']]);
});

test('a call that names none applies to all', () => {
  expect(said('[len(after("enable")), after("disable")]')).toEqual([20, []]);
});

test.each(['enable', 'disable'])('a group that does not exist is refused: %s', (verb) => {
  expect(said(`refusal("${verb}")`)).toBe('AutoScalingGroup name not found - no group other');
});
