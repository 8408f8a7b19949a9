"""A Python SDK of the vendor asks who the user is: python vendor_python.py MODULE HOST APP_ID TOKEN."""

import importlib
import inspect
import json
import sys

module, host, app_id, token = sys.argv[1:]
sdk = importlib.import_module(module)
client = sdk.AuthenticationClient(app_id=app_id, app_host=host, app_secret="unused")
client.set_access_token(token)
# The genauth SDK cannot ask for departments.
flags = ["with_custom_data", "with_identities", "with_department_ids"]
known = inspect.signature(client.get_profile).parameters
print(json.dumps(client.get_profile(**{flag: True for flag in flags if flag in known})))
