import { inPython } from '../testing/python';

test('the services of moto and of botocore are listed once, and stay the same', () => {
  const [before, after, [first, second]] = inPython(`
import json
import os
from moto import backends
from moto.core import utils
import looked_up_once

before = sorted(backends.list_of_moto_modules()), utils.get_service_model("sqs").operation_names
utils.get_service_model.cache_clear()
looked_up_once.install()
is_folder, count = os.path.isdir, [0]


def counting(path):
    count[0] += 1
    return is_folder(path)


os.path.isdir = counting
utils.get_service_model("sqs")
first = count[0]
after = sorted(backends.list_of_moto_modules()), utils.get_service_model("sqs").operation_names
utils.get_service_model("sns")
print(json.dumps([before, after, [first, count[0] - first]]))
`) as [unknown, unknown, [number, number]];
  expect(after).toEqual(before);
  // Hundreds of folders of services; of a second service, only those with its versions.
  expect(first).toBeGreaterThan(100);
  expect(second).toBeLessThan(20);
});
