"""Who is the signed-in user? Asked from asyncio."""

import asyncio
import sys
import time

import libgenauth


async def main() -> None:
    """Print the profile as JSON, and on standard error how long the call took."""
    async with libgenauth.AsyncClient.from_env() as client:
        start = time.perf_counter()
        profile = await client.get_profile(
            with_custom_data=True, with_identities=True, with_department_ids=True
        )
        took = time.perf_counter() - start
    print(profile.to_json())
    print(f"get_profile took {took * 1e6:.0f} us", file=sys.stderr)


if __name__ == "__main__":
    asyncio.run(main())
