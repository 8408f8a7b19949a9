"""Who is the signed-in user?"""

import sys
import time

import libgenauth


def main() -> None:
    """Print the profile as JSON, and on standard error how long the call took."""
    with libgenauth.Client.from_env() as client:
        start = time.perf_counter()
        profile = client.get_profile(with_custom_data=True, with_identities=True, with_department_ids=True)
        took = time.perf_counter() - start
    print(profile.to_json())
    print(f"get_profile took {took * 1e6:.0f} us", file=sys.stderr)


if __name__ == "__main__":
    main()
